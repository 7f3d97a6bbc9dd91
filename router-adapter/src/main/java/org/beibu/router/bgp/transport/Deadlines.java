package org.beibu.router.bgp.transport;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.beibu.router.bgp.session.SessionTimer;
import org.beibu.router.bgp.session.Side;
import org.jspecify.annotations.Nullable;

/**
 * When the timers of a router's connections run out. To start one again costs no more than writing
 * a number: it happens with every UPDATE. Owned by the router's thread.
 */
final class Deadlines {
    private static final SessionTimer[] TIMERS = SessionTimer.values();

    private final Map<Side, long[]> atNanos = new EnumMap<>(Side.class);
    private final Map<Side, boolean[]> running = new EnumMap<>(Side.class);

    /** A timer that has run out. */
    record Due(Side side, SessionTimer timer) {}

    Deadlines() {
        for (Side side : Side.values()) {
            atNanos.put(side, new long[TIMERS.length]);
            running.put(side, new boolean[TIMERS.length]);
        }
    }

    @SuppressWarnings("EnumOrdinal") // never stored: only an index into this object's own arrays
    private static int index(SessionTimer timer) {
        return timer.ordinal();
    }

    private long[] at(Side side) {
        return Objects.requireNonNull(atNanos.get(side));
    }

    private boolean[] running(Side side) {
        return Objects.requireNonNull(running.get(side));
    }

    void start(Side side, SessionTimer timer, long nanos) {
        at(side)[index(timer)] = nanos;
        running(side)[index(timer)] = true;
    }

    void stop(Side side, SessionTimer timer) {
        running(side)[index(timer)] = false;
    }

    /** Stops all of a connection; the IdleHoldTimer belongs to no connection. */
    void stopAll(Side side) {
        boolean idleHold = running(side)[index(SessionTimer.IDLE_HOLD)];
        Arrays.fill(running(side), false);
        running(side)[index(SessionTimer.IDLE_HOLD)] = idleHold;
    }

    /** One that has run out, the earliest first, stopped by this; null when none has. */
    @Nullable Due due(long nowNanos) {
        Due due = earliest();
        if (due == null || at(due.side())[index(due.timer())] - nowNanos > 0) {
            return null;
        }
        stop(due.side(), due.timer());
        return due;
    }

    /** How long until the next runs out; {@code Long.MAX_VALUE} when none runs. */
    long waitNanos(long nowNanos) {
        Due next = earliest();
        return next == null
                ? Long.MAX_VALUE
                : Math.max(0, at(next.side())[index(next.timer())] - nowNanos);
    }

    private @Nullable Due earliest() {
        Due earliest = null;
        long earliestNanos = 0;
        for (Side side : Side.values()) {
            for (SessionTimer timer : TIMERS) {
                long nanos = at(side)[index(timer)];
                if (running(side)[index(timer)]
                        && (earliest == null || nanos - earliestNanos < 0)) {
                    earliest = new Due(side, timer);
                    earliestNanos = nanos;
                }
            }
        }
        return earliest;
    }
}
