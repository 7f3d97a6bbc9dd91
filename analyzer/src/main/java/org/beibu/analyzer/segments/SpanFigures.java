package org.beibu.analyzer.segments;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.beibu.runtime.histogram.DelayHistogram;

/**
 * The delays of one segment, or of two composed.
 *
 * @param minNanos the shortest delay; composed, the sum of the shortest; empty where it may not be
 *     shown
 * @param meanNanos the mean; composed, the sum of the means
 * @param percentiles those that the samples allow
 */
public record SpanFigures(
        OptionalDouble minNanos, double meanNanos, Map<Percentile, Estimate> percentiles) {

    public SpanFigures {
        percentiles = Collections.unmodifiableMap(new EnumMap<>(percentiles));
    }

    /** A percentile, empty when there were too few samples. */
    public Optional<Estimate> at(Percentile percentile) {
        return Optional.ofNullable(percentiles.get(percentile));
    }

    /** What was measured of one segment. */
    static SpanFigures measured(WindowedDelays delays) {
        DelayHistogram all = delays.whole().histogram();
        DelayQuantiles quantiles =
                new DelayQuantiles(all.minNanos(), all.maxNanos(), delays.whole()::shareUpTo);
        Map<Percentile, Estimate> percentiles = new EnumMap<>(Percentile.class);
        for (Percentile percentile : Percentile.values()) {
            if (delays.allows(percentile)) {
                DoubleUnaryOperator error = q -> ShareSpread.of(delays, x -> x <= q ? 1 : 0);
                percentiles.put(percentile, quantiles.estimate(percentile, error));
            }
        }
        return new SpanFigures(
                shown((double) all.minNanos(), delays.open()), all.meanNanos(), percentiles);
    }

    private static OptionalDouble shown(double nanos, boolean open) {
        return open ? OptionalDouble.of(nanos) : OptionalDouble.empty();
    }

    /**
     * Two segments one after the other (RFC 6049), as if they were independent. The share of sums
     * up to {@code q} is the mean over the samples {@code a} of the first of {@code F_b(q - a)},
     * with {@code F_b} the distribution function of the second: the convolution, but only where it
     * is needed, so that no grid limits it. It is a U-statistic of two samples, whose variance is
     * {@code var(F_b(q - a)) / n_a + var(F_a(q - b)) / n_b}.
     */
    static SpanFigures composed(WindowedDelays first, WindowedDelays second) {
        DelayDistribution a = first.whole();
        DelayDistribution b = second.whole();
        DelayHistogram one = a.histogram();
        DelayHistogram two = b.histogram();
        DelayQuantiles quantiles =
                new DelayQuantiles(
                        (double) one.minNanos() + two.minNanos(),
                        (double) one.maxNanos() + two.maxNanos(),
                        q -> a.sum(x -> b.shareUpTo(q - x)) / a.count());
        Map<Percentile, Estimate> percentiles = new EnumMap<>(Percentile.class);
        for (Percentile percentile : Percentile.values()) {
            if (first.allows(percentile) && second.allows(percentile)) {
                DoubleUnaryOperator error =
                        q ->
                                Math.hypot(
                                        ShareSpread.of(first, x -> b.shareUpTo(q - x)),
                                        ShareSpread.of(second, x -> a.shareUpTo(q - x)));
                percentiles.put(percentile, quantiles.estimate(percentile, error));
            }
        }
        return new SpanFigures(
                shown((double) one.minNanos() + two.minNanos(), first.open() && second.open()),
                one.meanNanos() + two.meanNanos(),
                percentiles);
    }
}
