package org.beibu.analyzer.alert;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochNanoClock;
import org.beibu.analyzer.events.EventQuery;
import org.beibu.analyzer.events.PathEvent;
import org.beibu.analyzer.events.TracedEvent;
import org.beibu.analyzer.store.EventStore;
import org.beibu.analyzer.store.StoreException;

/**
 * What has happened to paths lately, asked of the store every few seconds; while the store cannot
 * be read, what it said last. Belongs to one thread.
 */
public final class RecentEvents {
    /** An event is a matter of one moment: so long it is the case. */
    static final Duration LASTING = Duration.ofMinutes(10);

    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final EventStore store;
    private final EpochNanoClock clock;
    private List<PathEvent> newest = List.of();
    private long askedNanos = Long.MIN_VALUE / 2;

    /** The events of this store, which nobody else reads through this connection. */
    public RecentEvents(EventStore store, EpochNanoClock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** The events of the last ten minutes, the newest first. */
    public List<PathEvent> get() {
        long now = clock.nanoTime();
        if (Math.abs(now - askedNanos) >= INTERVAL_NANOS) {
            askedNanos = now;
            newest = ask(now);
        }
        return newest;
    }

    private List<PathEvent> ask(long now) {
        EventQuery query =
                new EventQuery(
                        now - LASTING.toNanos(),
                        Long.MAX_VALUE,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        try {
            return store.events(query).stream().map(TracedEvent::event).toList();
        } catch (StoreException e) {
            return newest; // The alert of failing commits tells of the store itself.
        }
    }
}
