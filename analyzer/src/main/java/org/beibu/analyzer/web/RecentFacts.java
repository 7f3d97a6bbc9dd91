package org.beibu.analyzer.web;

import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochNanoClock;
import org.beibu.analyzer.events.EventQuery;
import org.beibu.analyzer.events.TracedEvent;
import org.beibu.analyzer.store.EventStore;
import org.beibu.analyzer.store.LossStore;
import org.beibu.model.Resolution;

/**
 * What became of the packets of the last five minutes, which clocks are in doubt and what happened
 * to paths in the last hour, read from the store every few seconds: ten seconds hold too few
 * packets to say anything of loss, and a restart forgets nothing. A window comes into it some
 * seconds after its end, when its last packet is judged. Belongs to the event loop; the store is
 * read on the worker.
 */
final class RecentFacts {
    /** How far back it reaches. */
    static final long RANGE_NANOS = TimeUnit.MINUTES.toNanos(5);

    private static final long INTERVAL_MILLIS = TimeUnit.SECONDS.toMillis(5);

    /** Figures of the live view are as old as that. */
    static final long LIVE_NANOS = TimeUnit.SECONDS.toNanos(15);

    private static final long EVENTS_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final int MOST_EVENTS = 8;

    private final LossStore store;
    private final EventStore events;
    private final EpochNanoClock clock;
    private boolean closing;
    private Facts newest = new Facts(PathLosses.NONE, ClockDoubts.NONE, new JsonArray());

    private record Facts(PathLosses losses, ClockDoubts doubts, JsonArray events) {}

    RecentFacts(LossStore store, EventStore events, EpochNanoClock clock) {
        this.store = store;
        this.events = events;
        this.clock = clock;
    }

    void start(Vertx vertx, WorkerExecutor worker) {
        refresh(worker);
        vertx.setPeriodic(INTERVAL_MILLIS, id -> refresh(worker));
    }

    private void refresh(WorkerExecutor worker) {
        if (closing) {
            return;
        }
        try {
            worker.executeBlocking(this::read).onSuccess(read -> newest = read);
        } catch (RejectedExecutionException e) {
            closing = true; // the worker is closed before the timers are
        }
    }

    private Facts read() {
        long now = clock.nanoTime();
        long to = Resolution.TEN_SECONDS.startOf(now);
        return new Facts(
                PathLosses.read(store, to - RANGE_NANOS, to),
                ClockDoubts.read(events, now - LIVE_NANOS, now),
                EventsJson.rows(newestEvents(now)));
    }

    private List<TracedEvent> newestEvents(long now) {
        EventQuery query =
                new EventQuery(
                        now - EVENTS_NANOS,
                        now + LIVE_NANOS,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        return events.events(query).stream().limit(MOST_EVENTS).toList();
    }

    /** What happened to paths, the newest first; read only. */
    JsonArray events() {
        return newest.events;
    }

    /** The newest sums; none until they were read. */
    PathLosses losses() {
        return newest.losses;
    }

    /** Clocks in doubt; none until they were read. */
    ClockDoubts doubts() {
        return newest.doubts;
    }
}
