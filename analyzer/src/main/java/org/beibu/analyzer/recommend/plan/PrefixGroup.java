package org.beibu.analyzer.recommend.plan;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Prefixes that move together.
 *
 * @param id stable key
 * @param current the exit that its traffic takes now
 * @param preferred the exit that the routers would take by themselves
 * @param gbit its traffic, Gbit/s
 * @param weight how much a millisecond of it counts, by its service class; above 0
 * @param alternatives what is known of each exit, by name
 */
public record PrefixGroup(
        String id,
        String current,
        String preferred,
        double gbit,
        double weight,
        SortedMap<String, Alternative> alternatives) {

    public PrefixGroup {
        if (!(gbit >= 0) || !(weight > 0)) {
            throw new IllegalArgumentException(
                    id + ": traffic from 0 and weight above 0: " + gbit + ", " + weight);
        }
        alternatives = Collections.unmodifiableSortedMap(new TreeMap<>(alternatives));
    }

    /** A group of these alternatives. */
    public static PrefixGroup of(
            String id, String current, double gbit, List<Alternative> alternatives) {
        TreeMap<String, Alternative> byExit = new TreeMap<>();
        alternatives.forEach(alternative -> byExit.put(alternative.exit(), alternative));
        return new PrefixGroup(id, current, current, gbit, 1, byExit);
    }

    /** What is known of an exit, null when nothing. */
    public @Nullable Alternative through(String exit) {
        return alternatives.get(exit);
    }
}
