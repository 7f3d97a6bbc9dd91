package org.beibu.analyzer.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.beibu.analyzer.delay.PrefixSet;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.store.CommittedWindow;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.analyzer.store.JournalPosition;
import org.beibu.analyzer.store.PrunedWindows;
import org.beibu.analyzer.store.StoreBatch;
import org.beibu.analyzer.store.StoreException;
import org.beibu.analyzer.store.StoredWindow;
import org.beibu.model.Method;
import org.beibu.model.Resolution;
import org.beibu.model.Window;
import org.beibu.runtime.histogram.DelayHistogram;

/** A store in memory, filled sample by sample; may be told to fail. Safe for any thread. */
final class MemoryDelayStore implements DelayStore {
    private final Map<Series, Map<Resolution, NavigableMap<Long, DelayHistogram>>> series =
            new ConcurrentSkipListMap<>();

    private final Map<Series, Map<Window, PrefixSet>> prefixes = new HashMap<>();

    volatile boolean broken;

    /** Records a sample of a network. */
    synchronized void record(Series one, long epochNanos, long delayNanos, long network) {
        record(one, epochNanos, delayNanos);
        for (Resolution resolution : Resolution.values()) {
            prefixes.computeIfAbsent(one, s -> new HashMap<>())
                    .computeIfAbsent(
                            Window.holding(epochNanos, resolution), w -> new PrefixSet(20, 1))
                    .add(network);
        }
    }

    synchronized void record(Series one, long epochNanos, long delayNanos) {
        for (Resolution resolution : Resolution.values()) {
            series.computeIfAbsent(one, s -> new HashMap<>())
                    .computeIfAbsent(resolution, r -> new TreeMap<>())
                    .computeIfAbsent(resolution.startOf(epochNanos), w -> new DelayHistogram())
                    .record(delayNanos);
        }
    }

    @Override
    public JournalPosition position() {
        failIfBroken();
        return JournalPosition.START;
    }

    @Override
    public List<CommittedWindow> commit(StoreBatch batch) {
        throw new UnsupportedOperationException("filled by record()");
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
    public synchronized List<Series> series() {
        failIfBroken();
        return List.copyOf(series.keySet());
    }

    @Override
    public synchronized List<StoredWindow> windows(
            Series one, Resolution resolution, long from, long to) {
        failIfBroken();
        return series
                .getOrDefault(one, Map.of())
                .getOrDefault(resolution, new TreeMap<>())
                .subMap(from, to)
                .entrySet()
                .stream()
                .map(e -> stored(one, new Window(e.getKey(), resolution), e.getValue()))
                .toList();
    }

    private StoredWindow stored(Series one, Window window, DelayHistogram histogram) {
        PrefixSet set = prefixes.getOrDefault(one, Map.of()).get(window);
        return new StoredWindow(
                window, histogram.toEncoded(), set == null ? PrefixSet.unknown() : set);
    }

    @Override
    public void forEachWindow(
            Series one,
            Resolution resolution,
            long from,
            long to,
            Consumer<StoredWindow> consumer) {
        windows(one, resolution, from, to).forEach(consumer);
    }

    @Override
    public Map<Series, Long> counts() {
        Map<Series, Long> counts = new HashMap<>();
        for (Series one : series()) {
            counts.put(one, merged(one, Resolution.DAY, 0, Long.MAX_VALUE).count());
        }
        return counts;
    }

    @Override
    public Map<Method, Long> countsByMethod() {
        Map<Method, Long> counts = new HashMap<>();
        counts().forEach((one, count) -> counts.merge(one.method(), count, Long::sum));
        return counts;
    }

    @Override
    public void close() {}

    private void failIfBroken() {
        if (broken) {
            throw new StoreException(
                    StoreException.Reason.OTHER, "disk on fire: /data/store: put it out");
        }
    }
}
