package org.beibu.analyzer.detect;

import java.util.Arrays;
import org.beibu.analyzer.detect.PathAlarm.Kind;
import org.beibu.analyzer.detect.PathAlarm.Listener;

/**
 * Watches one path that is probed about ten times a second: delays by the median and the smallest
 * of each second, the clock by the forward half, losses packet by packet, and an outage by silence.
 *
 * <p>The median tells a shift in five seconds where the path is quiet, the smallest where queues
 * scatter the median. Owned by one thread; allocates nothing but the alarms.
 */
public final class PathWatch {
    private static final long SECOND = 1_000_000_000L;
    private static final int MOST_A_SECOND = 64;
    private static final int FEWEST_A_SECOND = 3;
    private static final long SILENCE_NANOS = 900_000_000L;

    /** So long after an outage its packets are still being given up. */
    private static final long AFTERMATH_NANOS = 3 * SECOND;

    private static final double LEAST_MS = 0.6;
    private static final double FLOOR_SHARE = 0.6;
    private static final long CLOCK_WAIT_SECONDS = 12;

    private final Listener listener;
    private final LevelWatch medians = new LevelWatch(1, 14.5, LEAST_MS);
    private final LevelWatch floors = new LevelWatch(1.25, 18, LEAST_MS);
    private final LevelWatch forward = new LevelWatch(1.25, 18, LEAST_MS);
    private final LossWatch losses;
    private final double[] delays = new double[MOST_A_SECOND];
    private final double[] forwards = new double[MOST_A_SECOND];
    private final double[] recentFloors = new double[16];
    private int inSecond;
    private int forwardsInSecond;
    private long second = Long.MIN_VALUE;
    private long lastReplyNanos = Long.MIN_VALUE;
    private long lastShiftSecond = Long.MIN_VALUE / 2;
    private long clockSuspectSecond = Long.MIN_VALUE / 2;
    private int seconds;
    private long aftermathNanos = Long.MIN_VALUE;
    private boolean silent;

    /** A watch that knows nothing yet. */
    public PathWatch(Listener listener) {
        this.listener = listener;
        this.losses = new LossWatch(listener);
    }

    /**
     * An answer came; times ascend.
     *
     * @param atNanos when, epoch nanoseconds
     * @param delayMs the round-trip delay
     * @param forwardMs its forward half by the clocks of both ends, NaN where unknown
     */
    public void onReply(long atNanos, double delayMs, double forwardMs) {
        onTime(atNanos);
        if (silent) {
            silent = false;
            aftermathNanos = atNanos + AFTERMATH_NANOS;
            listener.onAlarm(new PathAlarm(Kind.OUTAGE_END, atNanos, atNanos, 1, 0));
        }
        lastReplyNanos = atNanos;
        losses.onPacket(atNanos, false);
        if (inSecond < MOST_A_SECOND) {
            delays[inSecond++] = delayMs;
            if (!Double.isNaN(forwardMs)) {
                forwards[forwardsInSecond++] = forwardMs;
            }
        }
    }

    /** A packet is given up, at the time at which that was decided. */
    public void onLost(long atNanos) {
        onTime(atNanos);
        if (!silent && atNanos >= aftermathNanos) {
            losses.onPacket(atNanos, true);
        }
    }

    /** It is this late while packets are being sent; call it ten times a second. */
    public void onTime(long nowNanos) {
        long now = Math.floorDiv(nowNanos, SECOND);
        if (now != second) {
            if (inSecond >= FEWEST_A_SECOND) {
                closeSecond((now > second + 1 ? second + 1 : now) * SECOND);
            }
            second = now;
            inSecond = 0;
            forwardsInSecond = 0;
        }
        boolean watched = lastReplyNanos != Long.MIN_VALUE && !silent;
        if (watched && nowNanos - lastReplyNanos >= SILENCE_NANOS) {
            silent = true;
            losses.restart();
            listener.onAlarm(new PathAlarm(Kind.OUTAGE, lastReplyNanos, nowNanos, 0, 1));
        }
    }

    private void closeSecond(long endNanos) {
        Arrays.sort(delays, 0, inSecond);
        double median = (delays[(inSecond - 1) / 2] + delays[inSecond / 2]) / 2;
        recentFloors[seconds++ & 15] = delays[0];
        boolean medianMoved = medians.second(median);
        boolean floorMoved = floors.second(delays[0]);
        if (medianMoved || floorMoved) {
            shift(endNanos, medianMoved ? medians : floors, !medianMoved);
        }
        if (forwardsInSecond == inSecond) {
            watchClock(endNanos);
        }
    }

    private void shift(long endNanos, LevelWatch seen, boolean byFloor) {
        lastShiftSecond = second;
        clockSuspectSecond = Long.MIN_VALUE / 2;
        double moved = seen.afterMs() - seen.beforeMs();
        boolean floorToo = byFloor || floorMoved(seen.run(), moved);
        long began = endNanos - seen.run() * SECOND;
        (byFloor ? medians : floors).restart();
        forward.restart();
        listener.onAlarm(
                new PathAlarm(
                        floorToo ? Kind.ROUTING_STEP : Kind.CONGESTION,
                        began,
                        endNanos,
                        seen.beforeMs(),
                        seen.afterMs()));
    }

    /** Whether the smallest delays of the last seconds moved as the median did. */
    private boolean floorMoved(int run, double moved) {
        int mixed = Math.max(1, Math.min(run, 8) - 1); // this second may be half of before
        double least = Double.MAX_VALUE;
        double leastBefore = Double.MAX_VALUE;
        for (int i = 0; i < Math.min(seconds, 16); i++) {
            double floor = recentFloors[(seconds - 1 - i) & 15];
            if (i < mixed) {
                least = Math.min(least, floor);
            } else if (i > mixed) {
                leastBefore = Math.min(leastBefore, floor);
            }
        }
        return Math.abs(least - leastBefore) > FLOOR_SHARE * Math.abs(moved)
                && (least - leastBefore) * moved > 0;
    }

    /** A forward shift is the clock's when the round trip has not followed after a while. */
    private void watchClock(long endNanos) {
        Arrays.sort(forwards, 0, forwardsInSecond);
        if (forward.second(forwards[forwardsInSecond / 2])
                && second - lastShiftSecond > CLOCK_WAIT_SECONDS) {
            clockSuspectSecond = second;
        }
        if (second - clockSuspectSecond == CLOCK_WAIT_SECONDS / 2) {
            clockSuspectSecond = Long.MIN_VALUE / 2;
            long began = endNanos - (forward.run() + CLOCK_WAIT_SECONDS / 2) * SECOND;
            listener.onAlarm(
                    new PathAlarm(
                            Kind.CLOCK, began, endNanos, forward.beforeMs(), forward.afterMs()));
        }
    }
}
