package org.beibu.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What one run of a process took.
 *
 * @param wallSeconds by the clock on the wall
 * @param cpuSeconds user and system time of the process and its children
 * @param peakMebibytes the largest resident set
 */
record Cost(double wallSeconds, double cpuSeconds, double peakMebibytes) {

    /** The median of each figure by itself. */
    static Cost median(List<Cost> costs) {
        return new Cost(
                median(costs, Cost::wallSeconds),
                median(costs, Cost::cpuSeconds),
                median(costs, Cost::peakMebibytes));
    }

    private static double median(List<Cost> costs, ToDoubleFunction<Cost> figure) {
        double[] sorted = costs.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.2f s wall, %.2f s CPU, %.0f MiB",
                wallSeconds,
                cpuSeconds,
                peakMebibytes);
    }
}
