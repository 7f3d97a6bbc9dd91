package org.beibu.analyzer.live;

import org.beibu.analyzer.delay.Series;

/**
 * One series now. The arrays belong to the snapshot: never change them (boxing 360 figures of every
 * path twice a second would cost more than the rest of the analyzer).
 *
 * @param series whose figures these are
 * @param count samples in the last {@code windowNanos}
 * @param windowNanos length of the sliding window of the figures, 10 s; it ends with the snapshot
 * @param p50Nanos median of the sliding window; this and the next four are 0 when count is 0
 * @param p95Nanos 95th percentile
 * @param p99Nanos 99th percentile
 * @param minNanos shortest delay
 * @param maxNanos longest delay
 * @param lastSampleNanos capture time of the newest sample, epoch nanoseconds
 * @param totalCount live samples since the analyzer started
 * @param secondStartNanos start of each of the last 120 s, oldest first; the last one still runs
 * @param secondP50Nanos median of each second, -1 where none
 * @param secondCount samples of each second
 */
@SuppressWarnings("ArrayRecordComponent")
public record LivePath(
        Series series,
        long count,
        long windowNanos,
        long p50Nanos,
        long p95Nanos,
        long p99Nanos,
        long minNanos,
        long maxNanos,
        long lastSampleNanos,
        long totalCount,
        long[] secondStartNanos,
        long[] secondP50Nanos,
        long[] secondCount) {}
