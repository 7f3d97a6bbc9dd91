package org.beibu.lab.line;

import java.util.Arrays;
import java.util.Locale;

/** How late frames left, in steps of 10 us up to 100 ms. Owned by the line's thread. */
final class Lateness {
    private static final int STEP_NANOS = 10_000;
    private static final int STEPS = 10_000;

    private final long[] counts = new long[STEPS + 1];
    private long worstNanos;
    private long total;

    void add(long lateNanos) {
        counts[(int) Math.min(STEPS, Math.max(0, lateNanos) / STEP_NANOS)]++;
        worstNanos = Math.max(worstNanos, lateNanos);
        total++;
    }

    long count() {
        return total;
    }

    /** The delay that so many of a thousand frames did not exceed, rounded up to the step. */
    double millis(int ofThousand) {
        long wanted = (total * ofThousand + 999) / 1000;
        long seen = 0;
        for (int step = 0; step <= STEPS; step++) {
            seen += counts[step];
            if (seen >= wanted && seen > 0) {
                return (step + 1) * (STEP_NANOS / 1e6);
            }
        }
        return 0;
    }

    /** Everything in a line, and begins anew. */
    String reportAndClear() {
        String text =
                String.format(
                        Locale.ROOT,
                        "frames=%d late_p50_ms=%.2f late_p99_ms=%.2f late_p999_ms=%.2f"
                                + " late_worst_ms=%.3f",
                        total,
                        millis(500),
                        millis(990),
                        millis(999),
                        worstNanos / 1e6);
        Arrays.fill(counts, 0);
        worstNanos = 0;
        total = 0;
        return text;
    }
}
