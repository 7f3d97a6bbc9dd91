package org.beibu.analyzer.web;

import java.util.List;
import java.util.function.Consumer;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.analyzer.store.EventStore;
import org.beibu.analyzer.store.StoreView;
import org.beibu.analyzer.store.StoredWindow;
import org.beibu.model.Resolution;
import org.beibu.model.Window;

/**
 * A store that gives windows of one-way delays as withheld where the clocks of their ends were in
 * doubt, for exports. A window is withheld whole when a part of it is in doubt. For reading;
 * belongs to the thread that owns the store below it.
 */
public final class ClockCheckedStore extends StoreView {
    private final EventStore events;

    /** A view of this store, closed with it; the events tell when clocks were in doubt. */
    public ClockCheckedStore(DelayStore store, EventStore events) {
        super(store);
        this.events = events;
    }

    @Override
    public void forEachWindow(
            Series series,
            Resolution resolution,
            long fromNanos,
            long toNanos,
            Consumer<StoredWindow> consumer) {
        if (!series.metric().isOneWay()) {
            store().forEachWindow(series, resolution, fromNanos, toNanos, consumer);
            return;
        }
        long last = Math.min(toNanos, Moments.LATEST_NANOS) + resolution.nanos();
        List<ClockDoubts.Span> spans =
                ClockDoubts.spans(events, Math.max(0, fromNanos), last)
                        .getOrDefault(series.path(), List.of());
        store().forEachWindow(
                        series,
                        resolution,
                        fromNanos,
                        toNanos,
                        window -> consumer.accept(checked(window, spans)));
    }

    private static StoredWindow checked(StoredWindow stored, List<ClockDoubts.Span> spans) {
        Window window = stored.window();
        boolean doubted =
                spans.stream().anyMatch(s -> s.overlaps(window.startNanos(), window.endNanos()));
        return doubted ? StoredWindow.withheld(window) : stored;
    }
}
