package org.beibu.analyzer.recommend.price;

import java.util.Arrays;

/**
 * Prices of the links by subgradient steps. For prices p from 0 on
 *
 * <pre>
 *     L(p) = sum over prefixes j of min over options o (cost_o + p_link(o) load_o) - sum over links k of p_k capacity_k
 * </pre>
 *
 * is at most the cost of every feasible plan (Lagrangian relaxation of the capacities). Steps are
 * Polyak's; the factor shrinks when twenty steps in a row brought nothing.
 */
final class DualAscent {
    private static final int PATIENCE = 20;
    private static final double SHRINK = 0.6;
    private static final double LEAST_FACTOR = 1e-6;
    private static final double PROGRESS = 1e-9;

    /** What one rounding may change, with room to spare. */
    private static final double ROUNDING = 0x1p-52;

    private final AllocationProblem problem;
    private final double[] price;
    private final double[] bestPrice;
    private final double[] gradient;
    private final Plan relaxed;
    private final double stride;
    private double value = Double.NEGATIVE_INFINITY;
    private double bound = Double.NEGATIVE_INFINITY;
    private double slack;
    private double factor = 2;
    private int stalled;

    DualAscent(AllocationProblem problem) {
        this.problem = problem;
        price = new double[problem.links()];
        bestPrice = new double[problem.links()];
        gradient = new double[problem.links()];
        relaxed = new Plan(problem);
        stride = stride(problem);
    }

    /** How far to aim above the present value while no plan is known: 5 % of a plan's cost. */
    private static double stride(AllocationProblem problem) {
        double costs = 0;
        double loads = 0;
        for (int j = 0; j < problem.prefixes(); j++) {
            costs += Math.abs(problem.cost[problem.first[j]]);
            loads += problem.load[problem.first[j]];
        }
        return 0.05 * (costs > 0 ? costs : loads);
    }

    /** Starts with this price on every link instead of 0. */
    void startAt(double everywhere) {
        Arrays.fill(price, everywhere);
    }

    /** The best option of each prefix at the present prices; links may be overloaded. */
    Plan relaxed() {
        return relaxed;
    }

    double[] price() {
        return price;
    }

    /** The prices that gave the best bound so far. */
    double[] bestPrice() {
        return bestPrice;
    }

    /** The greatest L(p) so far, as it was computed. */
    double bound() {
        return bound;
    }

    /**
     * What no plan costs less than: the bound without what rounding may have added to it, and
     * without what a plan saves by filling links to the end of their tolerance.
     */
    double provedBound() {
        return bound - slack;
    }

    /** Computes L at the present prices. */
    void evaluate() {
        int[] first = problem.first;
        int[] link = problem.link;
        double[] cost = problem.cost;
        double[] load = problem.load;
        Arrays.fill(relaxed.load, 0);
        double sum = 0;
        double sizes = 0;
        double costs = 0;
        for (int j = 0; j < relaxed.choice.length; j++) {
            int at = first[j];
            double least = Double.POSITIVE_INFINITY;
            for (int o = first[j]; o < first[j + 1]; o++) {
                double priced = cost[o] + price[link[o]] * load[o];
                if (priced < least) {
                    least = priced;
                    at = o;
                }
            }
            sum += least;
            sizes += Math.abs(least);
            costs += cost[at];
            relaxed.choice[j] = at;
            relaxed.load[link[at]] += load[at];
        }
        double tolerated = 0;
        for (int k = 0; k < price.length; k++) {
            double full = price[k] * problem.capacity[k];
            sum -= full;
            sizes += full;
            tolerated += price[k] * problem.tolerance(k);
        }
        relaxed.cost = costs;
        value = sum;
        note((problem.prefixes() + problem.links() + 2) * ROUNDING * sizes + tolerated);
    }

    /** Keeps the present value when it is the best and its prices did not overflow. */
    private void note(double slackNow) {
        boolean isBetter =
                value > bound + PROGRESS * Math.abs(bound) || bound == Double.NEGATIVE_INFINITY;
        if (isBetter && Double.isFinite(value)) {
            bound = value;
            slack = slackNow;
            System.arraycopy(price, 0, bestPrice, 0, price.length);
            stalled = 0;
        } else {
            stalled++;
        }
    }

    /**
     * Takes one step towards the target, after {@link #evaluate}.
     *
     * @param target the cost of a known plan, or infinite
     * @return false when no further step can help
     */
    boolean step(double target) {
        if (stalled >= PATIENCE) {
            factor *= SHRINK;
            stalled = 0;
            System.arraycopy(bestPrice, 0, price, 0, price.length);
            return factor >= LEAST_FACTOR;
        }
        double squares = 0;
        for (int k = 0; k < gradient.length; k++) {
            double excess = relaxed.load[k] - problem.capacity[k];
            gradient[k] = excess < 0 && price[k] == 0 ? 0 : excess;
            squares += gradient[k] * gradient[k];
        }
        if (squares == 0) {
            return false;
        }
        double goal = Double.isInfinite(target) ? value + stride : target;
        double step = factor * Math.max(1e-12 * Math.abs(value), goal - value) / squares;
        for (int k = 0; k < price.length; k++) {
            price[k] = Math.max(0, price[k] + step * gradient[k]);
        }
        return true;
    }

    /** Goes back to the prices of the best bound. */
    void returnToBest() {
        System.arraycopy(bestPrice, 0, price, 0, price.length);
        evaluate();
    }
}
