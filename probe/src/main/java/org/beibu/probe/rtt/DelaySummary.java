package org.beibu.probe.rtt;

import java.util.Arrays;
import org.beibu.runtime.histogram.DelayHistogram;
import org.jspecify.annotations.Nullable;

/**
 * Count, extremes and percentiles of delays. The first thousand delays are kept as they are, later
 * ones in a histogram of three significant digits, so that a host with few timings costs little.
 */
final class DelaySummary {
    private static final int FIRST_EXACT = 4;
    private static final int MOST_EXACT = 1024;

    private long[] exact = new long[FIRST_EXACT];
    private @Nullable DelayHistogram histogram;
    private long count;
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;

    void record(long delayNanos) {
        DelayHistogram kept = histogram;
        if (kept != null) {
            kept.record(delayNanos);
        } else {
            recordFew(delayNanos);
        }
    }

    private void recordFew(long delayNanos) {
        min = Math.min(min, delayNanos);
        max = Math.max(max, delayNanos);
        if (count == MOST_EXACT) {
            histogram = spill(delayNanos);
            return;
        }
        if (count == exact.length) {
            exact = Arrays.copyOf(exact, exact.length * 4);
        }
        exact[(int) count] = delayNanos;
        count++;
    }

    long count() {
        return histogram != null ? histogram.count() : count;
    }

    long min() {
        return histogram != null ? histogram.minNanos() : min;
    }

    long max() {
        return histogram != null ? histogram.maxNanos() : max;
    }

    /** The smallest recorded delay that at least this share of the delays does not exceed. */
    long percentile(double percent) {
        if (histogram != null) {
            return histogram.percentileNanos(percent);
        }
        long[] sorted = Arrays.copyOf(exact, (int) count);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(percent / 100 * count);
        return sorted[Math.max(rank, 1) - 1];
    }

    private DelayHistogram spill(long delayNanos) {
        DelayHistogram spilled = new DelayHistogram();
        for (long value : exact) {
            spilled.record(value);
        }
        spilled.record(delayNanos);
        exact = new long[0];
        return spilled;
    }
}
