package org.beibu.analyzer.web;

import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochNanoClock;
import org.beibu.analyzer.store.LossStore;
import org.beibu.model.Resolution;

/**
 * What became of the packets of the last five minutes, read from the store every few seconds: ten
 * seconds hold too few packets to say anything of loss, and a restart forgets nothing. A window
 * comes into it some seconds after its end, when its last packet is judged. Belongs to the event
 * loop; the store is read on the worker.
 */
final class RecentLosses {
    /** How far back it reaches. */
    static final long RANGE_NANOS = TimeUnit.MINUTES.toNanos(5);

    private static final long INTERVAL_MILLIS = TimeUnit.SECONDS.toMillis(5);

    private final LossStore store;
    private final EpochNanoClock clock;
    private boolean closing;
    private PathLosses newest = PathLosses.NONE;

    RecentLosses(LossStore store, EpochNanoClock clock) {
        this.store = store;
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

    private PathLosses read() {
        long to = Resolution.TEN_SECONDS.startOf(clock.nanoTime());
        return PathLosses.read(store, to - RANGE_NANOS, to);
    }

    /** The newest sums; none until they were read. */
    PathLosses newest() {
        return newest;
    }
}
