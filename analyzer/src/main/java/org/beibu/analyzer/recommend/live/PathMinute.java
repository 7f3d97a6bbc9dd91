package org.beibu.analyzer.recommend.live;

import org.beibu.analyzer.recommend.prove.BlockSide;
import org.beibu.runtime.histogram.DelayHistogram;

/**
 * One minute, or some together, of one path by one method.
 *
 * @param histogram round trips
 * @param sent packets sent
 * @param lost packets of these that were not answered
 */
record PathMinute(DelayHistogram histogram, long sent, long lost) {
    private static final double NANOS_A_MILLISECOND = 1e6;

    static PathMinute nothing() {
        return new PathMinute(new DelayHistogram(), 0, 0);
    }

    /** This and another together; neither changes. */
    PathMinute with(PathMinute other) {
        DelayHistogram both = new DelayHistogram();
        both.add(histogram);
        both.add(other.histogram);
        return new PathMinute(both, sent + other.sent, lost + other.lost);
    }

    /** Answers, and losses as far as they were counted. */
    long probes() {
        return histogram.count() + lost;
    }

    /** A percentile of the answers, milliseconds; NaN without any. */
    double percentile(double percent) {
        return histogram.count() == 0
                ? Double.NaN
                : histogram.percentileNanos(percent) / NANOS_A_MILLISECOND;
    }

    /** The median with lost packets as infinite, milliseconds; NaN without probes. */
    double medianWithLoss() {
        if (probes() == 0) {
            return Double.NaN;
        }
        double percent = 50.0 * probes() / Math.max(1, histogram.count());
        return histogram.count() == 0 || percent > 100
                ? Double.POSITIVE_INFINITY
                : percentile(percent);
    }

    /** Share of packets lost, 0 to 1; NaN without probes. */
    double loss() {
        return probes() == 0 ? Double.NaN : (double) lost / probes();
    }

    BlockSide side() {
        return new BlockSide(probes(), lost, medianWithLoss());
    }
}
