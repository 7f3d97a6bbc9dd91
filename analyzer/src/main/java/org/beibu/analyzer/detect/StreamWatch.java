package org.beibu.analyzer.detect;

import org.beibu.analyzer.detect.PathAlarm.Listener;
import org.beibu.analyzer.detect.PathWatch.Pace;
import org.beibu.model.Metric;
import org.jspecify.annotations.Nullable;

/**
 * The answers that one session of a probe gets: learns how often it asks, then watches the path at
 * that pace. Owned by one thread.
 */
final class StreamWatch {
    private static final long SECOND = 1_000_000_000L;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int PACKETS_A_SECOND = 10;
    private static final long LEAST_SILENCE_NANOS = 900_000_000L;
    private static final long SILENT_INTERVALS = 9;

    /** At random times twenty mean intervals pass without a packet once in 500 million. */
    private static final long SILENT_INTERVALS_AT_RANDOM = 20;

    private static final long BACK_NANOS = 5 * SECOND;
    private static final int BACK_IN_A_ROW = 32;

    private final double leastMs;
    private final Listener listener;
    private SendGrid grid = new SendGrid();
    private @Nullable PathWatch watch;
    private @Nullable ClockWatch clockWatch;
    private Pace pace = Pace.TEN_A_SECOND;
    private boolean paceKnown;
    private long newestNanos = Long.MIN_VALUE;
    private int backInARow;

    StreamWatch(double leastMs, Listener listener) {
        this.leastMs = leastMs;
        this.listener = listener;
    }

    /** An answer; false when it is much older than what is known, and was passed over. */
    boolean onReply(long atNanos, long delayNanos) {
        if (isFromThePast(atNanos)) {
            return false;
        }
        newestNanos = Math.max(atNanos, newestNanos);
        onTime(newestNanos);
        ClockWatch clocks = clockWatch;
        if (clocks != null) {
            clocks.onRoundTrip(newestNanos, delayNanos);
        }
        grid.answered(atNanos - delayNanos, newestNanos);
        if (grid.intervalNanos() > 0) {
            watch().onReply(newestNanos, delayNanos / NANOS_PER_MILLI);
        }
        return true;
    }

    /** Made anew when the session has got another pace. */
    private PathWatch watch() {
        PathWatch known = watch;
        if (known != null && paceKnown) {
            return known;
        }
        Pace now = pace();
        paceKnown = true;
        if (known != null && isLike(now, pace)) {
            return known;
        }
        pace = now;
        PathWatch made = new PathWatch(listener, now);
        watch = made;
        return made;
    }

    private static boolean isLike(Pace one, Pace other) {
        return one.secondNanos() == other.secondNanos()
                && Math.abs(one.silenceNanos() - other.silenceNanos()) < other.silenceNanos() / 4;
    }

    /** Late data is passed over; a clock that was set back is not late for ever. */
    private boolean isFromThePast(long atNanos) {
        boolean back = newestNanos != Long.MIN_VALUE && atNanos < newestNanos - BACK_NANOS;
        backInARow = back ? backInARow + 1 : 0;
        if (backInARow >= BACK_IN_A_ROW) {
            begin();
        }
        return back;
    }

    /** Nothing is known any more. */
    private void begin() {
        newestNanos = Long.MIN_VALUE;
        backInARow = 0;
        grid = new SendGrid();
        paceKnown = false;
        watch = null;
    }

    private Pace pace() {
        long interval = grid.intervalNanos();
        long seconds = Math.max(1, (PACKETS_A_SECOND * interval + SECOND / 2) / SECOND);
        long silent = grid.isRegular() ? SILENT_INTERVALS : SILENT_INTERVALS_AT_RANDOM;
        return new Pace(
                seconds * SECOND, Math.max(LEAST_SILENCE_NANOS, silent * interval), leastMs);
    }

    /** A one-way delay, or what the clocks say of their error; true when it is in doubt. */
    boolean onClocks(Metric metric, long delayNanos) {
        ClockWatch clocks = clockWatch;
        if (clocks == null) {
            clocks = new ClockWatch(listener);
            clockWatch = clocks;
        }
        switch (metric) {
            case FORWARD_ONE_WAY -> clocks.onForward(delayNanos);
            case BACKWARD_ONE_WAY -> clocks.onBackward(delayNanos);
            case CLOCK_ERROR -> clocks.onDeclared(delayNanos);
            default -> {}
        }
        return clocks.isDoubted();
    }

    /** It is this late and the probe is at work. */
    void onTime(long nowNanos) {
        PathWatch path = watch;
        for (long lost = grid.takeLost(nowNanos);
                lost != SendGrid.NONE;
                lost = grid.takeLost(nowNanos)) {
            if (path != null) {
                path.onLost(lost);
            }
        }
        if (path != null) {
            path.onTime(nowNanos);
        }
    }

    /** As {@link PathWatch#excuse}. */
    void excuse(long nowNanos, boolean asking) {
        PathWatch path = watch;
        if (path != null) {
            path.excuse(nowNanos, asking);
        }
        if (!asking) {
            grid = new SendGrid(); // the session may go on at another pace
            paceKnown = false;
        }
    }

    /** Whether losses and outages are told packet by packet, so that windows say nothing new. */
    boolean tellsLosses() {
        PathWatch path = watch;
        return path != null && (grid.isRegular() || path.isSilent());
    }
}
