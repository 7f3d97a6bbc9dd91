package org.beibu.analyzer.recommend.prove;

import java.util.Arrays;

/**
 * Which of many e-values may be believed at once: e-BH (Wang and Ramdas 2022). Among those admitted
 * at most a share alpha is wrong on average, whatever their dependence. It must be given current
 * e-values: on running maxima the guarantee is lost (arXiv 2501.19360).
 */
public final class FalseDiscovery {
    private FalseDiscovery() {}

    /**
     * The least e-value that is admitted; infinite when none is.
     *
     * @param logValues natural logarithms of the e-values of all live tests
     * @param alpha the share of wrong ones, above 0, at most 1
     * @return natural logarithm of the threshold
     */
    public static double logThreshold(double[] logValues, double alpha) {
        if (!(alpha > 0 && alpha <= 1)) {
            throw new IllegalArgumentException("alpha is above 0 and at most 1: " + alpha);
        }
        double[] sorted = logValues.clone();
        Arrays.sort(sorted);
        int tests = sorted.length;
        for (int k = tests; k >= 1; k--) {
            double least = Math.log(tests / (alpha * k));
            if (sorted[tests - k] >= least) {
                return least;
            }
        }
        return Double.POSITIVE_INFINITY;
    }
}
