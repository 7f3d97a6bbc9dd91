package org.beibu.analyzer.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beibu.analyzer.AnalyzerCounter;
import org.beibu.analyzer.store.StoreBatch;
import org.beibu.analyzer.traffic.TrafficSeries;
import org.beibu.analyzer.traffic.TrafficVolume;
import org.beibu.model.AseanRoute;
import org.beibu.model.Exit;
import org.beibu.model.PathId;
import org.beibu.model.Resolution;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.TrafficRecord;

/**
 * The volumes that wait for the next commit, by series and the 10 s window in which each began.
 * Several records of a series and second add up: the probe writes one more for late packets.
 */
final class TrafficCells {
    private static final PathId UNKNOWN = new PathId(AseanRoute.UNROUTED, Exit.UNKNOWN);

    /** Some megabytes; only a journal that is caught up with has as many. */
    private static final int MOST_CELLS = 65_536;

    private final int maxSeries;
    private final Counters counters;
    private final Set<TrafficSeries> known = new HashSet<>();
    private final Map<Cell, TrafficVolume> cells = new HashMap<>();

    private record Cell(TrafficSeries series, long startNanos) {}

    TrafficCells(int maxSeries, Counters counters) {
        this.maxSeries = maxSeries;
        this.counters = counters;
    }

    void record(TrafficRecord traffic) {
        counters.increment(AnalyzerCounter.TRAFFIC_RECORDS_INGESTED);
        TrafficSeries series = bounded(series(traffic));
        long start = Resolution.TEN_SECONDS.startOf(traffic.startEpochNanos());
        cells.merge(new Cell(series, start), volume(traffic), TrafficVolume::plus);
    }

    static TrafficSeries series(TrafficRecord traffic) {
        return new TrafficSeries(traffic.path(), traffic.direction(), traffic.trafficClass());
    }

    private static TrafficVolume volume(TrafficRecord traffic) {
        return new TrafficVolume(traffic.volume().octets(), traffic.volume().packets());
    }

    private TrafficSeries bounded(TrafficSeries series) {
        if (known.contains(series)) {
            return series;
        }
        if (known.size() < maxSeries) {
            known.add(series);
            return series;
        }
        counters.increment(AnalyzerCounter.TRAFFIC_BEYOND_SERIES_LIMIT);
        return new TrafficSeries(UNKNOWN, series.direction(), series.serviceClass());
    }

    boolean isFull() {
        return cells.size() >= MOST_CELLS;
    }

    /** Hands all volumes over and begins anew. */
    List<StoreBatch.TrafficAddition> take() {
        List<StoreBatch.TrafficAddition> additions = new ArrayList<>(cells.size());
        cells.forEach(
                (cell, volume) ->
                        additions.add(
                                new StoreBatch.TrafficAddition(
                                        cell.series, cell.startNanos, volume)));
        cells.clear();
        return additions;
    }
}
