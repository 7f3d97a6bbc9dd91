package org.beibu.analyzer.recommend.held;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.beibu.model.AseanRoute;

/**
 * What leaves by each exit, Gbit/s.
 *
 * @param gbit by route, then by exit; what belongs to no route stands under {@link
 *     AseanRoute#UNROUTED}
 */
public record Traffic(SortedMap<String, SortedMap<String, Double>> gbit) {
    /** Nothing is carried, or nobody counts it. */
    public static final Traffic NONE = new Traffic(new TreeMap<>());

    public Traffic {
        SortedMap<String, SortedMap<String, Double>> copy = new TreeMap<>();
        gbit.forEach(
                (route, exits) ->
                        copy.put(route, Collections.unmodifiableSortedMap(new TreeMap<>(exits))));
        gbit = Collections.unmodifiableSortedMap(copy);
    }

    /** What a route carries by each exit. */
    public SortedMap<String, Double> of(String route) {
        return gbit.getOrDefault(route, Collections.emptySortedMap());
    }

    /** What a route carries by one exit. */
    public double of(String route, String exit) {
        return of(route).getOrDefault(exit, 0.0);
    }

    /** What a route carries. */
    public double sum(String route) {
        return of(route).values().stream().mapToDouble(one -> one).sum();
    }
}
