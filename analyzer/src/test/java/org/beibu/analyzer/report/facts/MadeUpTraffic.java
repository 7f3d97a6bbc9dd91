package org.beibu.analyzer.report.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.beibu.analyzer.store.TrafficStore;
import org.beibu.analyzer.traffic.TrafficSeries;
import org.beibu.analyzer.traffic.TrafficVolume;
import org.beibu.analyzer.traffic.TrafficWindow;
import org.beibu.model.PathId;
import org.beibu.model.Resolution;
import org.beibu.model.TrafficDirection;
import org.beibu.model.Window;

/** A store of traffic that holds what a test puts in, in windows of 5 minutes. */
public final class MadeUpTraffic implements TrafficStore {
    private final List<TrafficWindow> windows = new ArrayList<>();

    /** Adds a window of outbound traffic of a path at a rate. */
    public MadeUpTraffic out(String path, long second, double bitsPerSecond) {
        return add(path, TrafficDirection.OUTBOUND, second, bitsPerSecond);
    }

    /** Adds a window of inbound traffic of a path at a rate. */
    public MadeUpTraffic in(String path, long second, double bitsPerSecond) {
        return add(path, TrafficDirection.INBOUND, second, bitsPerSecond);
    }

    private MadeUpTraffic add(String path, TrafficDirection way, long second, double rate) {
        windows.add(
                new TrafficWindow(
                        new TrafficSeries(PathId.parse(path), way, 0),
                        new Window(second * 1_000_000_000L, Resolution.FIVE_MINUTES),
                        new TrafficVolume(Math.round(rate * 300 / 8), 1)));
        return this;
    }

    @Override
    public void forEachTraffic(
            Resolution resolution, long fromNanos, long toNanos, Consumer<TrafficWindow> consumer) {
        windows.stream()
                .filter(w -> w.window().resolution() == resolution)
                .filter(w -> w.window().startNanos() >= fromNanos)
                .filter(w -> w.window().startNanos() < toNanos)
                .sorted((a, b) -> Long.compare(a.window().startNanos(), b.window().startNanos()))
                .forEach(consumer);
    }

    @Override
    public Map<TrafficSeries, TrafficVolume> trafficTotals() {
        return new TreeMap<>();
    }
}
