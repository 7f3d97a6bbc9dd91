package org.beibu.analyzer.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.beibu.analyzer.store.TrafficStore;
import org.beibu.analyzer.traffic.ServiceClassNames;
import org.beibu.analyzer.traffic.TrafficSeries;
import org.beibu.analyzer.traffic.TrafficVolume;
import org.beibu.analyzer.traffic.TrafficWindow;
import org.beibu.model.Resolution;
import org.beibu.model.Window;

/** Traffic in memory, filled record by record. Safe for any thread. */
final class MemoryTraffic implements TrafficStore {
    static final ServiceClassNames NAMES =
            new ServiceClassNames(List.of("other", "e-sports", "finance"));

    private final List<TrafficWindow> windows = new ArrayList<>();

    synchronized void record(TrafficSeries series, long epochNanos, long octets, long packets) {
        for (Resolution resolution : Resolution.values()) {
            windows.add(
                    new TrafficWindow(
                            series,
                            Window.holding(epochNanos, resolution),
                            new TrafficVolume(octets, packets)));
        }
    }

    @Override
    public synchronized void forEachTraffic(
            Resolution resolution, long fromNanos, long toNanos, Consumer<TrafficWindow> consumer) {
        windows.stream()
                .filter(one -> one.window().resolution() == resolution)
                .filter(one -> one.window().startNanos() >= fromNanos)
                .filter(one -> one.window().startNanos() < toNanos)
                .forEach(consumer);
    }

    @Override
    public synchronized Map<TrafficSeries, TrafficVolume> trafficTotals() {
        Map<TrafficSeries, TrafficVolume> totals = new TreeMap<>();
        forEachTraffic(
                Resolution.DAY,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                one -> totals.merge(one.series(), one.volume(), TrafficVolume::plus));
        return totals;
    }

    TrafficSources sources() {
        return new TrafficSources(this, NAMES);
    }
}
