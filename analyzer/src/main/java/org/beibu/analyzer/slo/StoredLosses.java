package org.beibu.analyzer.slo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.beibu.analyzer.loss.LossWindow;
import org.beibu.analyzer.store.LossStore;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.Resolution;

/**
 * Losses of the round trip from the store. Methods are not added up: STAMP speaks for a minute,
 * where there is none TCP connect, then any other. The store gives all paths at once, so what was
 * read for one path is kept for the others until {@link #refresh}. Belongs to one thread.
 */
public final class StoredLosses implements LossMinutes {
    private static final List<Method> FIRST = List.of(Method.STAMP, Method.TCP_CONNECT);

    private final LossStore store;
    private final Map<PathId, NavigableMap<Long, LossWindow>> byPath = new HashMap<>();
    private long heldFrom;
    private long heldTo;

    /** Losses of this store, which the same thread reads. */
    public StoredLosses(LossStore store) {
        this.store = store;
    }

    @Override
    public void refresh() {
        byPath.clear();
        heldFrom = 0;
        heldTo = 0;
    }

    @Override
    public void forEach(PathId path, long fromNanos, long toNanos, Sink sink) {
        if (fromNanos >= toNanos) {
            return;
        }
        if (fromNanos < heldFrom || toNanos > heldTo) {
            refresh();
            store.forEachLoss(Resolution.MINUTE, fromNanos, toNanos, this::hold);
            heldFrom = fromNanos;
            heldTo = toNanos;
        }
        byPath.getOrDefault(path, new TreeMap<>())
                .subMap(fromNanos, toNanos)
                .forEach(
                        (start, window) ->
                                sink.minute(
                                        start,
                                        window.series().method(),
                                        window.counts().sent(),
                                        window.counts().lost()));
    }

    private void hold(LossWindow window) {
        if (window.series().metric() == Metric.FAR_ROUND_TRIP && window.counts().isKnown()) {
            byPath.computeIfAbsent(window.series().path(), path -> new TreeMap<>())
                    .merge(window.window().startNanos(), window, StoredLosses::preferred);
        }
    }

    private static LossWindow preferred(LossWindow a, LossWindow b) {
        int first = rank(a.series().method());
        int second = rank(b.series().method());
        return first < second || (first == second && a.series().compareTo(b.series()) < 0) ? a : b;
    }

    private static int rank(Method method) {
        int index = FIRST.indexOf(method);
        return index < 0 ? FIRST.size() : index;
    }
}
