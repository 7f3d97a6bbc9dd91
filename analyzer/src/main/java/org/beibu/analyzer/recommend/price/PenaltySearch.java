package org.beibu.analyzer.recommend.price;

import java.util.Arrays;

/**
 * Simulated annealing over plans that may overload links for a while. Overload costs a penalty for
 * each link and unit, which rises while the link stays overloaded and falls while it does not. A
 * move shifts one prefix, and when that is refused, also sends a prefix of the target link away:
 * back (an exchange) or elsewhere (an ejection). Logarithms are those of {@link StrictMath}: the
 * library's others may differ by machine, and so would the plan.
 */
final class PenaltySearch {
    private static final int COOLING_STEPS = 200;
    private static final int LOOKS = 16;
    private static final double COLD = 0.03;

    private final AllocationProblem problem;
    private final PricedOptions priced;
    private final Placement at;
    private final Plan best;
    private final double[] penalty;
    private final int[] looksOver;
    private final Draws draws = new Draws(0x9E3779B97F4A7C15L);
    private final double costWeight;
    private double bestOverload;

    /**
     * A search from this plan.
     *
     * @param costWeight how much cost counts; 0 looks for any feasible plan
     */
    PenaltySearch(PricedOptions priced, Plan start, double costWeight) {
        this.priced = priced;
        this.costWeight = costWeight;
        problem = priced.problem;
        at = new Placement(start);
        best = start.copy();
        bestOverload = best.overload();
        penalty = new double[problem.links()];
        looksOver = new int[problem.links()];
    }

    /** The best plan so far: least overload, then least cost. */
    Plan best() {
        return best;
    }

    /** Cools from hot to cold once, with this many tries; true when the clock ended it. */
    boolean run(long tries, Deadline deadline) {
        double hot = hot();
        double temperature = hot;
        double fall = StrictMath.pow(COLD, 1.0 / COOLING_STEPS);
        double floor = startPenalties();
        long perLook = Math.max(1, tries / (COOLING_STEPS * LOOKS));
        for (int step = 0; step < COOLING_STEPS; step++) {
            Arrays.fill(looksOver, 0);
            for (int look = 0; look < LOOKS; look++) {
                for (long i = 0; i < perLook; i++) {
                    attempt(temperature);
                }
                look();
                if (deadline.isOver()) {
                    return true;
                }
            }
            adaptPenalties(floor, step < COOLING_STEPS * 3 / 4);
            temperature *= fall;
            at.plan.recount();
            note();
        }
        return false;
    }

    private double hot() {
        double typical = priced.typicalExtra();
        return 0.5 * costWeight * typical + (costWeight == 0 ? meanLoad() : 0);
    }

    private double meanLoad() {
        double sum = 0;
        for (double load : problem.load) {
            sum += load;
        }
        return sum / Math.max(1, problem.load.length);
    }

    private double startPenalties() {
        double costs = 0;
        double loads = 0;
        for (int option : at.plan.choice) {
            costs += Math.abs(problem.cost[option]);
            loads += problem.load[option];
        }
        double usual = loads > 0 && costs > 0 ? costs / loads : 1;
        double floor = costWeight == 0 ? 1 : 0.05 * usual;
        for (int k = 0; k < penalty.length; k++) {
            penalty[k] = Math.max(1.5 * costWeight * priced.price[k], floor);
        }
        return floor;
    }

    private void look() {
        for (int k = 0; k < penalty.length; k++) {
            if (at.plan.isOver(k)) {
                looksOver[k]++;
            }
        }
    }

    private void adaptPenalties(double floor, boolean mayFall) {
        for (int k = 0; k < penalty.length; k++) {
            if (looksOver[k] > LOOKS / 2) {
                penalty[k] *= 1.15;
            } else if (looksOver[k] < LOOKS / 5 && mayFall) {
                double least = Math.max(1.05 * costWeight * priced.price[k], floor);
                penalty[k] = Math.max(0.95 * penalty[k], least);
            }
        }
    }

    /** One try at this temperature. */
    private void attempt(double temperature) {
        int prefix = draws.below(problem.prefixes());
        int now = at.plan.choice[prefix];
        int option = draw(prefix, now);
        if (option == AllocationProblem.NONE) {
            return;
        }
        int from = problem.link[now];
        int to = problem.link[option];
        double bar = -temperature * StrictMath.log(draws.unit() + Double.MIN_NORMAL);
        double gain =
                costWeight * (problem.cost[option] - problem.cost[now])
                        + change(from, -problem.load[now]);
        if (gain + change(to, problem.load[option]) <= bar) {
            at.move(prefix, option);
            note();
        } else if (at.count(to) > 0) {
            ejectFor(prefix, option, bar);
        }
    }

    /** The prefix goes where a random other one makes place. */
    private void ejectFor(int prefix, int option, double bar) {
        int now = at.plan.choice[prefix];
        int from = problem.link[now];
        int to = problem.link[option];
        int other = at.member(to, draws.below(at.count(to)));
        int otherNow = at.plan.choice[other];
        boolean back = draws.below(2) == 0;
        int otherOption = back ? optionAt(other, from) : draw(other, otherNow);
        if (otherOption == AllocationProblem.NONE) {
            return;
        }
        int third = problem.link[otherOption];
        double leaving = -problem.load[now];
        double total =
                costWeight
                        * (problem.cost[option]
                                - problem.cost[now]
                                + problem.cost[otherOption]
                                - problem.cost[otherNow]);
        if (third == from) {
            leaving += problem.load[otherOption];
        } else {
            total += change(third, problem.load[otherOption]);
        }
        total += change(from, leaving) + change(to, problem.load[option] - problem.load[otherNow]);
        if (total <= bar) {
            at.move(prefix, option);
            at.move(other, otherOption);
            note();
        }
    }

    /** What the penalty changes by when the load of the link changes by this much. */
    private double change(int k, double load) {
        double excess = at.plan.load[k] - problem.capacity[k];
        return penalty[k] * (Math.max(0, excess + load) - Math.max(0, excess));
    }

    /** Another option of the prefix; cheap ones are drawn more often. */
    private int draw(int prefix, int except) {
        int count = priced.optionsOf(prefix);
        if (count < 2) {
            return AllocationProblem.NONE;
        }
        double unit = draws.unit();
        int i = (int) (count * unit * unit * unit);
        int option = priced.order[problem.first[prefix] + i];
        if (option == except) {
            option = priced.order[problem.first[prefix] + (i + 1) % count];
        }
        return option;
    }

    private int optionAt(int prefix, int k) {
        for (int o = problem.first[prefix]; o < problem.first[prefix + 1]; o++) {
            if (problem.link[o] == k) {
                return o;
            }
        }
        return AllocationProblem.NONE;
    }

    private void note() {
        Plan plan = at.plan;
        if (bestOverload == 0 && plan.cost >= best.cost) {
            return;
        }
        double overload = plan.overload();
        if (overload < bestOverload || (overload == bestOverload && plan.cost < best.cost)) {
            bestOverload = overload;
            best.set(plan);
        }
    }
}
