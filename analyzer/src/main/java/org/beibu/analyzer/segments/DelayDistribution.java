package org.beibu.analyzer.segments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.beibu.runtime.histogram.DelayHistogram;

/**
 * A histogram as a distribution function: the samples of a bucket are taken as evenly spread over
 * it, and none lies outside the exact minimum and maximum. Buckets are at most 0.1 % of their value
 * wide, so a delay of 60 ms is known to 0.03 ms.
 */
final class DelayDistribution {
    private final double[] lowest;
    private final double[] above;
    private final double[] counts;

    /** Samples below bucket {@code i}; one element more than there are buckets. */
    private final double[] below;

    private final DelayHistogram histogram;

    /** The distribution of a histogram that must not change any more. */
    DelayDistribution(DelayHistogram histogram) {
        List<double[]> buckets = new ArrayList<>();
        histogram.forEachBucket((low, high, n) -> buckets.add(new double[] {low, high, n}));
        this.histogram = histogram;
        int size = buckets.size();
        lowest = new double[size];
        above = new double[size];
        counts = new double[size];
        below = new double[size + 1];
        for (int i = 0; i < size; i++) {
            double[] bucket = buckets.get(i);
            lowest[i] = Math.max(bucket[0], (double) histogram.minNanos());
            above[i] = Math.min(bucket[1], (double) histogram.maxNanos());
            counts[i] = bucket[2];
            below[i + 1] = below[i] + counts[i];
        }
    }

    /** Number of samples. */
    long count() {
        return histogram.count();
    }

    /** The histogram itself, for exact minimum, maximum and mean. */
    DelayHistogram histogram() {
        return histogram;
    }

    /** The share of samples that are at most so long; 0 when there is none. */
    double shareUpTo(double nanos) {
        if (counts.length == 0 || nanos < lowest[0]) {
            return 0;
        }
        int found = Arrays.binarySearch(lowest, nanos);
        int bucket = found >= 0 ? found : -found - 2;
        double width = above[bucket] - lowest[bucket];
        double within = width <= 0 ? 1 : Math.min(1, (nanos - lowest[bucket]) / width);
        return (below[bucket] + within * counts[bucket]) / below[counts.length];
    }

    /** The sum of a function of each sample, a sample being the middle of its bucket. */
    double sum(DoubleUnaryOperator function) {
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += counts[i] * function.applyAsDouble((lowest[i] + above[i]) / 2);
        }
        return sum;
    }
}
