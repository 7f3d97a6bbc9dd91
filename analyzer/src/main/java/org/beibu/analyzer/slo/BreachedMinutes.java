package org.beibu.analyzer.slo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.beibu.analyzer.delay.Series;
import org.beibu.model.AseanRoute;
import org.beibu.model.PathId;

/**
 * The minutes of a route that missed a target, gathered by column of a picture: a column holds its
 * worst minute, so that one bad minute is visible in a picture of ninety days. Nothing is averaged.
 * Reads the store.
 */
public final class BreachedMinutes {
    private BreachedMinutes() {}

    /**
     * The bad minutes of one column.
     *
     * @param startNanos when the column begins
     * @param minutes how many minutes missed a target of some class
     * @param worst the one whose p95 was longest; of those without timings the one that lost most
     * @param classes the classes whose targets were missed
     */
    public record Column(long startNanos, long minutes, MinuteFact worst, Set<String> classes) {
        private Column plus(MinuteFact fact, Set<String> missed) {
            Set<String> all = new TreeSet<>(classes);
            all.addAll(missed);
            return new Column(
                    startNanos, minutes + 1, isWorse(fact, worst) ? fact : worst, Set.copyOf(all));
        }
    }

    private static boolean isWorse(MinuteFact one, MinuteFact other) {
        return one.p95Nanos() != other.p95Nanos()
                ? one.p95Nanos() > other.p95Nanos()
                : one.lost() > other.lost();
    }

    /** By exit, oldest first; exits without a bad minute have an empty list. */
    public static SortedMap<String, List<Column>> of(
            SloSources sources, SloConfig config, AseanRoute route, Span span) {
        SortedMap<String, List<Column>> found = new TreeMap<>();
        MinuteLedger ledger = sources.ledger(config);
        for (Map.Entry<PathId, List<Series>> path : sources.reader(config).paths().entrySet()) {
            if (path.getKey().routeId().equals(route.id())) {
                SortedMap<Long, Column> columns = new TreeMap<>();
                ledger.forEach(
                        path.getKey(),
                        path.getValue(),
                        span.fromNanos,
                        span.toNanos,
                        fact -> {
                            Set<String> missed =
                                    missed(fact, path.getKey(), route, sources, config);
                            if (!missed.isEmpty()) {
                                long start = span.columnOf(fact.startNanos());
                                Column one = new Column(start, 1, fact, missed);
                                columns.merge(start, one, (had, more) -> had.plus(fact, missed));
                            }
                        });
                found.put(path.getKey().exit(), new ArrayList<>(columns.values()));
            }
        }
        return found;
    }

    /**
     * A range cut into columns.
     *
     * @param fromNanos where it begins
     * @param toNanos its end, exclusive
     * @param columnNanos length of a column, a minute or more
     */
    public record Span(long fromNanos, long toNanos, long columnNanos) {
        private long columnOf(long nanos) {
            return Math.floorDiv(nanos, columnNanos) * columnNanos;
        }
    }

    private static Set<String> missed(
            MinuteFact fact, PathId path, AseanRoute route, SloSources sources, SloConfig config) {
        Set<String> missed = new TreeSet<>();
        for (SloTarget target : config.targets()) {
            target.delayLimitNanos(route.fibreFloorNanos())
                    .ifPresent(
                            limit -> {
                                boolean bad =
                                        MinuteVerdict.of(fact, target, limit).state()
                                                == MinuteVerdict.State.BAD;
                                if (bad
                                        && !sources.exclusions()
                                                .exclude(path, target.name(), fact.startNanos())) {
                                    missed.add(target.name());
                                }
                            });
        }
        return missed;
    }
}
