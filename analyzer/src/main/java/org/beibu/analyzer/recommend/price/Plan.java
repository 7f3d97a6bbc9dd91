package org.beibu.analyzer.recommend.price;

import java.util.Arrays;

/** One option for each prefix, with the loads of the links and the cost. Mutable. */
final class Plan {
    final AllocationProblem problem;
    final int[] choice;
    final double[] load;
    double cost;

    Plan(AllocationProblem problem) {
        this.problem = problem;
        choice = new int[problem.prefixes()];
        Arrays.fill(choice, AllocationProblem.NONE);
        load = new double[problem.links()];
    }

    Plan copy() {
        Plan copy = new Plan(problem);
        copy.set(this);
        return copy;
    }

    void set(Plan other) {
        System.arraycopy(other.choice, 0, choice, 0, choice.length);
        System.arraycopy(other.load, 0, load, 0, load.length);
        cost = other.cost;
    }

    void move(int prefix, int option) {
        int before = choice[prefix];
        if (before != AllocationProblem.NONE) {
            load[problem.link[before]] -= problem.load[before];
            cost -= problem.cost[before];
        }
        choice[prefix] = option;
        load[problem.link[option]] += problem.load[option];
        cost += problem.cost[option];
    }

    /** Adds loads and cost up anew, so that rounding errors of many moves are gone. */
    void recount() {
        Arrays.fill(load, 0);
        cost = 0;
        for (int option : choice) {
            load[problem.link[option]] += problem.load[option];
            cost += problem.cost[option];
        }
    }

    boolean fits(int option) {
        int k = problem.link[option];
        return load[k] + problem.load[option] <= problem.capacity[k] + problem.tolerance(k);
    }

    boolean isOver(int k) {
        return load[k] > problem.capacity[k] + problem.tolerance(k);
    }

    /** Load above capacity, over all links. */
    double overload() {
        double sum = 0;
        for (int k = 0; k < load.length; k++) {
            if (isOver(k)) {
                sum += load[k] - problem.capacity[k];
            }
        }
        return sum;
    }

    boolean isFeasible() {
        for (int k = 0; k < load.length; k++) {
            if (isOver(k)) {
                return false;
            }
        }
        return true;
    }
}
