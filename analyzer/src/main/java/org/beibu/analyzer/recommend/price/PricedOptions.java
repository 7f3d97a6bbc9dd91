package org.beibu.analyzer.recommend.price;

/**
 * The options of a problem at given prices. The extra of an option is what it costs, with the price
 * of its load, above the cheapest one of its prefix; for every plan
 *
 * <pre>    cost = L(p) + sum of extras + sum over links k of p_k (capacity_k - load_k)</pre>
 *
 * so that good plans have small extras and leave no dear room empty. Immutable.
 */
final class PricedOptions {
    final AllocationProblem problem;
    final double[] price;
    final double[] extra;

    /** Options of each prefix by ascending extra, in the prefix's own places. */
    final int[] order;

    PricedOptions(AllocationProblem problem, double[] price) {
        this.problem = problem;
        this.price = price.clone();
        extra = new double[problem.options()];
        for (int o = 0; o < extra.length; o++) {
            extra[o] = problem.cost[o] + price[problem.link[o]] * problem.load[o];
        }
        order = Order.optionsAscending(problem, extra);
        for (int j = 0; j < problem.prefixes(); j++) {
            double least = extra[order[problem.first[j]]];
            for (int o = problem.first[j]; o < problem.first[j + 1]; o++) {
                extra[o] -= least;
            }
        }
    }

    /** The mean, over prefixes with a choice, of what the second best option costs more. */
    double typicalExtra() {
        double sum = 0;
        int count = 0;
        for (int j = 0; j < problem.prefixes(); j++) {
            if (optionsOf(j) > 1) {
                sum += extra[order[problem.first[j] + 1]];
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    int optionsOf(int prefix) {
        return problem.first[prefix + 1] - problem.first[prefix];
    }
}
