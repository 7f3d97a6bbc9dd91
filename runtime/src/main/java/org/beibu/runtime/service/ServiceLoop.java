package org.beibu.runtime.service;

import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.agrona.concurrent.NanoClock;
import org.beibu.runtime.counters.Turns;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the main thread does while a daemon runs: says "ready" once every agent has gone round,
 * "alive" while all of them do, and wakes for signals.
 *
 * <p>Assumes that everything but {@link #end} and {@link #reload} is called by one thread.
 */
public final class ServiceLoop {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceLoop.class);
    private static final long BEGINNING_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST_TICK_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** A watchdog's interval has this many looks, so that one slow turn is no death. */
    private static final int LOOKS_AN_INTERVAL = 4;

    private final Supervisor manager;
    private final Progress progress;
    private final NanoClock clock;
    private final LinkedBlockingQueue<Wake> wakes = new LinkedBlockingQueue<>();
    private List<String> lastStill = List.of();

    /** Why {@link #await} came back. */
    public enum Wake {
        /** The daemon shall stop. */
        STOP,
        /** The configuration shall be read again. */
        RELOAD
    }

    /** A loop that tells this manager of these agents. */
    public ServiceLoop(Supervisor manager, Turns turns, NanoClock clock) {
        this.manager = manager;
        this.progress = new Progress(turns);
        this.clock = clock;
    }

    /** Takes SIGTERM and SIGINT from the JVM, and SIGHUP where there is a file to read again. */
    public void takeSignals(boolean reloadable) {
        Signals.on("TERM", name -> end());
        Signals.on("INT", name -> end());
        if (reloadable) {
            Signals.on("HUP", name -> reload());
        }
    }

    /** Has {@link #await} come back with {@link Wake#STOP}; from any thread. */
    public void end() {
        wakes.add(Wake.STOP);
    }

    /** Has {@link #await} come back with {@link Wake#RELOAD}; from any thread. */
    public void reload() {
        wakes.add(Wake.RELOAD);
    }

    /** Waits for the next signal; {@code status} is one line for a person, asked now and then. */
    public Wake await(Supplier<String> status) {
        Wake early = awaitBeginning();
        if (early != null) {
            return early;
        }
        progress.standingStill(); // from here on each look compares with the one before
        manager.ready(status.get());
        while (true) {
            Wake wake = poll(tickNanos());
            if (wake != null) {
                return wake;
            }
            look(status.get());
        }
    }

    private @Nullable Wake awaitBeginning() {
        while (true) {
            List<String> waiting = progress.notBegun();
            if (waiting.isEmpty()) {
                return null;
            }
            Wake wake = poll(BEGINNING_NANOS);
            if (wake != null) {
                return wake;
            }
        }
    }

    private void look(String status) {
        List<String> still = progress.standingStill();
        if (still.isEmpty()) {
            manager.alive(status);
        } else {
            manager.status("standing still: " + String.join(", ", still));
            if (!still.equals(lastStill)) {
                LOG.warn("agents that have not gone round lately: {}", still);
            }
        }
        lastStill = still;
    }

    private long tickNanos() {
        long watchdog = manager.watchdogNanos();
        return watchdog > 0
                ? Math.min(LONGEST_TICK_NANOS, Math.max(1, watchdog / LOOKS_AN_INTERVAL))
                : LONGEST_TICK_NANOS;
    }

    private @Nullable Wake poll(long nanos) {
        try {
            return wakes.poll(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Wake.STOP;
        }
    }

    /** Says that the configuration is read again; {@link #await} says when that is done. */
    public void reloading() {
        manager.reloading(clock.nanoTime());
    }

    /** Says that the daemon stops. */
    public void stopping() {
        manager.stopping("stopping");
    }
}
