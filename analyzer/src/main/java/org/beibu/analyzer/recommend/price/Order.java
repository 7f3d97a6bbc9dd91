package org.beibu.analyzer.recommend.price;

import java.util.stream.IntStream;

/** Orders that are the same everywhere: ties by index. */
final class Order {
    private Order() {}

    /** The indexes of the values, least value first. */
    static int[] ascending(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted((a, b) -> Double.compare(values[a], values[b]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /**
     * The options of each prefix, the one with the least value first, in the prefix's own places.
     */
    static int[] optionsAscending(AllocationProblem problem, double[] values) {
        int[] order = new int[values.length];
        for (int j = 0; j < problem.prefixes(); j++) {
            int from = problem.first[j];
            for (int o = from; o < problem.first[j + 1]; o++) {
                int i = o;
                while (i > from && values[order[i - 1]] > values[o]) {
                    order[i] = order[i - 1];
                    i--;
                }
                order[i] = o;
            }
        }
        return order;
    }
}
