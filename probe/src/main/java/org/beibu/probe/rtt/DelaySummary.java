package org.beibu.probe.rtt;

import java.util.Arrays;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.PackedHistogram;
import org.beibu.model.TimingSample;
import org.jspecify.annotations.Nullable;

/**
 * Count, extremes and percentiles of delays. The first thousand delays are kept as they are, later
 * ones in a histogram of three significant digits, so that a host with few timings costs little. A
 * packed histogram costs 3 to 11 KB and took half the CPU time of a run over a large file; hence
 * the plain ones for the first busy hosts.
 */
final class DelaySummary {
    private static final int FIRST_EXACT = 4;
    private static final int MOST_EXACT = 1024;
    private static final int DIGITS = 3;

    /** How many summaries may still take a plain histogram: 123 KB and quick; others are packed. */
    static final class Budget {
        private int left;

        Budget(int histograms) {
            left = histograms;
        }

        private boolean take() {
            return left-- > 0;
        }
    }

    private final Budget budget;
    private long[] exact = new long[FIRST_EXACT];
    private @Nullable AbstractHistogram histogram;
    private long count;
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;

    DelaySummary(Budget budget) {
        this.budget = budget;
    }

    void record(long delayNanos) {
        min = Math.min(min, delayNanos);
        max = Math.max(max, delayNanos);
        if (histogram != null) {
            histogram.recordValue(delayNanos);
        } else if (count < MOST_EXACT) {
            if (count == exact.length) {
                exact = Arrays.copyOf(exact, exact.length * 4);
            }
            exact[(int) count] = delayNanos;
        } else {
            histogram = spill(delayNanos);
        }
        count++;
    }

    long count() {
        return count;
    }

    long min() {
        return min;
    }

    long max() {
        return max;
    }

    /** The smallest recorded delay that at least this share of the delays does not exceed. */
    long percentile(double percent) {
        if (histogram != null) {
            return Math.min(max, Math.max(min, histogram.getValueAtPercentile(percent)));
        }
        long[] sorted = Arrays.copyOf(exact, (int) count);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(percent / 100 * count);
        return sorted[Math.max(rank, 1) - 1];
    }

    private AbstractHistogram spill(long delayNanos) {
        long highest = TimingSample.MAX_DELAY_NANOS;
        AbstractHistogram spilled =
                budget.take()
                        ? new Histogram(1000, highest, DIGITS)
                        : new PackedHistogram(1000, highest, DIGITS);
        for (long value : exact) {
            spilled.recordValue(value);
        }
        spilled.recordValue(delayNanos);
        exact = new long[0];
        return spilled;
    }
}
