package org.beibu.simulator.tcp;

import org.beibu.simulator.event.Chance;

/**
 * A host's timestamp clock towards one other host (RFC 7323 5.4): one tick a millisecond, with an
 * offset and a phase of its own.
 */
final class TimestampClock {
    private static final long NANOS_PER_TICK = 1_000_000;
    private static final long WRAP = 1L << 32;

    private final long offsetTicks;
    private final long phaseNanos;

    private TimestampClock(long offsetTicks, long phaseNanos) {
        this.offsetTicks = offsetTicks;
        this.phaseNanos = phaseNanos;
    }

    /** A clock with a random offset; one about to wrap passes 2^32 within its first second. */
    static TimestampClock draw(Chance chance, long nowNanos, boolean aboutToWrap) {
        long phase = chance.below((int) NANOS_PER_TICK);
        long first = aboutToWrap ? WRAP - chance.between(1, 1000) : chance.between(1, WRAP / 2);
        return new TimestampClock(first - (nowNanos + phase) / NANOS_PER_TICK, phase);
    }

    /** The clock's value, not wrapped. */
    long tsval(long nowNanos) {
        return offsetTicks + (nowNanos + phaseNanos) / NANOS_PER_TICK;
    }
}
