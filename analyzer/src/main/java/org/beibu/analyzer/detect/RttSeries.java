package org.beibu.analyzer.detect;

import java.util.Arrays;

/** Round-trip delays in the order of their rows, each with its time; lost ones have none. */
public final class RttSeries {
    private final long[] epochMillis;
    private final double[] rttMs;

    /**
     * A series of these rows; the arrays are copied.
     *
     * @param epochMillis when each was sent
     * @param rttMs each delay; NaN or negative where no answer came
     */
    public RttSeries(long[] epochMillis, double[] rttMs) {
        if (epochMillis.length != rttMs.length) {
            throw new IllegalArgumentException(
                    epochMillis.length + " times for " + rttMs.length + " delays");
        }
        this.epochMillis = epochMillis.clone();
        this.rttMs = rttMs.clone();
    }

    /** A series whose rows are this far apart, for tests and simulations. */
    public static RttSeries every(long intervalMillis, double... rttMs) {
        long[] times = new long[rttMs.length];
        Arrays.setAll(times, row -> row * intervalMillis);
        return new RttSeries(times, rttMs);
    }

    /** How many rows. */
    public int rows() {
        return rttMs.length;
    }

    /** When a row was sent. */
    public long epochMillis(int row) {
        return epochMillis[row];
    }

    /** True when no answer came. */
    public boolean isLost(int row) {
        return !(rttMs[row] >= 0);
    }

    /** The delay of an answered row. */
    public double rttMs(int row) {
        return rttMs[row];
    }

    /** The answered delays of rows {@code from} to below {@code to}, in order. */
    double[] answered(int from, int to) {
        double[] answered = new double[to - from];
        int count = 0;
        for (int row = from; row < to; row++) {
            if (!isLost(row)) {
                answered[count++] = rttMs[row];
            }
        }
        return Arrays.copyOf(answered, count);
    }
}
