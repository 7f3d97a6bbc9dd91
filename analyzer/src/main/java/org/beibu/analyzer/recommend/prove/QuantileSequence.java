package org.beibu.analyzer.recommend.prove;

import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * An interval for a quantile that holds at all times at once (Howard and Ramdas, Bernoulli 28(3)
 * 2022, equation 9), taken straight from the counts of a histogram. For showing: at high quantiles
 * it is too wide to decide by.
 */
public final class QuantileSequence {
    /**
     * So many timings count as one: those of a minute share a queue. Measured: with 15 the interval
     * between identical paths is wrong in 2.2 % at most at every correlation tried.
     */
    public static final int TIMINGS_AS_ONE = 15;

    private static final double LEAST_TIME = 2;

    private QuantileSequence() {}

    /**
     * Where a quantile lies.
     *
     * @param low lower end, in the unit of the quantiles
     * @param high upper end
     */
    public record Interval(double low, double high) {
        /** What the difference of two quantities is, each within its interval. */
        public Interval less(Interval other) {
            return new Interval(low - other.high, high - other.low);
        }
    }

    /**
     * The interval; empty when there are too few timings for one.
     *
     * @param timings how many the histogram holds
     * @param quantile gives the value at a share from 0 to 1
     * @param share which quantile, above 0 and below 1
     * @param alpha how often the interval may be wrong; half of it for each side of a difference
     */
    public static Optional<Interval> of(
            long timings, DoubleUnaryOperator quantile, double share, double alpha) {
        double time = (double) timings / TIMINGS_AS_ONE;
        if (time < LEAST_TIME) {
            return Optional.empty();
        }
        double width = halfWidth(time, share, alpha);
        if (share - width <= 0 || share + width >= 1) {
            return Optional.empty();
        }
        return Optional.of(
                new Interval(
                        quantile.applyAsDouble(share - width),
                        quantile.applyAsDouble(share + width)));
    }

    /** How far the interval goes in shares, to either side. */
    static double halfWidth(double time, double share, double alpha) {
        double rate = (1.4 * Math.log(Math.log(2.1 * time)) + Math.log(10 / alpha)) / time;
        return 1.5 * Math.sqrt(share * (1 - share) * rate) + 0.8 * rate;
    }
}
