package org.beibu.analyzer.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.beibu.analyzer.delay.PrefixSet;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.loss.LossCounts;
import org.beibu.analyzer.loss.LossSeries;
import org.beibu.analyzer.loss.LossWindow;
import org.beibu.analyzer.store.CommittedWindow;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.analyzer.store.JournalPosition;
import org.beibu.analyzer.store.LossStore;
import org.beibu.analyzer.store.PrunedWindows;
import org.beibu.analyzer.store.StoreBatch;
import org.beibu.analyzer.store.StoreException;
import org.beibu.analyzer.store.StoredWindow;
import org.beibu.analyzer.store.TrafficStore;
import org.beibu.analyzer.traffic.TrafficSeries;
import org.beibu.analyzer.traffic.TrafficVolume;
import org.beibu.analyzer.traffic.TrafficWindow;
import org.beibu.model.Method;
import org.beibu.model.Resolution;
import org.beibu.model.Window;
import org.beibu.runtime.histogram.DelayHistogram;
import org.jspecify.annotations.Nullable;

/** A store in memory, filled sample by sample, that fails on request. */
final class MemoryStore implements DelayStore, TrafficStore, LossStore {
    final List<TrafficWindow> traffic = new ArrayList<>();
    final List<LossWindow> losses = new ArrayList<>();
    private final Map<WindowKey, DelayHistogram> windows = new HashMap<>();
    final Map<Series, Integer> prefixes = new HashMap<>();
    volatile boolean failing;

    /** Windows of this series cannot be read, for ever. */
    volatile @Nullable Series garbled;

    /** Records delays of one moment as one commit. */
    synchronized List<CommittedWindow> record(Series series, long epochNanos, long... delays) {
        Map<WindowKey, DelayHistogram> changed = new HashMap<>();
        for (Resolution resolution : Resolution.values()) {
            WindowKey key = new WindowKey(series, Window.holding(epochNanos, resolution));
            DelayHistogram histogram = windows.computeIfAbsent(key, absent -> new DelayHistogram());
            for (long delay : delays) {
                histogram.record(delay);
            }
            changed.put(key, histogram);
        }
        List<CommittedWindow> committed = new ArrayList<>();
        changed.forEach(
                (key, histogram) ->
                        committed.add(
                                new CommittedWindow(
                                        key.subject().series().orElseThrow(),
                                        new StoredWindow(key.window(), histogram))));
        return committed;
    }

    /** The number of samples of each exported window. */
    synchronized Map<WindowKey, Long> exportedCounts() {
        Map<WindowKey, Long> counts = new HashMap<>();
        windows.forEach(
                (key, histogram) -> {
                    if (LatencyPoints.EXPORTED.contains(key.window().resolution())) {
                        counts.put(key, histogram.count());
                    }
                });
        return counts;
    }

    synchronized DelayHistogram histogram(WindowKey key) {
        DelayHistogram histogram = windows.get(key);
        if (histogram == null) {
            throw new IllegalArgumentException("no such window: " + key);
        }
        return DelayHistogram.decode(histogram.encode());
    }

    @Override
    public synchronized List<Series> series() {
        failWhenAsked();
        TreeSet<Series> all = new TreeSet<>();
        windows.keySet().forEach(key -> all.add(key.subject().series().orElseThrow()));
        return List.copyOf(all);
    }

    @Override
    public synchronized List<StoredWindow> windows(
            Series series, Resolution resolution, long fromNanos, long toNanos) {
        failWhenAsked();
        if (series.equals(garbled)) {
            throw new StoreException(StoreException.Reason.GARBLED, "garbled on request");
        }
        Map<Long, StoredWindow> found = new TreeMap<>();
        windows.forEach(
                (key, histogram) -> {
                    long start = key.window().startNanos();
                    if (key.subject().series().orElseThrow().equals(series)
                            && key.window().resolution() == resolution
                            && start >= fromNanos
                            && start < toNanos) {
                        found.put(
                                start,
                                new StoredWindow(
                                        key.window(), histogram.toEncoded(), prefixes(series)));
                    }
                });
        return List.copyOf(found.values());
    }

    @Override
    public void forEachWindow(
            Series series,
            Resolution resolution,
            long fromNanos,
            long toNanos,
            Consumer<StoredWindow> consumer) {
        windows(series, resolution, fromNanos, toNanos).forEach(consumer);
    }

    private PrefixSet prefixes(Series series) {
        PrefixSet set = new PrefixSet(PrefixSet.HIGHEST_LIMIT, 1);
        for (int i = 0; i < prefixes.getOrDefault(series, 0); i++) {
            set.add(i);
        }
        return set;
    }

    private void failWhenAsked() {
        if (failing) {
            throw new StoreException(StoreException.Reason.OTHER, "the store fails on request");
        }
    }

    @Override
    public synchronized void forEachTraffic(
            Resolution resolution, long fromNanos, long toNanos, Consumer<TrafficWindow> consumer) {
        failWhenAsked();
        traffic.stream()
                .filter(one -> one.window().resolution() == resolution)
                .filter(one -> one.window().startNanos() >= fromNanos)
                .filter(one -> one.window().startNanos() < toNanos)
                .forEach(consumer);
    }

    @Override
    public synchronized void forEachLoss(
            Resolution resolution, long fromNanos, long toNanos, Consumer<LossWindow> consumer) {
        failWhenAsked();
        losses.stream()
                .filter(one -> one.window().resolution() == resolution)
                .filter(one -> one.window().startNanos() >= fromNanos)
                .filter(one -> one.window().startNanos() < toNanos)
                .forEach(consumer);
    }

    @Override
    public Map<LossSeries, LossCounts> lossSums(
            Resolution resolution, long fromNanos, long toNanos) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<TrafficSeries, TrafficVolume> trafficTotals() {
        return Map.of();
    }

    @Override
    public JournalPosition position() {
        return JournalPosition.START;
    }

    @Override
    public List<CommittedWindow> commit(StoreBatch batch) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<CommittedWindow> settle(long nowNanos) {
        return List.of();
    }

    @Override
    public PrunedWindows prune(long nowNanos, long neededFromNanos) {
        return PrunedWindows.NONE;
    }

    @Override
    public Map<Series, Long> counts() {
        return Map.of();
    }

    @Override
    public Map<Method, Long> countsByMethod() {
        return Map.of();
    }

    @Override
    public void close() {}
}
