package org.beibu.probe.rtt;

import java.util.Arrays;
import org.beibu.runtime.histogram.DelayHistogram;
import org.jspecify.annotations.Nullable;

/**
 * Count, extremes and percentiles of delays. The first thousand delays are kept as they are, so
 * that a host with few timings costs little. Then all go to a histogram of three significant
 * digits, a hundred at a time: one delay after the other into another histogram each would miss the
 * cache with every one.
 */
final class DelaySummary {
    private static final int FIRST_EXACT = 4;
    private static final int MOST_EXACT = 1024;
    private static final int BATCH = 128;

    private long[] recent = new long[FIRST_EXACT];
    private int recentCount;
    private @Nullable DelayHistogram histogram;

    void record(long delayNanos) {
        if (recentCount == recent.length) {
            makeRoom();
        }
        recent[recentCount++] = delayNanos;
    }

    private void makeRoom() {
        if (recent.length < MOST_EXACT && histogram == null) {
            recent = Arrays.copyOf(recent, recent.length * 4);
            return;
        }
        flush();
        if (recent.length != BATCH) {
            recent = new long[BATCH];
        }
    }

    /** All delays in one histogram. */
    private DelayHistogram flush() {
        DelayHistogram into = histogram;
        if (into == null) {
            into = new DelayHistogram();
            histogram = into;
        }
        for (int i = 0; i < recentCount; i++) {
            into.record(recent[i]);
        }
        recentCount = 0;
        return into;
    }

    long count() {
        return recentCount + (histogram == null ? 0 : histogram.count());
    }

    /** The shortest delay, exactly; there must be one. */
    long min() {
        return histogram == null ? exact(0) : flush().minNanos();
    }

    /** The longest delay, exactly; there must be one. */
    long max() {
        return histogram == null ? exact(100) : flush().maxNanos();
    }

    /** The smallest recorded delay that at least this share of the delays does not exceed. */
    long percentile(double percent) {
        return histogram == null ? exact(percent) : flush().percentileNanos(percent);
    }

    private long exact(double percent) {
        Arrays.sort(recent, 0, recentCount);
        int rank = (int) Math.ceil(percent / 100 * recentCount);
        return recent[Math.max(rank, 1) - 1];
    }
}
