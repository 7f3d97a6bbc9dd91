package org.beibu.analyzer.web;

import org.beibu.analyzer.delay.DelayHistogram;
import org.beibu.analyzer.live.LivePath;

/**
 * What is said about the samples of one window, nanoseconds; all are 0 when there are none.
 *
 * @param count number of samples
 * @param minNanos shortest delay
 * @param p50Nanos median
 * @param p95Nanos 95th percentile
 * @param p99Nanos 99th percentile
 * @param maxNanos longest delay
 */
public record DelayFigures(
        long count, long minNanos, long p50Nanos, long p95Nanos, long p99Nanos, long maxNanos) {
    /** No samples. */
    public static final DelayFigures NONE = new DelayFigures(0, 0, 0, 0, 0, 0);

    static DelayFigures of(DelayHistogram histogram) {
        if (histogram.count() == 0) {
            return NONE;
        }
        return new DelayFigures(
                histogram.count(),
                histogram.minNanos(),
                histogram.percentileNanos(50),
                histogram.percentileNanos(95),
                histogram.percentileNanos(99),
                histogram.maxNanos());
    }

    static DelayFigures of(LivePath path) {
        if (path.count() == 0) {
            return NONE;
        }
        return new DelayFigures(
                path.count(),
                path.minNanos(),
                path.p50Nanos(),
                path.p95Nanos(),
                path.p99Nanos(),
                path.maxNanos());
    }
}
