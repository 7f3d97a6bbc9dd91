package org.beibu.analyzer.slo;

/**
 * Whether so many losses are more than chance makes of the ratio that is allowed. At ten packets a
 * second one lost packet is 0.17 % of a minute: against a target of 0.05 % each single loss would
 * make a bad minute, also on a path that loses a tenth of what it may.
 */
final class LossChance {
    /** So seldom may a path that loses exactly what it may be called bad. */
    private static final double CHANCE = 0.001;

    /** The quantile of the normal distribution that leaves so much above. */
    private static final double SIGMAS = 3.0902;

    /** From so many expected losses on the normal distribution will do. */
    private static final double MANY = 500;

    private LossChance() {}

    /**
     * Whether {@code P(X >= lost)} of the binomial distribution (sent, ratio) is below a per mille.
     */
    static boolean isExceeded(long sent, long lost, double ratio) {
        if (lost <= ratio * sent) {
            return false;
        }
        double expected = ratio * sent;
        if (expected > MANY) {
            return lost - 0.5 > expected + SIGMAS * Math.sqrt(expected * (1 - ratio));
        }
        // pmf(k + 1) = pmf(k) * (n - k) / (k + 1) * r / (1 - r)
        double term = Math.exp(sent * Math.log1p(-ratio));
        double below = 0;
        for (long k = 0; k < lost; k++) {
            below += term;
            if (1 - below < CHANCE) {
                return true;
            }
            term *= (double) (sent - k) / (k + 1) * ratio / (1 - ratio);
        }
        return false;
    }
}
