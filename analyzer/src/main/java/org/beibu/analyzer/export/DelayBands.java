package org.beibu.analyzer.export;

/**
 * The log-spaced delay bands of {@code beibu_latency_hist}: eight a decade from 100 us to 10 s,
 * then one up to 60 s, the longest delay that is kept. They are fixed for ever: stored points name
 * them by their upper bound.
 *
 * <p>A band holds the delays in {@code (previous bound, bound]}; its count is <i>not</i>
 * cumulative, as Grafana's heat map wants it. The first band begins at 0.
 */
final class DelayBands {
    /** Eight steps of a decade, each about 33 % wide, three digits so that people can read them. */
    private static final int[] STEPS = {100, 133, 178, 237, 316, 422, 562, 750};

    private static final int DECADES = 5;
    private static final long SMALLEST_STEP_NANOS = 1_000;
    private static final long LAST_NANOS = 60_000_000_000L;

    private static final long[] UPPER_BOUNDS = upperBounds();
    private static final String[] LABELS = labels();

    private DelayBands() {}

    /** Upper bounds in nanoseconds, ascending. The array is a copy. */
    static long[] upperBoundsNanos() {
        return UPPER_BOUNDS.clone();
    }

    static int count() {
        return UPPER_BOUNDS.length;
    }

    /**
     * The tag {@code le} of a band: its upper bound in nanoseconds, padded to eleven digits so that
     * the order of the text is the order of the numbers.
     */
    static String label(int band) {
        return LABELS[band];
    }

    private static long[] upperBounds() {
        long[] bounds = new long[STEPS.length * DECADES + 2];
        int band = 0;
        long scale = SMALLEST_STEP_NANOS;
        for (int decade = 0; decade < DECADES; decade++) {
            for (int step : STEPS) {
                bounds[band++] = step * scale;
            }
            scale *= 10;
        }
        bounds[band++] = STEPS[0] * scale;
        bounds[band] = LAST_NANOS;
        return bounds;
    }

    private static String[] labels() {
        String[] labels = new String[UPPER_BOUNDS.length];
        for (int band = 0; band < labels.length; band++) {
            String digits = Long.toString(UPPER_BOUNDS[band]);
            labels[band] = "0".repeat(11 - digits.length()) + digits;
        }
        return labels;
    }
}
