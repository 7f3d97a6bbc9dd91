package org.beibu.probe.active;

import java.util.Arrays;

/**
 * Notices that the round-trip delay of a session has another level: a two-sided CUSUM over the
 * medians of its seconds. It only has a trace made; what really changed, and for how long, is for
 * the analyzer to find out.
 *
 * <pre>
 *   z = (x - median) / (1.4826 MAD + floor), clipped at +-4    of the trailing 600 seconds
 *   high = max(0, high + z - drift)      low = max(0, low - z - drift)     drift 1, alarm above 15
 *   floor = 0.02 ms, or 1 % of the median
 * </pre>
 *
 * <p>So a second counts 3 at most, and a shorter disturbance than five seconds is none. An alarm of
 * which the mean of the last seconds is off by less than 0.3 ms is passed over. After each alarm it
 * learns anew and stays silent for half a minute.
 *
 * <p>Owned by the sender's thread; allocates nothing but when it is made.
 */
final class LatencyTrigger {
    private static final int REMEMBERED = 600;
    private static final int LEARNING = 30;
    private static final int RECKONED_EVERY = 10;
    private static final int MOST_IN_A_SECOND = 64;
    private static final int NEWEST = 5;
    private static final long LEAST_SHIFT_NANOS = 300_000;
    private static final double FLOOR_NANOS = 20_000;
    private static final double FLOOR_SHARE = 0.01;
    private static final double MAD_TO_SIGMA = 1.4826;
    private static final double CLIP = 4;
    private static final double DRIFT = 1;
    private static final double ALARM = 15;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final long[] second = new long[MOST_IN_A_SECOND];
    private final long[] medians = new long[REMEMBERED];
    private final long[] sorted = new long[REMEMBERED];
    private int inSecond;
    private long secondEnds;
    private boolean begun;
    private long known;
    private long center;
    private double spread;
    private double high;
    private double low;
    private long before;
    private long after;

    /** A delay by the monotonic clock; true when the level has changed. */
    boolean delay(long tickNanos, long delayNanos) {
        boolean alarm = false;
        if (!begun || tickNanos - secondEnds >= 0) {
            alarm = begun && inSecond > 0 && take(medianOf(second, inSecond));
            begun = true;
            inSecond = 0;
            secondEnds = tickNanos + SECOND_NANOS;
        }
        if (inSecond < MOST_IN_A_SECOND) {
            second[inSecond++] = delayNanos;
        }
        return alarm;
    }

    private static long medianOf(long[] values, int count) {
        Arrays.sort(values, 0, count);
        return values[(count - 1) / 2];
    }

    private boolean take(long median) {
        boolean alarm = known >= LEARNING && isAlarm(median);
        medians[(int) (known % REMEMBERED)] = median;
        known++;
        if (alarm && isShift()) {
            before = center;
            forget();
            return true;
        }
        if (alarm) {
            high = 0;
            low = 0;
        }
        boolean due = known > LEARNING && known % RECKONED_EVERY == 0;
        if (known == LEARNING || (due && isCalm())) {
            reckon();
        }
        return false;
    }

    /** While a change is in the air the newest seconds are kept out of what it is held against. */
    private boolean isCalm() {
        return high < ALARM / 3 && low < ALARM / 3;
    }

    private boolean isAlarm(long median) {
        double z = Math.max(-CLIP, Math.min(CLIP, (median - center) / spread));
        high = Math.max(0, high + z - DRIFT);
        low = Math.max(0, low - z - DRIFT);
        return high > ALARM || low > ALARM;
    }

    private boolean isShift() {
        for (int i = 0; i < NEWEST; i++) {
            sorted[i] = medians[(int) ((known - 1 - i) % REMEMBERED)];
        }
        after = medianOf(sorted, NEWEST);
        return Math.abs(after - center) >= LEAST_SHIFT_NANOS;
    }

    private void forget() {
        known = 0;
        high = 0;
        low = 0;
    }

    private void reckon() {
        int count = (int) Math.min(known, REMEMBERED);
        System.arraycopy(medians, 0, sorted, 0, count);
        center = medianOf(sorted, count);
        for (int i = 0; i < count; i++) {
            sorted[i] = Math.abs(medians[i] - center);
        }
        long deviation = medianOf(sorted, count);
        spread = MAD_TO_SIGMA * deviation + Math.max(FLOOR_NANOS, FLOOR_SHARE * center);
    }

    /** The level before the last change. */
    long beforeNanos() {
        return before;
    }

    /** The median of the seconds after it. */
    long afterNanos() {
        return after;
    }
}
