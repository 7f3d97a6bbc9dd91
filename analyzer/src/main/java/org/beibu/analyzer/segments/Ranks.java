package org.beibu.analyzer.segments;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Ranks in place of values, standardised to mean 0 and variance 1, and products of them. */
final class Ranks {
    private Ranks() {}

    /** The standardised ranks; equal values share the mean of theirs. All 0 when all are equal. */
    static double[] of(double[] values) {
        Integer[] order =
                IntStream.range(0, values.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> values[i]))
                        .toArray(Integer[]::new);
        double[] ranks = new double[values.length];
        int from = 0;
        while (from < order.length) {
            int to = from + 1;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (from + to - 1) / 2.0;
            }
            from = to;
        }
        double mean = (values.length - 1) / 2.0;
        double squares = Arrays.stream(ranks).map(r -> (r - mean) * (r - mean)).sum();
        double deviation = Math.sqrt(squares / Math.max(1, values.length));
        return Arrays.stream(ranks).map(r -> deviation == 0 ? 0 : (r - mean) / deviation).toArray();
    }

    /** The correlation of {@code x(i)} with {@code y(i + lag)}. */
    static double product(double[] x, double[] y, int lag) {
        double sum = 0;
        for (int i = 0; i + lag < x.length; i++) {
            sum += x[i] * y[i + lag];
        }
        return sum / x.length;
    }
}
