package org.beibu.analyzer.detect;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/** Series whose truth is known, with a quiet scatter of a tenth of a millisecond. */
final class DrawnSeries {
    static final long FOUR_MINUTES = 240_000;

    private DrawnSeries() {}

    /** Rows with this delay each, and scatter. */
    static RttSeries drawn(int rows, IntToDoubleFunction delayMs) {
        Random random = new Random(7);
        double[] delays = new double[rows];
        Arrays.setAll(delays, row -> delayMs.applyAsDouble(row) + 0.1 * random.nextGaussian());
        return RttSeries.every(FOUR_MINUTES, delays);
    }

    /** A series of which some rows are lost. */
    static RttSeries without(RttSeries series, int... lost) {
        double[] delays = new double[series.rows()];
        Arrays.setAll(delays, series::rttMs);
        for (int row : lost) {
            delays[row] = -1;
        }
        return RttSeries.every(FOUR_MINUTES, delays);
    }
}
