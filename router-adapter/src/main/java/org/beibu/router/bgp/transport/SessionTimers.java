package org.beibu.router.bgp.transport;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.beibu.router.bgp.session.SessionTimer;
import org.beibu.router.bgp.session.Side;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one router on its thread's own clockwork: one task that wakes up for the earliest
 * of all. A timer that is started again for later costs nothing before that task runs.
 *
 * <p>Owned by the router's thread.
 */
final class SessionTimers {
    private static final double LEAST_JITTER = 0.75; // RFC 4271 section 10

    private final EventLoop loop;
    private final Surroundings surroundings;
    private final Consumer<Deadlines.Due> onDue;
    private final Deadlines deadlines = new Deadlines();
    private @Nullable Future<?> task;
    private long taskNanos;

    SessionTimers(EventLoop loop, Surroundings surroundings, Consumer<Deadlines.Due> onDue) {
        this.loop = loop;
        this.surroundings = surroundings;
        this.onDue = onDue;
    }

    void start(Side side, SessionTimer timer, Duration time) {
        double part =
                timer.jittered()
                        ? LEAST_JITTER + (1 - LEAST_JITTER) * surroundings.random().nextDouble()
                        : 1;
        long nanos = (long) (time.toNanos() * part);
        deadlines.start(side, timer, surroundings.clock().nanoTime() + nanos);
    }

    void stop(Side side, SessionTimer timer) {
        deadlines.stop(side, timer);
    }

    void stopAll(Side side) {
        deadlines.stopAll(side);
    }

    /** Sees to it that the thread wakes up for the earliest; after timers were started. */
    void arm() {
        long now = surroundings.clock().nanoTime();
        long wait = deadlines.waitNanos(now);
        if (wait == Long.MAX_VALUE || (task != null && taskNanos - (now + wait) <= 0)) {
            return;
        }
        if (task != null) {
            task.cancel(false);
        }
        taskNanos = now + wait;
        task = loop.schedule(this::run, wait, TimeUnit.NANOSECONDS);
    }

    private void run() {
        task = null;
        for (Deadlines.Due due = next(); due != null; due = next()) {
            onDue.accept(due);
        }
        arm();
    }

    private Deadlines.@Nullable Due next() {
        return deadlines.due(surroundings.clock().nanoTime());
    }
}
