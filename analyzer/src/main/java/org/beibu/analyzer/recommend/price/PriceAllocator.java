package org.beibu.analyzer.recommend.price;

import java.util.function.LongSupplier;
import org.beibu.analyzer.recommend.price.Allocation.Status;
import org.jspecify.annotations.Nullable;

/**
 * Finds a cheap plan and a bound that proves how cheap: prices first, then repair of what they
 * suggest, then the searches. All budgets are numbers of steps, in proportion to the seconds given;
 * a usual machine spends about half of the seconds on them.
 */
public final class PriceAllocator {
    private static final long OPTIONS_PRICED_A_SECOND = 130_000_000;
    private static final int LEAST_STEPS = 20;
    private static final int MOST_STEPS = 2_000;
    private static final int REPAIR_EVERY = 8;
    private static final long TRIES_A_SECOND = 1_500_000;
    private static final long NODES_A_SECOND = 8_000_000;
    private static final long EXACT_NODES_A_SECOND = 2_000_000;
    private static final int PROOF_STEPS = 400;
    private static final double NO_GAP = 1e-9;

    private final AllocationProblem problem;
    private final double seconds;
    private final LongSupplier nanoTime;
    private final Deadline deadline;
    private final boolean hasWholeCosts;
    private final DualAscent dual;
    private final PlanRepair repair;
    private boolean isEndedByClock;

    private PriceAllocator(AllocationProblem problem, double seconds, LongSupplier nanoTime) {
        this.problem = problem;
        this.seconds = seconds;
        this.nanoTime = nanoTime;
        deadline = after(0.95);
        hasWholeCosts = problem.hasWholeCosts();
        dual = new DualAscent(problem);
        repair = new PlanRepair(problem);
    }

    /**
     * Solves a problem.
     *
     * @param seconds how much work to do, and how long at most, above 0
     * @param nanoTime a monotonic clock, nanoseconds
     */
    public static Allocation solve(
            AllocationProblem problem, double seconds, LongSupplier nanoTime) {
        return new PriceAllocator(problem, seconds, nanoTime).solve();
    }

    private Deadline after(double share) {
        return Deadline.after(nanoTime, (long) (share * seconds * 1e9));
    }

    private Allocation solve() {
        Plan known = ascend(currentPlan());
        if (known != null && isClosed(known)) {
            return result(known, false);
        }
        PricedOptions priced = new PricedOptions(problem, dual.bestPrice());
        if (known == null) {
            dual.returnToBest();
            known = dual.relaxed();
        }
        Plan plan = annealed(priced, known, 1);
        if (!plan.isFeasible()) {
            return withoutPlan(priced, plan);
        }
        plan = searched(priced, plan);
        return proved(priced, plan);
    }

    /** The plan in force, when every prefix has one and every link carries it. */
    private @Nullable Plan currentPlan() {
        Plan plan = new Plan(problem);
        for (int j = 0; j < problem.prefixes(); j++) {
            if (problem.current[j] == AllocationProblem.NONE) {
                return null;
            }
            plan.move(j, problem.current[j]);
        }
        return plan.isFeasible() ? plan : null;
    }

    /** Raises the prices; the best plan met on the way, or null. */
    private @Nullable Plan ascend(@Nullable Plan start) {
        Plan best = start;
        Deadline half = after(0.5);
        long affordable = (long) (seconds * OPTIONS_PRICED_A_SECOND / (problem.options() + 1));
        long steps = Math.max(LEAST_STEPS, Math.min(MOST_STEPS, affordable));
        boolean more = true;
        for (int step = 0; step < steps && more; step++) {
            dual.evaluate();
            if (step % REPAIR_EVERY == 0 || (best == null && step < 4 * REPAIR_EVERY)) {
                Plan plan = repair.repaired(dual.relaxed(), dual.price());
                if (plan != null && (best == null || plan.cost < best.cost)) {
                    best = plan;
                }
            }
            more = dual.step(best == null ? Double.POSITIVE_INFINITY : best.cost);
            if (best != null && isClosed(best)) {
                return best;
            }
            if (half.isOver()) {
                isEndedByClock = true;
                more = false;
            }
        }
        return best;
    }

    /** What no plan costs less than; whole where all costs are. */
    private double proved() {
        double bound = dual.provedBound();
        return hasWholeCosts ? Math.ceil(bound) : bound;
    }

    private boolean isClosed(Plan plan) {
        double above = plan.cost - proved();
        return hasWholeCosts ? above <= 0 : above <= NO_GAP * Math.abs(plan.cost);
    }

    /** Adds up anew what is found: moves of great loads leave errors, which could hide overload. */
    private Plan annealed(PricedOptions priced, Plan start, double costWeight) {
        PenaltySearch search = new PenaltySearch(priced, start, costWeight);
        isEndedByClock |= search.run((long) (seconds * TRIES_A_SECOND), deadline);
        Plan best = search.best();
        best.recount();
        return start.isFeasible() && !best.isFeasible() ? start : best;
    }

    private Plan searched(PricedOptions priced, Plan start) {
        NeighbourhoodSearch search = new NeighbourhoodSearch(priced, start);
        isEndedByClock |= search.run((long) (seconds * NODES_A_SECOND), deadline);
        return search.best();
    }

    /** Small problems: is there anything better? */
    private Allocation proved(PricedOptions priced, Plan plan) {
        if (problem.prefixes() > ExactSearch.MOST_PREFIXES) {
            return result(plan, false);
        }
        ExactSearch search = new ExactSearch(priced, plan, plan.cost - dual.provedBound());
        boolean isOptimal = search.run((long) (seconds * EXACT_NODES_A_SECOND));
        return result(search.best(), isOptimal);
    }

    /** Looks for any plan at all, or a proof that there is none. */
    private Allocation withoutPlan(PricedOptions priced, Plan start) {
        if (isProvedInfeasible()) {
            Plan least = annealed(priced, start, 0);
            return withOverload(Status.INFEASIBLE, least);
        }
        Plan plan = annealed(priced, start, 0);
        if (plan.isFeasible()) {
            return proved(priced, searched(priced, plan));
        }
        Status status = Status.NO_PLAN_FOUND;
        if (problem.prefixes() <= ExactSearch.MOST_PREFIXES) {
            ExactSearch search = new ExactSearch(priced, plan, Double.POSITIVE_INFINITY);
            boolean isComplete = search.run((long) (seconds * EXACT_NODES_A_SECOND));
            if (search.isFound()) {
                return result(search.best(), isComplete);
            }
            status = isComplete ? Status.INFEASIBLE : status;
        }
        return withOverload(status, plan);
    }

    private Allocation withOverload(Status status, Plan plan) {
        return Allocation.of(status, plan, proved(), dual.bestPrice(), isEndedByClock);
    }

    /**
     * With all costs 0 every feasible plan costs 0; a bound above 0 proves that there is none.
     * Found by moving prices on such a problem; equal ones prove it at once when all links together
     * are too small.
     */
    private boolean isProvedInfeasible() {
        DualAscent loads = new DualAscent(problem.withoutCosts());
        loads.startAt(1);
        boolean more = true;
        for (int step = 0; step < PROOF_STEPS && more && !deadline.isOver(); step++) {
            loads.evaluate();
            if (loads.provedBound() > 0) {
                return true;
            }
            more = loads.step(Double.POSITIVE_INFINITY);
        }
        return false;
    }

    /** A plan that every link carries. */
    private Allocation result(Plan plan, boolean isOptimal) {
        return Allocation.of(
                isOptimal || isClosed(plan) ? Status.OPTIMAL : Status.FEASIBLE,
                plan,
                isOptimal ? plan.cost : Math.min(proved(), plan.cost),
                dual.bestPrice(),
                isEndedByClock);
    }
}
