/**
 * What is happening now: figures of the last ten seconds and per-second medians of the last two
 * minutes for every series, and how each probe is doing, kept in memory and published as immutable
 * snapshots twice a second.
 *
 * <p>It keeps nothing across a restart, and samples older than its two minutes (imported captures)
 * do not appear in it: those are in the store.
 *
 * <p>Thread rule: LiveRecorder belongs to the ingest thread; LiveView and the snapshots may be
 * shared freely; listeners are called on the ingest thread and must not block.
 */
@NullMarked
package org.beibu.analyzer.live;

import org.jspecify.annotations.NullMarked;
