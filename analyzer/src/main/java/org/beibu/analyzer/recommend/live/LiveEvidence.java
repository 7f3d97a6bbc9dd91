package org.beibu.analyzer.recommend.live;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.beibu.analyzer.recommend.PairKey;
import org.beibu.analyzer.recommend.Recommender;
import org.beibu.analyzer.recommend.held.GroupState;
import org.beibu.analyzer.recommend.plan.Alternative;
import org.beibu.analyzer.recommend.prove.BlockLength;
import org.beibu.analyzer.recommend.prove.PairTest;
import org.beibu.model.PathId;
import org.jspecify.annotations.Nullable;

/**
 * Makes blocks and figures of the minutes of all paths. The terms of a pair's test are settled when
 * it begins, from the day before it, and hold until its current exit changes or the test is a day
 * old.
 */
final class LiveEvidence {
    /** Figures for showing and guards are of so many minutes. */
    static final int FIGURE_MINUTES = 15;

    /** A path without an answer for so many minutes is not measured. */
    static final int FRESH_MINUTES = 3;

    private final Recommender recommender;
    private final NavigableMap<String, SortedMap<String, PathHistory>> routes = new TreeMap<>();
    private final SortedMap<PairKey, Settled> settled = new TreeMap<>();
    private long next = Long.MIN_VALUE;

    /** Terms of a pair, and the current exit that they are against. */
    private record Settled(String against, PairTest.Terms terms, long minute) {}

    LiveEvidence(Recommender recommender) {
        this.recommender = recommender;
    }

    /**
     * Adds one complete minute of all paths; minutes come in order.
     *
     * @param groups what is tested; other paths are only remembered
     */
    void add(long minute, Map<PathId, PathMinute> paths, Collection<GroupState> groups) {
        for (Map.Entry<PathId, PathMinute> path : paths.entrySet()) {
            routes.computeIfAbsent(path.getKey().routeId(), id -> new TreeMap<>())
                    .computeIfAbsent(path.getKey().exit(), exit -> new PathHistory())
                    .add(minute, path.getValue());
        }
        next = minute + 1;
        for (GroupState group : groups) {
            SortedMap<String, PathHistory> exits = exits(group.route());
            PathHistory now = exits.get(group.current());
            if (now != null) {
                blocks(group, now, exits);
            }
        }
    }

    /** What is known of the exits of a route. */
    SortedMap<String, PathHistory> exits(String route) {
        return routes.getOrDefault(route, Collections.emptySortedMap());
    }

    private void blocks(
            GroupState group, PathHistory current, SortedMap<String, PathHistory> exits) {
        exits.forEach(
                (exit, history) -> {
                    if (!exit.equals(group.current()) && group.isHeld(exit)) {
                        block(new PairKey(group.id(), exit), group.current(), current, history);
                    }
                });
    }

    private void block(
            PairKey pair, String currentExit, PathHistory current, PathHistory alternate) {
        PairTest.Terms terms = terms(pair, currentExit, current, alternate);
        if (next % terms.blockMinutes() == 0) {
            PathMinute now = current.together(next, terms.blockMinutes());
            PathMinute other = alternate.together(next, terms.blockMinutes());
            // A probe that is down sends to neither: then no packets are counted at all.
            recommender.block(
                    pair, terms, now.side().against(other.side(), terms.margin(), true), next);
        }
    }

    private PairTest.Terms terms(
            PairKey pair, String currentExit, PathHistory current, PathHistory alternate) {
        Settled known = settled.get(pair);
        if (known != null
                && known.against().equals(currentExit)
                && next - known.minute() <= PairTest.LONGEST_MINUTES) {
            return known.terms();
        }
        double usual = current.usual();
        PairTest.Terms terms =
                new PairTest.Terms(
                        PairTest.margin(Double.isNaN(usual) ? 0 : usual),
                        BlockLength.minutes(current.differences(alternate)),
                        "against " + currentExit + " since minute " + next);
        settled.put(pair, new Settled(currentExit, terms, next));
        return terms;
    }

    /** What is known of each exit of a group by its latest minutes. */
    List<Alternative> alternatives(GroupState group) {
        List<Alternative> ways = new ArrayList<>();
        exits(group.route())
                .forEach((exit, history) -> ways.add(alternative(group, exit, history)));
        return ways;
    }

    private Alternative alternative(GroupState group, String exit, PathHistory history) {
        PathMinute lately = history.together(next, FIGURE_MINUTES);
        boolean fresh =
                history.newestAnswered() != Long.MIN_VALUE
                        && next - history.newestAnswered() <= FRESH_MINUTES;
        return new Alternative(
                exit,
                lately.percentile(50),
                lately.percentile(95),
                lately.loss(),
                fresh,
                group.isHeld(exit));
    }

    /** The latest minutes of a path, null when it was never seen. */
    @Nullable PathMinute lately(PathId path, int minutes) {
        PathHistory history = exits(path.routeId()).get(path.exit());
        return history == null ? null : history.together(next, minutes);
    }

    long minutesSince(long minute) {
        return next - minute;
    }

    /** Whether a path answered in every one of the latest minutes and lost no more than this. */
    boolean isWell(PathId path, int minutes, double mostLoss) {
        PathHistory history = exits(path.routeId()).get(path.exit());
        for (long minute = next - minutes; minute < next; minute++) {
            PathMinute one = history == null ? null : history.together(minute + 1, 1);
            if (one == null || !(one.loss() <= mostLoss)) {
                return false;
            }
        }
        return true;
    }

    /** Terms of the running test of a pair, null when there is none. */
    PairTest.@Nullable Terms terms(PairKey pair) {
        Settled known = settled.get(pair);
        return known == null ? null : known.terms();
    }

    /** Routes with two exits or more, in order. */
    List<String> routes() {
        return routes.entrySet().stream()
                .filter(route -> route.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .toList();
    }
}
