/**
 * What the analyzer offers: a recommendation as a value, and the strict reader and writer of its
 * JSON, {@code beibu/recommendations/v1} (docs/protocols.md names every field).
 *
 * <p>It checks form and ranges only; whether a recommendation may be followed is the question of
 * {@code router.guard}. An unknown field is refused, because a field that is silently skipped may
 * be the one that says "not here".
 *
 * <p>Immutable values; any thread.
 */
@NullMarked
package org.beibu.router.recommendation;

import org.jspecify.annotations.NullMarked;
