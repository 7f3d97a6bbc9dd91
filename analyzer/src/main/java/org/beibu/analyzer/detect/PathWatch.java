package org.beibu.analyzer.detect;

import java.util.Arrays;
import org.beibu.analyzer.detect.PathAlarm.Evidence;
import org.beibu.analyzer.detect.PathAlarm.Kind;
import org.beibu.analyzer.detect.PathAlarm.Listener;

/**
 * Watches one path that is probed about ten times a second: delays by the median and the smallest
 * of each second, losses packet by packet, and an outage by silence. {@link ClockWatch} watches the
 * clocks. A path that is probed less often is watched in longer <i>seconds</i>, see {@link Pace}.
 *
 * <p>The median tells a shift in five seconds where the path is quiet, the smallest where queues
 * scatter the median. Owned by one thread; allocates nothing but the alarms.
 */
public final class PathWatch {
    private static final long SECOND = 1_000_000_000L;
    private static final int MOST_A_SECOND = 64;
    private static final int FEWEST_A_SECOND = 3;

    /** So long after an outage its packets are still being given up. */
    private static final long AFTERMATH_NANOS = 3 * SECOND;

    private static final int COUNTS_KEPT = 64;
    private static final double FLOOR_SHARE = 0.6;

    private final Listener listener;
    private final Pace pace;
    private final LevelWatch medians;
    private final LevelWatch floors;
    private final LossWatch losses;
    private final double[] delays = new double[MOST_A_SECOND];
    private final double[] recentFloors = new double[16];
    private final int[] recentCounts = new int[COUNTS_KEPT];
    private int inSecond;
    private long second = Long.MIN_VALUE;
    private long lastReplyNanos = Long.MIN_VALUE;
    private int seconds;
    private long aftermathNanos = Long.MIN_VALUE;
    private boolean silent;

    /**
     * How often a path is probed.
     *
     * @param secondNanos what is taken as a second: at least three answers should come in it
     * @param silenceNanos so long without an answer is an outage
     * @param leastMs smaller shifts are learned and not said
     */
    public record Pace(long secondNanos, long silenceNanos, double leastMs) {
        /** Smaller shifts gave false alarms in a month of replay. */
        public static final double LEAST_MS = 0.6;

        /** Ten packets a second. */
        public static final Pace TEN_A_SECOND = new Pace(SECOND, 900_000_000L, LEAST_MS);
    }

    /** A watch of a path that is probed ten times a second. */
    public PathWatch(Listener listener) {
        this(listener, Pace.TEN_A_SECOND);
    }

    /** A watch that knows nothing yet. */
    public PathWatch(Listener listener, Pace pace) {
        this.listener = listener;
        this.pace = pace;
        this.medians = new LevelWatch(1, 14.5, pace.leastMs);
        this.floors = new LevelWatch(1.25, 18, pace.leastMs);
        this.losses = new LossWatch(listener);
    }

    /**
     * An answer came; times ascend.
     *
     * @param atNanos when, epoch nanoseconds
     * @param delayMs the round-trip delay
     */
    public void onReply(long atNanos, double delayMs) {
        onTime(atNanos);
        if (silent) {
            silent = false;
            aftermathNanos = atNanos + AFTERMATH_NANOS;
            listener.onAlarm(new PathAlarm(Kind.OUTAGE_END, atNanos, atNanos, 1, 0));
        }
        lastReplyNanos = Math.max(atNanos, lastReplyNanos);
        losses.onPacket(atNanos, false);
        if (inSecond < MOST_A_SECOND) {
            delays[inSecond++] = delayMs;
        }
    }

    /**
     * Nobody watched until now: silence begins here.
     *
     * @param asking whether answers are expected at all before the next one has come
     */
    public void excuse(long nowNanos, boolean asking) {
        if (!asking) {
            lastReplyNanos = Long.MIN_VALUE;
        } else if (lastReplyNanos != Long.MIN_VALUE) {
            lastReplyNanos = Math.max(nowNanos, lastReplyNanos);
        }
    }

    /** Whether an outage was said that is not over. */
    public boolean isSilent() {
        return silent;
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
        long now = Math.floorDiv(nowNanos, pace.secondNanos);
        if (now > second) {
            if (inSecond >= FEWEST_A_SECOND) {
                closeSecond((second + 1) * pace.secondNanos);
            }
            second = now;
            inSecond = 0;
        }
        boolean watched = lastReplyNanos != Long.MIN_VALUE && !silent;
        if (watched && nowNanos - lastReplyNanos >= pace.silenceNanos) {
            silent = true;
            losses.restart();
            listener.onAlarm(new PathAlarm(Kind.OUTAGE, lastReplyNanos, nowNanos, 0, 1));
        }
    }

    private void closeSecond(long endNanos) {
        Arrays.sort(delays, 0, inSecond);
        double median = (delays[(inSecond - 1) / 2] + delays[inSecond / 2]) / 2;
        recentCounts[seconds & (COUNTS_KEPT - 1)] = inSecond;
        recentFloors[seconds++ & 15] = delays[0];
        boolean medianMoved = medians.second(median);
        boolean floorMoved = floors.second(delays[0]);
        if (medianMoved || floorMoved) {
            shift(endNanos, medianMoved ? medians : floors, !medianMoved);
        }
    }

    private void shift(long endNanos, LevelWatch seen, boolean byFloor) {
        double moved = seen.afterMs() - seen.beforeMs();
        boolean floorToo = byFloor || floorMoved(seen.run(), moved);
        long began = endNanos - seen.run() * pace.secondNanos;
        (byFloor ? medians : floors).restart();
        listener.onAlarm(
                new PathAlarm(
                        floorToo ? Kind.ROUTING_STEP : Kind.CONGESTION,
                        began,
                        endNanos,
                        seen.beforeMs(),
                        seen.afterMs(),
                        Evidence.of(packets(seen.run()), seen.logOdds())));
    }

    /** How many packets the last seconds had; of at most 64. */
    private int packets(int run) {
        int sum = 0;
        for (int i = 1; i <= Math.min(run, Math.min(seconds, COUNTS_KEPT)); i++) {
            sum += recentCounts[(seconds - i) & (COUNTS_KEPT - 1)];
        }
        return sum;
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
}
