package org.beibu.analyzer.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.beibu.analyzer.loss.LossCounts;
import org.beibu.analyzer.loss.LossSeries;
import org.beibu.analyzer.store.LossStore;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.Resolution;

/**
 * What became of the active packets of every path in a range of time.
 *
 * @param fromNanos start of the range
 * @param toNanos its end
 * @param counts by series
 */
public record PathLosses(long fromNanos, long toNanos, Map<LossSeries, LossCounts> counts) {
    /** Nothing is known. */
    public static final PathLosses NONE = new PathLosses(0, 0, Map.of());

    /** Which method speaks for a path that several probe: the one most like its users' packets. */
    private static final List<Method> PREFERENCE =
            List.of(
                    Method.STAMP,
                    Method.TCP_CONNECT,
                    Method.ICMP_ECHO,
                    Method.ICMPV6_ECHO,
                    Method.DNS_QUERY);

    public PathLosses {
        counts = Map.copyOf(counts);
    }

    /**
     * Those of a range in the store, widened to whole windows; with {@link StoredRoutes#ALL} as
     * start it begins with the first day that has any. Reads the store.
     */
    public static PathLosses read(LossStore store, long fromNanos, long toNanos) {
        long to = Math.min(toNanos, Moments.LATEST_NANOS);
        boolean all = fromNanos == StoredRoutes.ALL;
        long from = all ? firstDay(store, to) : fromNanos;
        Resolution resolution = StoredRoutes.resolutionFor(Resolution.TEN_SECONDS, from, to);
        long start = resolution.startOf(from);
        long end = resolution.startOf(to - 1) + resolution.nanos();
        return new PathLosses(start, end, store.lossSums(resolution, start, end));
    }

    private static long firstDay(LossStore store, long toNanos) {
        long[] first = {toNanos - 1};
        store.forEachLoss(
                Resolution.DAY,
                0,
                toNanos,
                one -> first[0] = Math.min(first[0], one.window().startNanos()));
        return first[0];
    }

    /** Length of the range. */
    public long lengthNanos() {
        return toNanos - fromNanos;
    }

    /** The series that speak for a path, one a method, in order of preference; round trips. */
    Optional<LossSeries> headline(PathId path) {
        for (Method method : PREFERENCE) {
            LossSeries series = new LossSeries(path, method, Metric.FAR_ROUND_TRIP);
            if (of(series).isKnown()) {
                return Optional.of(series);
            }
        }
        return Optional.empty();
    }

    /** What to show beside a row: the loss of its own method, else the headline of its path. */
    Optional<LossSeries> beside(PathRow row) {
        return row.method()
                .map(method -> new LossSeries(row.path(), method, Metric.FAR_ROUND_TRIP))
                .filter(series -> of(series).isKnown())
                .or(() -> headline(row.path()));
    }

    /** What is known of a series, {@link LossCounts#NONE} when that is nothing. */
    public LossCounts of(LossSeries series) {
        return counts.getOrDefault(series, LossCounts.NONE);
    }

    /** Whether packets of the choice were sent. */
    public boolean isKnown(RowChoice choice) {
        return counts.entrySet().stream()
                .anyMatch(one -> choice.holds(one.getKey()) && one.getValue().isKnown());
    }

    /** The round trips, in order. */
    List<LossSeries> roundTrips() {
        return new TreeMap<>(counts)
                .keySet().stream().filter(s -> s.metric() == Metric.FAR_ROUND_TRIP).toList();
    }
}
