/**
 * What of the passive timings may be shown or sent: windows with samples of enough different
 * networks, and what can be computed from those.
 *
 * <p>{@link org.beibu.analyzer.publish.PublishedStore} stands before the store and hides the rest,
 * so that page, API, metrics, export and commands need not know the rule to keep it. It covers
 * delays only: traffic volumes and capture statistics are shown as they are (docs/limitations.md).
 *
 * <p>Thread rule: a PublishedStore belongs to the thread that owns the store below it; everything
 * else is immutable.
 */
@NullMarked
package org.beibu.analyzer.publish;

import org.jspecify.annotations.NullMarked;
