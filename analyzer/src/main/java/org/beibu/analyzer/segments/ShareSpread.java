package org.beibu.analyzer.segments;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * How uncertain the mean of a function over all samples is: its standard error.
 *
 * <p>Samples of one window share their queue, so they tell less than as many independent ones. Each
 * window is a cluster: with window totals {@code s(w)} of {@code n(w)} samples and the mean {@code
 * m}, the variance is {@code sum((s(w) - n(w) m)^2) / n^2 * W / (W - 1)}. The variance of
 * independent samples, {@code (mean(g^2) - m^2) / n}, is the least that is believed, and all there
 * is with few windows.
 */
final class ShareSpread {
    /** Windows that are enough to see how much they differ. */
    private static final int ENOUGH_WINDOWS = 8;

    private ShareSpread() {}

    /** The standard error of the mean of {@code function}. */
    static double of(WindowedDelays delays, DoubleUnaryOperator function) {
        double n = delays.count();
        double sum = 0;
        double squares = 0;
        List<WindowedDelays.Part> windows = delays.windows();
        double[] sums = new double[windows.size()];
        for (int w = 0; w < sums.length; w++) {
            DelayDistribution part = windows.get(w).delays();
            sums[w] = part.sum(function);
            sum += sums[w];
            squares += part.sum(x -> Math.pow(function.applyAsDouble(x), 2));
        }
        double mean = sum / n;
        double independent = Math.max(0, squares / n - mean * mean) / n;
        double clustered = 0;
        if (sums.length >= ENOUGH_WINDOWS) {
            for (int w = 0; w < sums.length; w++) {
                clustered += Math.pow(sums[w] - windows.get(w).delays().count() * mean, 2);
            }
            clustered *= sums.length / (sums.length - 1.0) / (n * n);
        }
        return Math.sqrt(Math.max(independent, clustered));
    }
}
