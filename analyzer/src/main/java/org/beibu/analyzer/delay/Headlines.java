package org.beibu.analyzer.delay;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;

/**
 * Which one series speaks for each path where there is room for one figure only.
 *
 * <p>All exits of a route should be compared by the same {@link TimingKind}. So a route's kind is
 * chosen first: one with {@link #ENOUGH} samples on some exit before one without, an unbiased class
 * before a biased one, then the kind with enough samples on the most exits, then the order of
 * {@link TimingKind}. A path is headed by the kind of its route; a path without any sample of it by
 * the kind that is best of its own, and then is not comparable with the others.
 *
 * @param ofPath the series that heads each path and metric
 * @param ofMethod the series that heads each path, metric and method, when only that method is
 *     looked at
 */
public record Headlines(Set<Series> ofPath, Set<Series> ofMethod) {
    /** Samples that make a figure worth heading a path. */
    public static final long ENOUGH = 20;

    public Headlines {
        ofPath = Set.copyOf(ofPath);
        ofMethod = Set.copyOf(ofMethod);
    }

    /**
     * What a choice is made for.
     *
     * @param routeId the route
     * @param exit the path's exit, empty for the route itself
     * @param metric the metric
     * @param method the only method looked at, empty for all
     */
    public record Place(String routeId, String exit, Metric metric, Optional<Method> method) {
        public Place {
            Objects.requireNonNull(method, "method");
        }
    }

    /** What is finally chosen, which may be what was chosen before. */
    @FunctionalInterface
    public interface Choice {
        /**
         * The kind chosen for a place.
         *
         * @param wanted the best one now
         * @param timed those with samples there, which has wanted among them
         */
        TimingKind choose(Place place, TimingKind wanted, Set<TimingKind> timed);
    }

    /** The headlines of these numbers of samples, whatever they were before. */
    public static Headlines of(Map<Series, Long> counts) {
        return of(counts, (place, wanted, timed) -> wanted);
    }

    /** The headlines of these numbers of samples. */
    public static Headlines of(Map<Series, Long> counts, Choice choice) {
        Map<Place, Map<TimingKind, Map<String, Long>>> groups = new HashMap<>();
        counts.forEach(
                (series, count) -> {
                    if (count > 0) {
                        enter(groups, series, Optional.empty(), count);
                        enter(groups, series, Optional.of(series.method()), count);
                    }
                });
        Set<Series> ofPath = new HashSet<>();
        Set<Series> ofMethod = new HashSet<>();
        groups.forEach(
                (place, kinds) ->
                        choose(place, kinds, choice, place.method.isEmpty() ? ofPath : ofMethod));
        return new Headlines(ofPath, ofMethod);
    }

    private static void enter(
            Map<Place, Map<TimingKind, Map<String, Long>>> groups,
            Series series,
            Optional<Method> method,
            long count) {
        Place route = new Place(series.path().routeId(), "", series.metric(), method);
        groups.computeIfAbsent(route, absent -> new TreeMap<>())
                .computeIfAbsent(series.kind(), absent -> new TreeMap<>())
                .put(series.path().exit(), count);
    }

    private static void choose(
            Place route,
            Map<TimingKind, Map<String, Long>> kinds,
            Choice choice,
            Set<Series> chosen) {
        TimingKind common = choice.choose(route, best(kinds), kinds.keySet());
        Set<String> exits = new TreeSet<>();
        kinds.values().forEach(byExit -> exits.addAll(byExit.keySet()));
        for (String exit : exits) {
            Map<TimingKind, Map<String, Long>> here = new TreeMap<>();
            kinds.forEach(
                    (kind, byExit) -> {
                        Long count = byExit.get(exit);
                        if (count != null) {
                            here.put(kind, Map.of(exit, count));
                        }
                    });
            TimingKind wanted = here.containsKey(common) ? common : best(here);
            Place place = new Place(route.routeId, exit, route.metric, route.method);
            TimingKind kind = choice.choose(place, wanted, here.keySet());
            PathId path = new PathId(route.routeId, exit);
            chosen.add(new Series(path, kind.method(), route.metric, kind.qualityClass()));
        }
    }

    /** The best of at least one kind; sorted by preference, so the first of equals is right. */
    private static TimingKind best(Map<TimingKind, Map<String, Long>> kinds) {
        TimingKind best = kinds.keySet().iterator().next();
        long bestRank = Long.MIN_VALUE;
        for (Map.Entry<TimingKind, Map<String, Long>> entry : kinds.entrySet()) {
            long rank = rank(entry.getKey(), entry.getValue());
            if (rank > bestRank) {
                best = entry.getKey();
                bestRank = rank;
            }
        }
        return best;
    }

    private static long rank(TimingKind kind, Map<String, Long> byExit) {
        long exits = byExit.values().stream().filter(count -> count >= ENOUGH).count();
        long enough = exits > 0 ? 2L << 32 : 0;
        long unbiased = kind.isBiased() ? 0 : 1L << 32;
        return enough + unbiased + (exits > 0 ? exits : byExit.size());
    }
}
