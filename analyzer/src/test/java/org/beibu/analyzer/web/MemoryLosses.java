package org.beibu.analyzer.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.beibu.analyzer.loss.LossCounts;
import org.beibu.analyzer.loss.LossSeries;
import org.beibu.analyzer.loss.LossWindow;
import org.beibu.analyzer.store.LossStore;
import org.beibu.model.Resolution;
import org.beibu.model.Window;

/** Losses in memory, filled record by record. Safe for any thread. */
final class MemoryLosses implements LossStore {
    private final List<LossWindow> windows = new ArrayList<>();

    synchronized void record(LossSeries series, long epochNanos, LossCounts counts) {
        for (Resolution resolution : Resolution.values()) {
            windows.add(new LossWindow(series, Window.holding(epochNanos, resolution), counts));
        }
    }

    @Override
    public synchronized void forEachLoss(
            Resolution resolution, long fromNanos, long toNanos, Consumer<LossWindow> consumer) {
        windows.stream()
                .filter(one -> one.window().resolution() == resolution)
                .filter(one -> one.window().startNanos() >= fromNanos)
                .filter(one -> one.window().startNanos() < toNanos)
                .forEach(consumer);
    }

    @Override
    public synchronized Map<LossSeries, LossCounts> lossSums(
            Resolution resolution, long fromNanos, long toNanos) {
        Map<LossSeries, LossCounts> sums = new TreeMap<>();
        forEachLoss(
                resolution,
                fromNanos,
                toNanos,
                one -> sums.merge(one.series(), one.counts(), LossCounts::plus));
        return sums;
    }
}
