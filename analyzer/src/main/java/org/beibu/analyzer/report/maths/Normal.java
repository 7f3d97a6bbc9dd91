package org.beibu.analyzer.report.maths;

/** The standard normal distribution. */
final class Normal {
    private static final int TERMS = 200;
    private static final double FAR = 8;

    private Normal() {}

    /**
     * The share below {@code z}, by the series {@code 1/2 + density(z) * (z + z^3/3 + z^5/(3*5) +
     * ...)}, whose terms are all positive.
     */
    static double cumulative(double z) {
        if (Math.abs(z) > FAR) {
            return z > 0 ? 1 : 0;
        }
        double term = z;
        double sum = z;
        for (int i = 1; i < TERMS; i++) {
            term *= z * z / (2 * i + 1);
            sum += term;
        }
        return 0.5 + sum * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }
}
