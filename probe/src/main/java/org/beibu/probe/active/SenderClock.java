package org.beibu.probe.active;

import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;
import org.beibu.probe.active.metrics.Reply;
import org.beibu.probe.stamp.ClockState;
import org.beibu.probe.stamp.TimestampFormat;

/** The sender's time, and how far it can be trusted, asked once a second. Owned by its thread. */
final class SenderClock {
    /** The kernel's stamp against the moment on the wire. */
    private static final long KERNEL_STAMPING_NANOS = 20_000;

    /** T1 as it is written before the call that sends (P99.9 measured). */
    private static final long WRITTEN_STAMPING_NANOS = 82_000;

    /** A stamp taken after this process was woken (P99.9 measured). */
    private static final long USER_STAMPING_NANOS = 34_000_000;

    private final EpochNanoClock clock;
    private final NanoClock ticks;
    private final ClockState.Source source;
    private ClockState state = ClockState.UNSYNCHRONISED;
    private int errorEstimate;

    SenderClock(EpochNanoClock clock, NanoClock ticks, ClockState.Source source) {
        this.clock = clock;
        this.ticks = ticks;
        this.source = source;
        refresh();
    }

    void refresh() {
        state = source.read();
        errorEstimate = state.errorEstimate(TimestampFormat.NTP, WRITTEN_STAMPING_NANOS);
    }

    /** The monotonic clock. */
    long tickNanos() {
        return ticks.nanoTime();
    }

    EpochNanoClock epoch() {
        return clock;
    }

    long epochNanos() {
        return clock.nanoTime();
    }

    /** The Error Estimate of T1. */
    int errorEstimate() {
        return errorEstimate;
    }

    /** By how much T1 and T4 may be wrong. */
    long errorNanos(boolean byKernel) {
        if (!state.synchronised() || state.errorNanos() == ClockState.UNKNOWN_ERROR) {
            return Reply.UNSYNCHRONISED;
        }
        return state.errorNanos() + (byKernel ? KERNEL_STAMPING_NANOS : USER_STAMPING_NANOS);
    }
}
