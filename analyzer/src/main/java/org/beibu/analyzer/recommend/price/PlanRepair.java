package org.beibu.analyzer.recommend.price;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a plan feasible and then cheaper by single moves. Overloaded links give up first what costs
 * least per unit of load elsewhere; when that fails a plan is built anew, the largest prefix first.
 */
final class PlanRepair {
    private static final int PASSES = 4;
    private static final int ROUNDS = 20;

    private final AllocationProblem problem;

    PlanRepair(AllocationProblem problem) {
        this.problem = problem;
    }

    /** A feasible plan near this one, or null when none was found. */
    @Nullable Plan repaired(Plan start, double[] price) {
        Plan plan = start.copy();
        for (int pass = 0; pass < PASSES && !plan.isFeasible(); pass++) {
            for (int k = 0; k < problem.links(); k++) {
                if (plan.isOver(k)) {
                    shed(plan, k, price);
                }
            }
        }
        if (!plan.isFeasible()) {
            Plan anew = built(price);
            if (anew == null) {
                return null;
            }
            plan = anew;
        }
        improve(plan);
        plan.recount();
        return plan.isFeasible() ? plan : null;
    }

    private void shed(Plan plan, int k, double[] price) {
        int[] members =
                IntStream.range(0, problem.prefixes())
                        .filter(j -> problem.link[plan.choice[j]] == k)
                        .toArray();
        double[] regrets = new double[members.length];
        for (int i = 0; i < members.length; i++) {
            int now = plan.choice[members[i]];
            int other = cheapest(plan, members[i], price);
            regrets[i] =
                    other == AllocationProblem.NONE
                            ? Double.POSITIVE_INFINITY
                            : (priced(other, price) - priced(now, price)) / problem.load[now];
        }
        for (int i : Order.ascending(regrets)) {
            if (!plan.isOver(k)) {
                return;
            }
            int other = cheapest(plan, members[i], price);
            if (other != AllocationProblem.NONE && problem.load[plan.choice[members[i]]] > 0) {
                plan.move(members[i], other);
            }
        }
    }

    private double priced(int option, double[] price) {
        return problem.cost[option] + price[problem.link[option]] * problem.load[option];
    }

    /** The cheapest option that fits, other than the present one. */
    private int cheapest(Plan plan, int prefix, double[] price) {
        int at = AllocationProblem.NONE;
        double least = Double.POSITIVE_INFINITY;
        for (int o = problem.first[prefix]; o < problem.first[prefix + 1]; o++) {
            if (o != plan.choice[prefix] && plan.fits(o) && priced(o, price) < least) {
                least = priced(o, price);
                at = o;
            }
        }
        return at;
    }

    private @Nullable Plan built(double[] price) {
        double[] sizes = new double[problem.prefixes()];
        for (int j = 0; j < sizes.length; j++) {
            sizes[j] = Double.NEGATIVE_INFINITY;
            for (int o = problem.first[j]; o < problem.first[j + 1]; o++) {
                sizes[j] = Math.max(sizes[j], -problem.load[o]);
            }
        }
        Plan plan = new Plan(problem);
        for (int j : Order.ascending(sizes)) {
            int option = cheapest(plan, j, price);
            if (option == AllocationProblem.NONE) {
                return null;
            }
            plan.move(j, option);
        }
        return plan;
    }

    private void improve(Plan plan) {
        boolean changed = true;
        for (int round = 0; round < ROUNDS && changed; round++) {
            changed = false;
            for (int j = 0; j < problem.prefixes(); j++) {
                int now = plan.choice[j];
                int at = now;
                for (int o = problem.first[j]; o < problem.first[j + 1]; o++) {
                    if (problem.cost[o] < problem.cost[at] && plan.fits(o)) {
                        at = o;
                    }
                }
                if (at != now) {
                    plan.move(j, at);
                    changed = true;
                }
            }
        }
    }
}
