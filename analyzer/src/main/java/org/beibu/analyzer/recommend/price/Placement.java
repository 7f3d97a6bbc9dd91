package org.beibu.analyzer.recommend.price;

import java.util.Arrays;

/** A plan that also knows which prefixes each link carries. Mutable. */
final class Placement {
    final Plan plan;
    private final AllocationProblem problem;
    private final int[][] members;
    private final int[] counts;
    private final int[] places;

    Placement(Plan start) {
        plan = start.copy();
        problem = start.problem;
        members = new int[problem.links()][8];
        counts = new int[problem.links()];
        places = new int[problem.prefixes()];
        for (int j = 0; j < places.length; j++) {
            join(j, link(j));
        }
    }

    /** How many prefixes the link carries. */
    int count(int k) {
        return counts[k];
    }

    /** The i-th of them, in no order that means something. */
    int member(int k, int i) {
        return members[k][i];
    }

    /** The link that carries the prefix. */
    int link(int prefix) {
        return problem.link[plan.choice[prefix]];
    }

    void move(int prefix, int option) {
        leave(prefix, link(prefix));
        plan.move(prefix, option);
        join(prefix, problem.link[option]);
    }

    /** Becomes this plan. */
    void become(Plan other) {
        for (int j = 0; j < places.length; j++) {
            if (other.choice[j] != plan.choice[j]) {
                move(j, other.choice[j]);
            }
        }
        plan.recount();
    }

    private void join(int prefix, int k) {
        if (counts[k] == members[k].length) {
            members[k] = Arrays.copyOf(members[k], 2 * counts[k]);
        }
        places[prefix] = counts[k];
        members[k][counts[k]++] = prefix;
    }

    private void leave(int prefix, int k) {
        int last = members[k][--counts[k]];
        members[k][places[prefix]] = last;
        places[last] = places[prefix];
    }
}
