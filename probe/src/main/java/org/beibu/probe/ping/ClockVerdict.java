package org.beibu.probe.ping;

import java.util.concurrent.TimeUnit;
import org.beibu.probe.active.metrics.Reply;
import org.beibu.probe.stamp.ClockState;
import org.beibu.probe.stamp.ErrorEstimate;
import org.beibu.probe.stamp.TimestampFormat;

/**
 * How far the clocks of both ends can be trusted, packet by packet, and the reason to give when
 * one-way delays cannot be told. Owned by one thread.
 */
final class ClockVerdict {
    /** Less than this nobody's clock is off: such estimates are constants of the program. */
    private static final long LEAST_ERROR_NANOS = 1_000;

    private static final long KERNEL_STAMPING_NANOS = 20_000;
    private static final long USER_STAMPING_NANOS = 34_000_000;

    /** TAI is ahead of UTC by 37 s; what is half a second off that is not a delay. */
    private static final long TAI_NANOS = TimeUnit.SECONDS.toNanos(37);

    private static final long TAI_TOLERANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final ClockState.Source source;
    private ClockState state = ClockState.UNSYNCHRONISED;
    private long worstNanos = -1;
    private boolean hereUnknown;
    private boolean thereUnknown;
    private boolean thereTai;

    ClockVerdict(ClockState.Source source) {
        this.source = source;
        refresh();
    }

    void refresh() {
        state = source.read();
    }

    /** The Error Estimate of T1, which is written before the call that sends. */
    int errorEstimate(TimestampFormat format, long stampingNanos) {
        return state.errorEstimate(format, stampingNanos);
    }

    /** Judges the clocks for one reply; {@code forwardNanos} is T2 - T1. */
    void judge(Reply reply, int errorEstimate, long forwardNanos, boolean byKernel) {
        long here = Reply.UNSYNCHRONISED;
        if (state.synchronised() && state.errorNanos() != ClockState.UNKNOWN_ERROR) {
            here = state.errorNanos() + (byKernel ? KERNEL_STAMPING_NANOS : USER_STAMPING_NANOS);
        }
        long there = ErrorEstimate.errorNanos(errorEstimate);
        boolean believable =
                ErrorEstimate.isSynchronised(errorEstimate) && there >= LEAST_ERROR_NANOS;
        boolean tai =
                ErrorEstimate.format(errorEstimate) == TimestampFormat.PTP
                        && Math.abs(forwardNanos - TAI_NANOS) < TAI_TOLERANCE_NANOS;
        if (!believable || tai) {
            there = Reply.UNSYNCHRONISED;
        }
        hereUnknown |= here == Reply.UNSYNCHRONISED;
        thereUnknown |= there == Reply.UNSYNCHRONISED;
        thereTai |= tai;
        if (here != Reply.UNSYNCHRONISED && there != Reply.UNSYNCHRONISED) {
            worstNanos = Math.max(worstNanos, here + there);
        }
        reply.clockErrors(here, there);
    }

    /** Why no one-way delay could be told. */
    String reason() {
        if (thereTai) {
            return "the reflector's PTP stamps count TAI, 37 s ahead";
        }
        if (hereUnknown && thereUnknown) {
            return "neither clock is known to be synchronised";
        }
        if (hereUnknown) {
            return "the clock here is not known to be synchronised";
        }
        if (thereUnknown) {
            return "the reflector's clock is not known to be synchronised";
        }
        return worstNanos < 0
                ? "there was no reply"
                : "the clocks may be off by %.3f ms together".formatted(worstNanos / 1e6);
    }
}
