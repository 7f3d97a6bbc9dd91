package org.beibu.analyzer.report.maths;

import java.util.Arrays;

/**
 * Percentiles by nearest rank: of {@code n} samples in rising order the {@code ceil(p n / 100)}-th,
 * in whole numbers {@code (p n + 99) / 100}. No interpolation, so every result is a sample.
 */
public final class NearestRank {
    private NearestRank() {}

    /** The rank, from 1, of a percentile from 1 to 100 among so many samples. */
    public static int rank(int percent, int samples) {
        return Math.toIntExact(((long) percent * samples + 99) / 100);
    }

    /** The percentile of those that are numbers; NaN when there are none. */
    public static double of(int percent, double[] values) {
        double[] present = present(values);
        if (present.length == 0) {
            return Double.NaN;
        }
        Arrays.sort(present);
        return present[rank(percent, present.length) - 1];
    }

    /** The median, with the mean of the middle two of an even number; NaN when there are none. */
    public static double median(double[] values) {
        double[] present = present(values);
        if (present.length == 0) {
            return Double.NaN;
        }
        Arrays.sort(present);
        int half = present.length / 2;
        return present.length % 2 == 1
                ? present[half]
                : present[half - 1] + (present[half] - present[half - 1]) / 2;
    }

    /** Those that are numbers, in their order. */
    static double[] present(double[] values) {
        return Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    }
}
