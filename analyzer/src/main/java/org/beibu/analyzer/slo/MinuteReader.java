package org.beibu.analyzer.slo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.analyzer.store.StoredWindow;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.Resolution;
import org.beibu.runtime.histogram.DelayHistogram;

/**
 * Makes facts of minutes from the windows of the store: the same ones whenever it is asked.
 *
 * @param store the windows
 * @param losses packets of active sessions
 * @param minSamples fewest timings of a kind
 */
record MinuteReader(DelayStore store, LossMinutes losses, int minSamples) {

    /** Begins to look at the store: every path that was ever timed, with its series. */
    Map<PathId, List<Series>> paths() {
        losses.refresh();
        return store.series().stream()
                .filter(series -> series.metric() == Metric.FAR_ROUND_TRIP)
                .collect(Collectors.groupingBy(Series::path, TreeMap::new, Collectors.toList()));
    }

    /** The facts of the minutes of one path that start in {@code [fromNanos, toNanos)}. */
    SortedMap<Long, MinuteFact> read(
            PathId path, List<Series> series, long fromNanos, long toNanos) {
        SortedMap<Long, MinuteFact> facts = new TreeMap<>();
        for (Series one : SloKinds.usable(series)) {
            store.forEachWindow(
                    one,
                    Resolution.MINUTE,
                    fromNanos,
                    toNanos,
                    stored ->
                            facts.merge(
                                    stored.window().startNanos(),
                                    fact(one, stored),
                                    MinuteReader::better));
        }
        losses.forEach(
                path,
                fromNanos,
                toNanos,
                (start, method, sent, lost) ->
                        facts.put(
                                start,
                                facts.getOrDefault(start, MinuteFact.empty(start))
                                        .withLoss(sent, lost)));
        return facts;
    }

    private MinuteFact fact(Series series, StoredWindow stored) {
        long start = stored.window().startNanos();
        if (stored.withheld() || stored.count() < minSamples) {
            return new MinuteFact(
                    start, Optional.empty(), stored.count(), 0, 0, 0, 0, stored.withheld());
        }
        DelayHistogram histogram = stored.histogram();
        return new MinuteFact(
                start,
                Optional.of(series.kind()),
                histogram.count(),
                histogram.percentileNanos(50),
                histogram.percentileNanos(95),
                0,
                0,
                false);
    }

    /** The first with enough timings; else the one with the most, to say how few they are. */
    private static MinuteFact better(MinuteFact first, MinuteFact second) {
        if (first.kind().isPresent() || second.kind().isPresent()) {
            return first.kind().isPresent() ? first : second;
        }
        return new MinuteFact(
                first.startNanos(),
                Optional.empty(),
                Math.max(first.count(), second.count()),
                0,
                0,
                0,
                0,
                first.withheld() || second.withheld());
    }
}
