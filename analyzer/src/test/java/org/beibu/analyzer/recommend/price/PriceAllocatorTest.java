package org.beibu.analyzer.recommend.price;

import static org.beibu.analyzer.recommend.price.Allocation.Status.FEASIBLE;
import static org.beibu.analyzer.recommend.price.Allocation.Status.INFEASIBLE;
import static org.beibu.analyzer.recommend.price.Allocation.Status.OPTIMAL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.math3.optim.MaxIter;
import org.apache.commons.math3.optim.linear.LinearConstraint;
import org.apache.commons.math3.optim.linear.LinearConstraintSet;
import org.apache.commons.math3.optim.linear.LinearObjectiveFunction;
import org.apache.commons.math3.optim.linear.NonNegativeConstraint;
import org.apache.commons.math3.optim.linear.Relationship;
import org.apache.commons.math3.optim.linear.SimplexSolver;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.junit.jupiter.api.Test;

class PriceAllocatorTest {

    /** A clock that stands still: budgets alone decide. */
    private static Allocation solve(AllocationProblem problem, double seconds) {
        return PriceAllocator.solve(problem, seconds, () -> 0);
    }

    @Test
    void smallProblemsAreSolvedToTheOptimumOrSaidToHaveNoPlan() {
        int withPlan = 0;
        int without = 0;
        for (int seed = 0; seed < 200; seed++) {
            AllocationProblem problem =
                    Problems.random(seed, 2 + seed % 3, 3 + seed % 5, 0.7 + 0.15 * (seed % 6));
            double optimum = Problems.optimum(problem);

            Allocation allocation = solve(problem, 0.005);

            if (Double.isInfinite(optimum)) {
                without++;
                assertEquals(INFEASIBLE, allocation.status(), "seed " + seed);
                assertTrue(Problems.overload(problem, allocation) > 0, "seed " + seed);
            } else {
                withPlan++;
                assertEquals(OPTIMAL, allocation.status(), "seed " + seed);
                assertEquals(optimum, allocation.cost(), 1e-9, "seed " + seed);
                assertEquals(optimum, allocation.lowerBound(), 1e-9, "seed " + seed);
                assertEquals(0, Problems.overload(problem, allocation), "seed " + seed);
            }
        }
        assertTrue(withPlan > 100 && without > 30, withPlan + " with, " + without + " without");
    }

    @Test
    void theBoundIsThatOfTheLinearProgramAndNeverAboveIt() {
        for (int seed = 0; seed < 10; seed++) {
            AllocationProblem problem = Problems.random(seed, 3, 130, 1.2);
            double truth = linearProgram(problem);

            Allocation allocation = solve(problem, 0.1);

            double rounded = Math.ceil(truth - 1e-6);
            assertTrue(allocation.lowerBound() <= rounded, allocation.lowerBound() + " " + truth);
            assertTrue(allocation.lowerBound() > 0.998 * truth, allocation + " " + truth);
            assertTrue(allocation.cost() < 1.02 * truth, allocation.cost() + " " + truth);
            assertEquals(Problems.cost(problem, allocation), allocation.cost(), 1e-6);
            assertEquals(0, Problems.overload(problem, allocation), 1e-6);
            assertEquals(FEASIBLE, allocation.status());
        }
    }

    private static double linearProgram(AllocationProblem problem) {
        List<LinearConstraint> constraints = new ArrayList<>();
        for (int j = 0; j < problem.prefixes(); j++) {
            double[] row = new double[problem.options()];
            for (int o = problem.first[j]; o < problem.first[j + 1]; o++) {
                row[o] = 1;
            }
            constraints.add(new LinearConstraint(row, Relationship.EQ, 1));
        }
        for (int k = 0; k < problem.links(); k++) {
            double[] row = new double[problem.options()];
            for (int o = 0; o < row.length; o++) {
                row[o] = problem.link[o] == k ? problem.load[o] : 0;
            }
            constraints.add(new LinearConstraint(row, Relationship.LEQ, problem.capacity[k]));
        }
        return new SimplexSolver()
                .optimize(
                        new MaxIter(100_000),
                        new LinearObjectiveFunction(problem.cost, 0),
                        new LinearConstraintSet(constraints),
                        GoalType.MINIMIZE,
                        new NonNegativeConstraint(true))
                .getValue();
    }

    @Test
    void smallDifferencesOfGreatWholeCostsAreNotTakenForRoundingErrors() {
        int withPlan = 0;
        for (int seed = 0; seed < 60; seed++) {
            AllocationProblem problem = Problems.offset(Problems.random(seed, 3, 7, 1.1), 9e8);
            double optimum = Problems.optimum(problem);
            if (Double.isFinite(optimum)) {
                withPlan++;

                Allocation allocation = solve(problem, 0.005);

                assertEquals(optimum, allocation.cost(), "seed " + seed);
                assertEquals(optimum, allocation.lowerBound(), "seed " + seed);
                assertEquals(OPTIMAL, allocation.status(), "seed " + seed);
            }
        }
        assertTrue(withPlan > 30, withPlan + " with a plan");
    }

    @Test
    void costsThatCancelLeaveNoBoundAboveTheOptimum() {
        for (int seed = 0; seed < 60; seed++) {
            AllocationProblem problem = Problems.cancelling(seed, 3, 7);
            double optimum = Problems.optimum(problem);

            Allocation allocation = solve(problem, 0.005);

            assertTrue(
                    allocation.lowerBound() <= optimum,
                    "seed " + seed + ": " + allocation.lowerBound() + " above " + optimum);
        }
    }

    @Test
    void loadsOfAllSizesDoNotHideWhatALinkCarriesTooMuch() {
        for (int seed = 0; seed < 40; seed++) {
            AllocationProblem problem = Problems.ofAllSizes(seed);

            Allocation allocation = solve(problem, 0.02);

            if (allocation.isFeasible()) {
                assertEquals(0, Problems.overload(problem, allocation), 1e-8, "seed " + seed);
            }
            assertTrue(allocation.isFeasible() == allocation.overload().isEmpty());
        }
    }

    @Test
    void theGreatestNumbersGiveNumbers() {
        for (double load : new double[] {1e100, 1e-300}) {
            AllocationProblem.Builder builder =
                    new AllocationProblem.Builder().link("A", load).link("B", 1e100);
            for (int j = 0; j < 3; j++) {
                builder.prefix("p" + j, null)
                        .option("A", -1e100, load)
                        .option("B", 1e100 - j * 1e90, load);
            }

            Allocation allocation = solve(builder.build(), 0.01);

            assertTrue(Double.isFinite(allocation.cost()), allocation::toString);
            assertTrue(Double.isFinite(allocation.lowerBound()), allocation::toString);
            assertTrue(allocation.prices().values().stream().allMatch(Double::isFinite));
        }
    }

    @Test
    void manyPrefixesComeWithinATenthOfAPercentOfTheBound() {
        Allocation allocation = solve(Problems.traffic(7, 10, 5_000, 0.95), 0.3);

        assertEquals(FEASIBLE, allocation.status());
        assertTrue(allocation.gap() < 0.001, "gap " + allocation.gap());
    }

    @Test
    void aPlanThatFillsEveryLinkToTheLastUnitIsFound() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            double[] capacity = new double[4];
            AllocationProblem.Builder builder = new AllocationProblem.Builder();
            for (int j = 0; j < 40; j++) {
                double load = 1 + random.nextInt(9);
                capacity[random.nextInt(4)] += load;
                builder.prefix("p" + j, null);
                for (int k = 0; k < 4; k++) {
                    builder.option("L" + k, random.nextInt(50), load);
                }
            }
            for (int k = 0; k < 4; k++) {
                builder.link("L" + k, capacity[k]);
            }
            AllocationProblem problem = builder.build();

            Allocation allocation = solve(problem, 0.2);

            assertTrue(allocation.isFeasible(), "seed " + seed);
            assertEquals(0, Problems.overload(problem, allocation), "seed " + seed);
        }
    }

    @Test
    void thePlanInForceIsNeverMadeDearer() {
        for (int seed = 0; seed < 20; seed++) {
            AllocationProblem bare = Problems.random(seed, 4, 40, 1.2);
            Allocation first = solve(bare, 0.01);
            AllocationProblem.Builder builder = new AllocationProblem.Builder();
            for (int k = 0; k < bare.links(); k++) {
                builder.link(bare.linkIds[k], bare.capacity[k]);
            }
            for (int j = 0; j < bare.prefixes(); j++) {
                builder.prefix(bare.prefixIds[j], first.assignment().get(bare.prefixIds[j]));
                for (int o = bare.first[j]; o < bare.first[j + 1]; o++) {
                    builder.option(bare.linkIds[bare.link[o]], bare.cost[o], bare.load[o]);
                }
            }

            Allocation again = solve(builder.build(), 0.0001);

            assertTrue(again.cost() <= first.cost(), again.cost() + " after " + first.cost());
        }
    }

    @Test
    void theOrderOfTheInputDoesNotMatter() {
        AllocationProblem bare = Problems.traffic(3, 5, 60, 0.95);
        Set<Allocation> allocations = new java.util.HashSet<>();
        for (int seed = 0; seed < 3; seed++) {
            Random random = new Random(seed);
            AllocationProblem.Builder builder = new AllocationProblem.Builder();
            for (int k : shuffled(0, bare.links(), random)) {
                builder.link(bare.linkIds[k], bare.capacity[k]);
            }
            for (int j : shuffled(0, bare.prefixes(), random)) {
                builder.prefix(bare.prefixIds[j], null);
                for (int o : shuffled(bare.first[j], bare.first[j + 1], random)) {
                    builder.option(bare.linkIds[bare.link[o]], bare.cost[o], bare.load[o]);
                }
            }
            allocations.add(solve(builder.build(), 0.05));
        }
        assertEquals(1, allocations.size());
    }

    private static List<Integer> shuffled(int from, int to, Random random) {
        List<Integer> all = new ArrayList<>();
        for (int i = from; i < to; i++) {
            all.add(i);
        }
        Collections.shuffle(all, random);
        return all;
    }

    @Test
    void moreThanAllLinksCarryIsProvedToHaveNoPlan() {
        AllocationProblem problem = Problems.traffic(5, 6, 300, 1.05);

        Allocation allocation = solve(problem, 0.1);

        assertEquals(INFEASIBLE, allocation.status());
        double total = 0;
        double capacity = 0;
        for (int j = 0; j < problem.prefixes(); j++) {
            total += problem.load[problem.first[j]];
        }
        for (double value : problem.capacity) {
            capacity += value;
        }
        double over = Problems.overload(problem, allocation);
        assertTrue(over >= total - capacity && over < 1.1 * (total - capacity), over + " over");
        assertEquals(over, sum(allocation.overload()), 1e-6);
    }

    private static double sum(Map<String, Double> values) {
        return values.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    @Test
    void aPriceSaysWhatAUnitOfCapacitySaves() {
        AllocationProblem problem =
                new AllocationProblem.Builder()
                        .link("dear", 100)
                        .link("full", 3)
                        .prefix("a", null)
                        .option("full", 1, 2)
                        .option("dear", 11, 2)
                        .prefix("b", null)
                        .option("full", 1, 2)
                        .option("dear", 21, 2)
                        .build();

        Allocation allocation = solve(problem, 0.01);

        // a needs 5 a unit to be sent away; b would pay 10
        assertEquals(Map.of("a", "dear", "b", "full"), allocation.assignment());
        assertEquals(5, allocation.prices().getOrDefault("full", 0.0), 0.01);
        assertEquals(0, allocation.prices().getOrDefault("dear", 9.0));
    }

    @Test
    void nothingToPlaceIsAPlan() {
        AllocationProblem none = new AllocationProblem.Builder().link("A", 1).build();
        AllocationProblem free =
                new AllocationProblem.Builder()
                        .link("A", 0)
                        .prefix("p", null)
                        .option("A", -3, 0)
                        .build();

        assertEquals(0, solve(none, 0.01).cost());
        assertEquals(OPTIMAL, solve(none, 0.01).status());
        assertEquals(-3, solve(free, 0.01).cost());
        assertEquals(OPTIMAL, solve(free, 0.01).status());
    }

    @Test
    void theClockEndsARunThatTakesTooLongAndThatIsSaid() {
        AtomicLong nanos = new AtomicLong();
        AllocationProblem problem = Problems.random(1, 10, 200, 1.25);

        Allocation stopped =
                PriceAllocator.solve(problem, 1, () -> nanos.addAndGet(20_000_000)); // 20 ms a look

        assertTrue(stopped.isEndedByClock());
        assertFalse(solve(problem, 0.01).isEndedByClock());
    }
}
