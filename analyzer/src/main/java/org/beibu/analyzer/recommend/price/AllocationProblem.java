package org.beibu.analyzer.recommend.price;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Prefixes that each take one of their links, the cost and load of each such option, and the
 * capacity of each link. Cost is the whole cost of the choice in any unit; loads and capacities
 * share a unit. Links, prefixes and options are held in the order of their ids, so that sums do not
 * depend on the order of the input. Immutable.
 */
public final class AllocationProblem {
    /** No option of this kind. */
    static final int NONE = -1;

    /** The greatest cost, load and capacity: squares of sums of such are still numbers. */
    static final double MOST = 1e100;

    final String[] linkIds;
    final double[] capacity;
    final String[] prefixIds;

    /** Options of prefix j are {@code first[j]} to {@code first[j + 1] - 1}. */
    final int[] first;

    final int[] link;
    final double[] cost;
    final double[] load;

    /** The option that each prefix has now, or {@link #NONE}. */
    final int[] current;

    private AllocationProblem(Builder builder) {
        linkIds = builder.capacities.keySet().toArray(String[]::new);
        capacity = builder.capacities.values().stream().mapToDouble(Double::doubleValue).toArray();
        prefixIds = builder.prefixes.keySet().toArray(String[]::new);
        first = new int[prefixIds.length + 1];
        int options = builder.prefixes.values().stream().mapToInt(p -> p.options.size()).sum();
        link = new int[options];
        cost = new double[options];
        load = new double[options];
        current = new int[prefixIds.length];
        Map<String, Integer> indexes = indexes(linkIds);
        int prefix = 0;
        for (Wish wish : builder.prefixes.values()) {
            fill(prefix++, wish, indexes);
        }
    }

    private AllocationProblem(AllocationProblem other, double[] cost) {
        linkIds = other.linkIds;
        capacity = other.capacity;
        prefixIds = other.prefixIds;
        first = other.first;
        link = other.link;
        this.cost = cost;
        load = other.load;
        current = other.current;
    }

    /** The same problem with all costs 0. */
    AllocationProblem withoutCosts() {
        return new AllocationProblem(this, new double[cost.length]);
    }

    private static Map<String, Integer> indexes(String[] ids) {
        NavigableMap<String, Integer> indexes = new TreeMap<>();
        for (int i = 0; i < ids.length; i++) {
            indexes.put(ids[i], i);
        }
        return indexes;
    }

    private void fill(int prefix, Wish wish, Map<String, Integer> indexes) {
        int at = first[prefix];
        current[prefix] = NONE;
        Collections.sort(wish.options, (a, b) -> a.link.compareTo(b.link));
        for (Option option : wish.options) {
            link[at] = indexes.getOrDefault(option.link, NONE);
            cost[at] = option.cost;
            load[at] = option.load;
            if (option.link.equals(wish.current)) {
                current[prefix] = at;
            }
            at++;
        }
        first[prefix + 1] = at;
    }

    /** How many links there are. */
    public int links() {
        return capacity.length;
    }

    /** How many prefixes there are. */
    public int prefixes() {
        return prefixIds.length;
    }

    /** How many options all prefixes have together. */
    public int options() {
        return link.length;
    }

    /** What rounding may add to the load of a full link. */
    double tolerance(int k) {
        return 1e-9 * capacity[k];
    }

    /** Whether all costs are whole numbers, so that the cost of a plan is one too. */
    boolean hasWholeCosts() {
        for (double value : cost) {
            if (value != Math.rint(value) || Math.abs(value) > 1e9) {
                return false;
            }
        }
        return true;
    }

    private record Option(String link, double cost, double load) {}

    private record Wish(@Nullable String current, List<Option> options) {}

    /** Collects links and prefixes, and refuses what is no problem to solve. */
    public static final class Builder {
        private final NavigableMap<String, Double> capacities = new TreeMap<>();
        private final NavigableMap<String, Wish> prefixes = new TreeMap<>();
        private Wish last = new Wish(null, new ArrayList<>());

        /**
         * A link with this capacity.
         *
         * @throws IllegalArgumentException when it is there already, or the capacity is not 0 to
         *     1e100
         */
        public Builder link(String id, double capacity) {
            if (!(capacity >= 0 && capacity <= MOST)) {
                throw new IllegalArgumentException(
                        "link " + id + ": capacity is not a number from 0 to 1e100: " + capacity);
            }
            if (capacities.put(id, capacity) != null) {
                throw new IllegalArgumentException("link " + id + " is there twice");
            }
            return this;
        }

        /**
         * A prefix; its options follow by {@link #option}.
         *
         * @param current the link that it takes now, or null
         * @throws IllegalArgumentException when it is there already
         */
        public Builder prefix(String id, @Nullable String current) {
            last = new Wish(current, new ArrayList<>(4));
            if (prefixes.put(id, last) != null) {
                throw new IllegalArgumentException("prefix " + id + " is there twice");
            }
            return this;
        }

        /**
         * A link that the last prefix may take.
         *
         * @throws IllegalArgumentException when the cost is beyond 1e100 either way, or the load is
         *     not 0 to 1e100
         */
        public Builder option(String link, double cost, double load) {
            if (!(Math.abs(cost) <= MOST)) {
                throw new IllegalArgumentException(
                        "cost is not a number from -1e100 to 1e100: " + cost);
            }
            if (!(load >= 0 && load <= MOST)) {
                throw new IllegalArgumentException("load is not a number from 0 to 1e100: " + load);
            }
            last.options.add(new Option(link, cost, load));
            return this;
        }

        /**
         * The problem.
         *
         * @throws IllegalArgumentException when a prefix has no option, an unknown link, or a link
         *     twice
         */
        public AllocationProblem build() {
            for (Map.Entry<String, Wish> entry : prefixes.entrySet()) {
                check(entry.getKey(), entry.getValue());
            }
            return new AllocationProblem(this);
        }

        private void check(String prefix, Wish wish) {
            if (wish.options.isEmpty()) {
                throw new IllegalArgumentException("prefix " + prefix + " has no option");
            }
            List<String> links = new ArrayList<>(wish.options.size());
            for (Option option : wish.options) {
                if (!capacities.containsKey(option.link)) {
                    throw new IllegalArgumentException(
                            "prefix " + prefix + ": link is not known: " + option.link);
                }
                links.add(option.link);
            }
            Collections.sort(links);
            for (int i = 1; i < links.size(); i++) {
                if (links.get(i).equals(links.get(i - 1))) {
                    throw new IllegalArgumentException(
                            "prefix " + prefix + ": link is there twice: " + links.get(i));
                }
            }
        }
    }
}
