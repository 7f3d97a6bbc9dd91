package org.beibu.analyzer.recommend.price;

/**
 * Frees a few prefixes of a feasible plan and places them anew as well as can be, again and again.
 * The few are chosen near one another: prefixes of links that one of them would like. Placing is
 * depth first with two bounds: the sum of extras so far ({@link PricedOptions}; extras and the
 * price of empty room are what a plan costs above L(p)) and the least cost of those still to place.
 * A slightly dearer plan is accepted in the beginning, ever less towards the end.
 */
final class NeighbourhoodSearch {
    private static final int LEAST_FREED = 4;
    private static final int MOST_FREED = 12;
    private static final int NODES_A_ROUND = 1_000;

    private final AllocationProblem problem;
    private final PricedOptions priced;
    private final Placement at;
    private final Plan best;
    private final Draws draws = new Draws(0x2545F4914F6CDD1DL);
    private final boolean[] isFree;
    private final int[] freed = new int[MOST_FREED];
    private final int[] widths = new int[MOST_FREED];
    private final int[] trial = new int[MOST_FREED];
    private final int[] found = new int[MOST_FREED];
    private final double[] leastCost = new double[MOST_FREED + 1];
    private final double[] room;
    private int count;
    private boolean isFound;
    private double extraLimit;
    private double costLimit;
    private long nodes;
    private long lastNode;

    NeighbourhoodSearch(PricedOptions priced, Plan start) {
        this.priced = priced;
        problem = priced.problem;
        at = new Placement(start);
        best = start.copy();
        isFree = new boolean[problem.prefixes()];
        room = new double[problem.links()];
    }

    /** The cheapest plan so far, always feasible. */
    Plan best() {
        return best;
    }

    /** Searches so many nodes; true when the clock ended it. */
    boolean run(long budget, Deadline deadline) {
        double tolerance = 0.5 * priced.typicalExtra();
        long lastGain = 0;
        for (int round = 1; nodes < budget; round++) {
            double before = best.cost;
            round(tolerance * (1 - (double) nodes / budget));
            if (best.cost < before) {
                lastGain = nodes;
            } else if (nodes - lastGain > budget / 8) {
                at.become(best);
                lastGain = nodes;
            }
            if ((round & 63) == 0 && deadline.isOver()) {
                return true;
            }
        }
        return false;
    }

    private void round(double threshold) {
        choose(LEAST_FREED + draws.below(MOST_FREED - LEAST_FREED + 1));
        double costNow = 0;
        double above = threshold;
        for (int k = 0; k < room.length; k++) {
            double empty = problem.capacity[k] - at.plan.load[k];
            above += priced.price[k] * empty;
            room[k] = empty + problem.tolerance(k);
        }
        for (int i = 0; i < count; i++) {
            int now = at.plan.choice[freed[i]];
            room[problem.link[now]] += problem.load[now];
            costNow += problem.cost[now];
            above += priced.extra[now];
        }
        extraLimit = above;
        costLimit = costNow + threshold;
        sortFreed();
        sumLeastCosts();
        isFound = false;
        lastNode = nodes + NODES_A_ROUND;
        place(0, 0, 0, false);
        if (isFound) {
            take();
        }
        for (int i = 0; i < count; i++) {
            isFree[freed[i]] = false;
        }
    }

    private void take() {
        for (int i = 0; i < count; i++) {
            if (found[i] != at.plan.choice[freed[i]]) {
                at.move(freed[i], found[i]);
            }
        }
        if (at.plan.cost < best.cost) {
            at.plan.recount();
            if (at.plan.cost < best.cost && at.plan.isFeasible()) {
                best.set(at.plan);
            }
        }
    }

    /** Chooses prefixes to free: one that is not where it is cheapest, and others around it. */
    private void choose(int size) {
        count = 0;
        int prefix = draws.below(problem.prefixes());
        if (draws.below(2) == 0) {
            for (int i = 0; i < 8 && priced.extra[at.plan.choice[prefix]] == 0; i++) {
                prefix = draws.below(problem.prefixes());
            }
        }
        free(prefix);
        for (int i = 0; i < 4 * size && count < size; i++) {
            int k = linkNear(freed[draws.below(count)]);
            if (at.count(k) > 0) {
                int one = at.member(k, draws.below(at.count(k)));
                int other = at.member(k, draws.below(at.count(k)));
                free(regret(other) < regret(one) ? other : one);
            }
        }
    }

    private int linkNear(int prefix) {
        if (draws.below(4) == 0) {
            return at.link(prefix);
        }
        double unit = draws.unit();
        int i = (int) (priced.optionsOf(prefix) * unit * unit);
        return problem.link[priced.order[problem.first[prefix] + i]];
    }

    private void free(int prefix) {
        if (!isFree[prefix]) {
            isFree[prefix] = true;
            freed[count++] = prefix;
        }
    }

    /** What the prefix would lose by leaving, as far as prices tell. */
    private double regret(int prefix) {
        int first = problem.first[prefix];
        if (priced.order[first] != at.plan.choice[prefix]) {
            return 0;
        }
        return priced.optionsOf(prefix) < 2
                ? Double.POSITIVE_INFINITY
                : priced.extra[priced.order[first + 1]];
    }

    /** Those with few options below the limit come first: they fail first. */
    private void sortFreed() {
        for (int i = 0; i < count; i++) {
            int prefix = freed[i];
            int width = 0;
            int end = problem.first[prefix + 1];
            for (int s = problem.first[prefix]; s < end; s++) {
                if (priced.extra[priced.order[s]] >= extraLimit) {
                    break;
                }
                width++;
            }
            int h = i;
            while (h > 0 && widths[h - 1] > width) {
                widths[h] = widths[h - 1];
                freed[h] = freed[h - 1];
                h--;
            }
            widths[h] = width;
            freed[h] = prefix;
        }
    }

    private void sumLeastCosts() {
        leastCost[count] = 0;
        for (int i = count - 1; i >= 0; i--) {
            double least = Double.POSITIVE_INFINITY;
            for (int o = problem.first[freed[i]]; o < problem.first[freed[i] + 1]; o++) {
                least = Math.min(least, problem.cost[o]);
            }
            leastCost[i] = leastCost[i + 1] + least;
        }
    }

    private void place(int depth, double extra, double cost, boolean moved) {
        nodes++;
        if (depth == count) {
            if (moved && cost < costLimit) {
                isFound = true;
                extraLimit -= costLimit - cost;
                costLimit = cost;
                System.arraycopy(trial, 0, found, 0, count);
            }
            return;
        }
        int prefix = freed[depth];
        int end = problem.first[prefix + 1];
        for (int s = problem.first[prefix]; s < end && nodes < lastNode; s++) {
            int option = priced.order[s];
            double extraThen = extra + priced.extra[option];
            if (extraThen >= extraLimit) {
                return;
            }
            int k = problem.link[option];
            double costThen = cost + problem.cost[option];
            if (problem.load[option] <= room[k] && costThen + leastCost[depth + 1] < costLimit) {
                room[k] -= problem.load[option];
                trial[depth] = option;
                boolean movedThen = moved || option != at.plan.choice[prefix];
                place(depth + 1, extraThen, costThen, movedThen);
                room[k] += problem.load[option];
            }
        }
    }
}
