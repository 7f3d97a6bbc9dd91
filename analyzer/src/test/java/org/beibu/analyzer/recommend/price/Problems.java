package org.beibu.analyzer.recommend.price;

import java.util.Random;

/** Problems to solve, and the truth about small ones by trying everything. */
final class Problems {
    private Problems() {}

    /** Costs and loads that have nothing to do with one another; tight when load nears 1. */
    static AllocationProblem random(long seed, int links, int prefixes, double load) {
        Random random = new Random(seed);
        AllocationProblem.Builder builder = new AllocationProblem.Builder();
        double[][] loads = new double[prefixes][links];
        double[] sums = new double[links];
        for (double[] row : loads) {
            for (int k = 0; k < links; k++) {
                row[k] = 1 + random.nextInt(100);
                sums[k] += row[k];
            }
        }
        for (int k = 0; k < links; k++) {
            builder.link("L" + k, Math.floor(sums[k] / links / load));
        }
        for (int j = 0; j < prefixes; j++) {
            builder.prefix("p" + j, null);
            for (int k = 0; k < links; k++) {
                builder.option("L" + k, 111 - loads[j][k] + random.nextInt(21), loads[j][k]);
            }
        }
        return builder.build();
    }

    /** The same with all costs greater by this. */
    static AllocationProblem offset(AllocationProblem problem, double more) {
        AllocationProblem.Builder builder = new AllocationProblem.Builder();
        for (int k = 0; k < problem.links(); k++) {
            builder.link(problem.linkIds[k], problem.capacity[k]);
        }
        for (int j = 0; j < problem.prefixes(); j++) {
            builder.prefix(problem.prefixIds[j], null);
            for (int o = problem.first[j]; o < problem.first[j + 1]; o++) {
                double cost = problem.cost[o] + more;
                builder.option(problem.linkIds[problem.link[o]], cost, problem.load[o]);
            }
        }
        return builder.build();
    }

    /** Great costs of either sign whose sum is next to nothing; everything fits. */
    static AllocationProblem cancelling(long seed, int links, int prefixes) {
        Random random = new Random(seed);
        AllocationProblem.Builder builder = new AllocationProblem.Builder();
        for (int k = 0; k < links; k++) {
            builder.link("L" + k, k == 0 ? 1.1 * prefixes : 0.5 * prefixes);
        }
        double sum = 0;
        for (int j = 0; j < prefixes; j++) {
            builder.prefix("p" + j, null);
            double base = j == prefixes - 1 ? -sum : 1e9 * (random.nextDouble() - 0.5);
            sum += base;
            for (int k = 0; k < links; k++) {
                builder.option("L" + k, base + 1e-3 * random.nextDouble(), random.nextDouble());
            }
        }
        return builder.build();
    }

    /** A small link that a prefix of a trillion may take for a moment, and a great one. */
    static AllocationProblem ofAllSizes(long seed) {
        Random random = new Random(seed);
        AllocationProblem.Builder builder = new AllocationProblem.Builder();
        builder.link("small", 1).link("great", 1e14);
        for (int j = 0; j < 40; j++) {
            boolean isGreat = j % 2 == 0;
            double load = isGreat ? 1e12 * (0.5 + random.nextDouble()) : 0.1 * random.nextDouble();
            builder.prefix("p" + j, null)
                    .option("small", 10 * random.nextDouble(), load)
                    .option("great", 5 + 10 * random.nextDouble(), load);
        }
        return builder.build();
    }

    /** The family of path-selection research: skewed traffic, costs in proportion to it. */
    static AllocationProblem traffic(long seed, int links, int prefixes, double load) {
        Random random = new Random(seed);
        double[] traffic = new double[prefixes];
        double sum = 0;
        for (int j = 0; j < prefixes; j++) {
            traffic[j] = Math.round(100 * Math.exp(1.5 * random.nextGaussian())) + 1;
            sum += traffic[j];
        }
        double[][] costs = new double[prefixes][links];
        for (int k = 0; k < links; k++) {
            for (int j = 0; j < prefixes; j++) {
                costs[j][k] = Math.round(traffic[j] * (30 + 40 * random.nextDouble()));
            }
        }
        double[] shares = random.doubles(links, 0.5, 1.5).toArray();
        double shareSum = 0;
        for (double share : shares) {
            shareSum += share;
        }
        AllocationProblem.Builder builder = new AllocationProblem.Builder();
        for (int k = 0; k < links; k++) {
            builder.link("L" + k, Math.ceil(shares[k] / shareSum * sum / load));
        }
        for (int j = 0; j < prefixes; j++) {
            builder.prefix("p" + j, null);
            for (int k = 0; k < links; k++) {
                builder.option("L" + k, costs[j][k], traffic[j]);
            }
        }
        return builder.build();
    }

    /** The least cost of all feasible plans, or infinite; by trying all of them. */
    static double optimum(AllocationProblem problem) {
        return optimum(problem, 0, new double[problem.links()], 0);
    }

    private static double optimum(
            AllocationProblem problem, int prefix, double[] load, double cost) {
        if (prefix == problem.prefixes()) {
            return cost;
        }
        double best = Double.POSITIVE_INFINITY;
        for (int o = problem.first[prefix]; o < problem.first[prefix + 1]; o++) {
            int k = problem.link[o];
            if (load[k] + problem.load[o] <= problem.capacity[k]) {
                load[k] += problem.load[o];
                best = Math.min(best, optimum(problem, prefix + 1, load, cost + problem.cost[o]));
                load[k] -= problem.load[o];
            }
        }
        return best;
    }

    /** Load above capacity of a plan, counted from its assignment alone. */
    static double overload(AllocationProblem problem, Allocation allocation) {
        double[] load = new double[problem.links()];
        double[] sums = sums(problem, allocation, load);
        double over = 0;
        for (int k = 0; k < load.length; k++) {
            over += Math.max(0, load[k] - problem.capacity[k]);
        }
        return over + 0 * sums[0];
    }

    /** The cost of a plan, counted from its assignment alone. */
    static double cost(AllocationProblem problem, Allocation allocation) {
        return sums(problem, allocation, new double[problem.links()])[0];
    }

    private static double[] sums(AllocationProblem problem, Allocation allocation, double[] load) {
        double cost = 0;
        for (int j = 0; j < problem.prefixes(); j++) {
            String link = allocation.assignment().get(problem.prefixIds[j]);
            for (int o = problem.first[j]; o < problem.first[j + 1]; o++) {
                if (problem.linkIds[problem.link[o]].equals(link)) {
                    load[problem.link[o]] += problem.load[o];
                    cost += problem.cost[o];
                }
            }
        }
        return new double[] {cost};
    }
}
