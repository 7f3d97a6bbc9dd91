package org.beibu.analyzer.segments;

import java.util.function.DoubleUnaryOperator;

/**
 * Quantiles of a distribution function with their intervals: the interval of the share is carried
 * over to delays by the function itself (Woodruff 1952), so no density has to be estimated, and two
 * modes do no harm.
 */
final class DelayQuantiles {
    /** Bisection ends here; a hundredth of a bucket. */
    private static final double EXACT_NANOS = 250;

    /** Two-sided 95 %. */
    private static final double Z = 1.959964;

    private final double shortest;
    private final double longest;
    private final DoubleUnaryOperator shareUpTo;

    /**
     * Quantiles between two bounds.
     *
     * @param shareUpTo the share of delays that are at most so long: rising from 0 to 1
     */
    DelayQuantiles(double shortest, double longest, DoubleUnaryOperator shareUpTo) {
        this.shortest = shortest;
        this.longest = longest;
        this.shareUpTo = shareUpTo;
    }

    /** The least delay that the share does not exceed. */
    double at(double share) {
        if (share <= 0 || share >= 1) {
            return share <= 0 ? shortest : longest;
        }
        double low = shortest;
        double high = longest;
        while (high - low > EXACT_NANOS) {
            double middle = (low + high) / 2;
            if (shareUpTo.applyAsDouble(middle) < share) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /**
     * The quantile with its interval.
     *
     * @param standardError of the share at a delay
     */
    Estimate estimate(Percentile percentile, DoubleUnaryOperator standardError) {
        double quantile = at(percentile.share());
        double margin = Z * standardError.applyAsDouble(quantile);
        return new Estimate(
                quantile,
                Math.min(quantile, at(percentile.share() - margin)),
                Math.max(quantile, at(percentile.share() + margin)));
    }
}
