package org.beibu.probe.reflector;

import org.agrona.concurrent.EpochNanoClock;
import org.beibu.model.ClockQuality;
import org.beibu.probe.stamp.ClockState;
import org.beibu.probe.stamp.SyncSource;
import org.beibu.probe.stamp.TimestampFormat;

/**
 * The time of answers and how far it can be trusted: the state of the system's clock, asked once a
 * second, and the error of taking the stamps. Owned by the reflector's thread.
 */
final class StampClock {
    /** T2 by the kernel, T3 by this process just before the call that sends (P99.9 measured). */
    static final long KERNEL_STAMPING_NANOS = 75_000;

    /** T2 by this process after it was woken (P99.9 measured). */
    static final long USER_STAMPING_NANOS = 34_000_000;

    private final EpochNanoClock clock;
    private final ClockState.Source source;
    private final int[] errorEstimates = new int[2 * TimestampFormat.values().length];
    private SyncSource syncSource = SyncSource.FREE_RUNNING;

    StampClock(EpochNanoClock clock, ClockState.Source source) {
        this.clock = clock;
        this.source = source;
        refresh();
    }

    /** Asks for the state of the clock. */
    void refresh() {
        ClockState state = source.read();
        syncSource = state.source();
        for (TimestampFormat format : TimestampFormat.values()) {
            errorEstimates[index(format, true)] =
                    state.errorEstimate(format, KERNEL_STAMPING_NANOS);
            errorEstimates[index(format, false)] = state.errorEstimate(format, USER_STAMPING_NANOS);
        }
    }

    private static int index(TimestampFormat format, boolean kernel) {
        return (format == TimestampFormat.PTP ? 2 : 0) + (kernel ? 1 : 0);
    }

    /** Now. */
    long epochNanos() {
        return clock.nanoTime();
    }

    /** The Error Estimate of T2 and T3. */
    int errorEstimate(TimestampFormat format, ClockQuality arrivalBy) {
        boolean kernel = arrivalBy == ClockQuality.KERNEL || arrivalBy == ClockQuality.HARDWARE;
        return errorEstimates[index(format, kernel)];
    }

    /** What the clock is synchronised to. */
    SyncSource syncSource() {
        return syncSource;
    }
}
