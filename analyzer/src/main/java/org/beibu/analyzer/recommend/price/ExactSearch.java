package org.beibu.analyzer.recommend.price;

/**
 * Goes through all plans of a small problem, depth first, with the same two bounds as {@link
 * NeighbourhoodSearch}; when it comes to its end the best plan is the optimum, or there is none.
 */
final class ExactSearch {
    /** Larger problems are not tried. */
    static final int MOST_PREFIXES = 120;

    private final AllocationProblem problem;
    private final PricedOptions priced;
    private final Plan best;
    private final int[] sequence;
    private final int[] trial;
    private final double[] leastCost;
    private final double[] room;
    private boolean isFound;
    private double extraLimit;
    private double costLimit;
    private long nodesLeft;

    /**
     * A search for plans better than this one.
     *
     * @param gap cost of the plan above L(p), or infinite when the plan is not feasible
     */
    ExactSearch(PricedOptions priced, Plan start, double gap) {
        this.priced = priced;
        problem = priced.problem;
        best = start.copy();
        isFound = start.isFeasible();
        extraLimit = isFound ? gap : Double.POSITIVE_INFINITY;
        costLimit = isFound ? start.cost : Double.POSITIVE_INFINITY;
        sequence = Order.ascending(widths());
        trial = new int[sequence.length];
        leastCost = new double[sequence.length + 1];
        for (int i = sequence.length - 1; i >= 0; i--) {
            double least = Double.POSITIVE_INFINITY;
            for (int o = problem.first[sequence[i]]; o < problem.first[sequence[i] + 1]; o++) {
                least = Math.min(least, problem.cost[o]);
            }
            leastCost[i] = leastCost[i + 1] + least;
        }
        room = new double[problem.links()];
        for (int k = 0; k < room.length; k++) {
            room[k] = problem.capacity[k] + problem.tolerance(k);
        }
    }

    /** Prefixes with few options that could matter come first, large ones before small ones. */
    private double[] widths() {
        double most = 0;
        for (double load : problem.load) {
            most = Math.max(most, load);
        }
        double[] widths = new double[problem.prefixes()];
        for (int j = 0; j < widths.length; j++) {
            double largest = 0;
            for (int o = problem.first[j]; o < problem.first[j + 1]; o++) {
                largest = Math.max(largest, problem.load[o]);
                if (priced.extra[o] < extraLimit) {
                    widths[j]++;
                }
            }
            widths[j] -= most > 0 ? 0.5 * largest / most : 0;
        }
        return widths;
    }

    Plan best() {
        return best;
    }

    /** Whether a feasible plan is known. */
    boolean isFound() {
        return isFound;
    }

    /** Searches up to so many nodes; true when nothing is left to search. */
    boolean run(long budget) {
        nodesLeft = budget;
        place(0, 0, 0);
        return nodesLeft > 0;
    }

    private void place(int depth, double extra, double cost) {
        nodesLeft--;
        if (depth == sequence.length) {
            isFound = true;
            extraLimit = Math.min(extraLimit, extraOf(cost));
            costLimit = cost;
            for (int i = 0; i < depth; i++) {
                best.choice[sequence[i]] = trial[i];
            }
            best.recount();
            return;
        }
        int end = problem.first[sequence[depth] + 1];
        for (int s = problem.first[sequence[depth]]; s < end && nodesLeft > 0; s++) {
            int option = priced.order[s];
            if (extra + priced.extra[option] >= extraLimit) {
                return;
            }
            int k = problem.link[option];
            double costThen = cost + problem.cost[option];
            if (problem.load[option] <= room[k] && costThen + leastCost[depth + 1] < costLimit) {
                room[k] -= problem.load[option];
                trial[depth] = option;
                place(depth + 1, extra + priced.extra[option], costThen);
                room[k] += problem.load[option];
            }
        }
    }

    /** What a plan of this cost costs above L(p). */
    private double extraOf(double cost) {
        double bound = 0;
        for (int j = 0; j < problem.prefixes(); j++) {
            int o = priced.order[problem.first[j]];
            bound += problem.cost[o] + priced.price[problem.link[o]] * problem.load[o];
        }
        for (int k = 0; k < problem.links(); k++) {
            bound -= priced.price[k] * problem.capacity[k];
        }
        return cost - bound;
    }
}
