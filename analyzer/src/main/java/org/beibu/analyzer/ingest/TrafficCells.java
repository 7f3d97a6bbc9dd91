package org.beibu.analyzer.ingest;

import java.util.List;
import org.beibu.analyzer.AnalyzerCounter;
import org.beibu.analyzer.store.StoreBatch;
import org.beibu.analyzer.traffic.TrafficSeries;
import org.beibu.analyzer.traffic.TrafficVolume;
import org.beibu.model.AseanRoute;
import org.beibu.model.Exit;
import org.beibu.model.PathId;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.TrafficRecord;

/**
 * The volumes that wait for the next commit, by series and the 10 s window in which each began.
 * Several records of a series and second add up: the probe writes one more for late packets.
 */
final class TrafficCells {
    private static final PathId UNKNOWN = new PathId(AseanRoute.UNROUTED, Exit.UNKNOWN);

    private final Counters counters;
    private final SumCells<TrafficSeries, TrafficVolume> cells;

    TrafficCells(int maxSeries, Counters counters) {
        this.counters = counters;
        this.cells =
                new SumCells<>(
                        maxSeries,
                        series ->
                                new TrafficSeries(
                                        UNKNOWN, series.direction(), series.serviceClass()),
                        TrafficVolume::plus,
                        () -> counters.increment(AnalyzerCounter.TRAFFIC_BEYOND_SERIES_LIMIT));
    }

    void record(TrafficRecord traffic) {
        counters.increment(AnalyzerCounter.TRAFFIC_RECORDS_INGESTED);
        cells.add(series(traffic), traffic.startEpochNanos(), volume(traffic));
    }

    static TrafficSeries series(TrafficRecord traffic) {
        return new TrafficSeries(traffic.path(), traffic.direction(), traffic.trafficClass());
    }

    private static TrafficVolume volume(TrafficRecord traffic) {
        return new TrafficVolume(traffic.volume().octets(), traffic.volume().packets());
    }

    boolean isFull() {
        return cells.isFull();
    }

    /** Hands all volumes over and begins anew. */
    List<StoreBatch.TrafficAddition> take() {
        return cells.take(StoreBatch.TrafficAddition::new);
    }
}
