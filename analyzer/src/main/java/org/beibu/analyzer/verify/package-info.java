/**
 * Recounts the journal and compares it with the store: whether every timing of the journal that the
 * store says it has taken in is in exactly one window of each resolution.
 *
 * <p>An oracle, so it shares nothing with {@link org.beibu.analyzer.ingest} but the formats: it
 * counts by itself which records are new. It changes nothing and may run beside an analyzer.
 *
 * <p>Thread rule: one thread makes a verification and runs it once.
 */
@NullMarked
package org.beibu.analyzer.verify;

import org.jspecify.annotations.NullMarked;
