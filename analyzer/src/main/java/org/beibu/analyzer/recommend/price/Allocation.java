package org.beibu.analyzer.recommend.price;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A plan and what is proved about it.
 *
 * @param status what kind of plan it is
 * @param cost its cost, in the unit of the problem
 * @param lowerBound no feasible plan costs less; when none exists it says nothing
 * @param assignment the link of each prefix
 * @param prices for each link what one more unit of capacity would save, cost per unit of load
 * @param overload load above capacity of the links that have any
 * @param isEndedByClock whether the clock ended it before its budgets: such a plan may differ on
 *     another machine
 */
public record Allocation(
        Status status,
        double cost,
        double lowerBound,
        SortedMap<String, String> assignment,
        SortedMap<String, Double> prices,
        SortedMap<String, Double> overload,
        boolean isEndedByClock) {

    /** What is known of a plan. */
    public enum Status {
        /** Every link carries its load, and no plan costs less by more than 1e-9 of the cost. */
        OPTIMAL,
        /** Every link carries its load; the gap says how much cheaper a plan could be at most. */
        FEASIBLE,
        /** No plan was found in which every link carries its load; there may be one. */
        NO_PLAN_FOUND,
        /** There is no plan in which every link carries its load. */
        INFEASIBLE
    }

    public Allocation {
        assignment = Collections.unmodifiableSortedMap(new TreeMap<>(assignment));
        prices = Collections.unmodifiableSortedMap(new TreeMap<>(prices));
        overload = Collections.unmodifiableSortedMap(new TreeMap<>(overload));
    }

    /** Whether every link carries its load. */
    public boolean isFeasible() {
        return status == Status.OPTIMAL || status == Status.FEASIBLE;
    }

    /** How much cheaper another plan could be at most, as a share of the cost; NaN without plan. */
    public double gap() {
        if (!isFeasible()) {
            return Double.NaN;
        }
        double above = cost - lowerBound;
        return above == 0 ? 0 : above / Math.abs(cost);
    }

    static Allocation of(Status status, Plan plan, double bound, double[] price, boolean byClock) {
        AllocationProblem problem = plan.problem;
        SortedMap<String, String> assignment = new TreeMap<>();
        for (int j = 0; j < problem.prefixes(); j++) {
            assignment.put(problem.prefixIds[j], problem.linkIds[problem.link[plan.choice[j]]]);
        }
        SortedMap<String, Double> prices = new TreeMap<>();
        SortedMap<String, Double> overload = new TreeMap<>();
        for (int k = 0; k < problem.links(); k++) {
            prices.put(problem.linkIds[k], price[k]);
            if (plan.isOver(k)) {
                overload.put(problem.linkIds[k], plan.load[k] - problem.capacity[k]);
            }
        }
        return new Allocation(status, plan.cost, bound, assignment, prices, overload, byClock);
    }
}
