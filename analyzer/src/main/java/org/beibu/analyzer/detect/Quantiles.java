package org.beibu.analyzer.detect;

import java.util.Arrays;

/** Quantiles of exact values, interpolated between neighbours. */
final class Quantiles {
    private Quantiles() {}

    /** The first {@code count} values, sorted. */
    static double[] sorted(double[] values, int count) {
        double[] copy = Arrays.copyOf(values, count);
        Arrays.sort(copy);
        return copy;
    }

    /** The quantile of sorted values; NaN of none. */
    static double of(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** The median of values {@code from} to below {@code to}. */
    static double median(double[] values, int from, int to) {
        double[] copy = Arrays.copyOfRange(values, from, to);
        Arrays.sort(copy);
        return of(copy, 0.5);
    }
}
