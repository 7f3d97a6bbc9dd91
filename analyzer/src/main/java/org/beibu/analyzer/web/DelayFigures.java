package org.beibu.analyzer.web;

import org.beibu.analyzer.live.LivePath;
import org.beibu.analyzer.publish.PublicationRule;
import org.beibu.runtime.histogram.DelayHistogram;

/**
 * What is said about the samples of one window, nanoseconds; all are 0 when there are none, and
 * {@link #HIDDEN} where too few samples lie beyond the figure to show it.
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

    /** Stands for a figure that is not shown. */
    public static final long HIDDEN = -1;

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

    /** As {@link #of}, or without what a few samples alone decide. */
    static DelayFigures of(DelayHistogram histogram, boolean extremes) {
        DelayFigures all = of(histogram);
        if (extremes || all.count == 0) {
            return all;
        }
        return new DelayFigures(
                all.count,
                HIDDEN,
                all.p50Nanos,
                hasBeyond(all.count, 95) ? all.p95Nanos : HIDDEN,
                hasBeyond(all.count, 99) ? all.p99Nanos : HIDDEN,
                HIDDEN);
    }

    private static boolean hasBeyond(long count, int percent) {
        return count * (100 - percent) >= PublicationRule.SAMPLES_BEYOND * 100L;
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
