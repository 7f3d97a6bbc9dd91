package org.beibu.analyzer.detect;

import java.util.Arrays;

/**
 * The times at which a session sends, learned from those of its answered packets: a packet that is
 * missing on a regular grid is lost when it has not come soon after the answer to a later one.
 * Sessions that send at random times (Poisson) have no grid, and two that cannot be told apart have
 * none either.
 *
 * <p>Owned by one thread; allocates nothing after construction.
 */
final class SendGrid {
    /** So long after it was overtaken a packet is waited for. */
    private static final long GRACE_NANOS = 300_000_000L;

    /** Nothing is due. */
    static final long NONE = Long.MAX_VALUE;

    private static final int LEARNED_FROM = 32;
    private static final int MOST_IRREGULAR = 8;
    private static final int LOOKS_BEFORE_GIVEN_UP = 3;
    private static final double TOLERANCE = 0.25;

    /** A longer gap is no loss here and there, silence tells of it. */
    private static final int LONGEST_GAP = 9;

    private final long[] gaps = new long[LEARNED_FROM];
    private final long[] sorted = new long[LEARNED_FROM];
    private final long[] missing = new long[LEARNED_FROM];
    private final long[] due = new long[LEARNED_FROM];
    private int seen;
    private int missed;
    private int irregularLooks;
    private long intervalNanos;
    private boolean regular;
    private long lastSent = Long.MIN_VALUE;

    /** A packet that was sent then has been answered by now. */
    void answered(long sentNanos, long nowNanos) {
        long gap = sentNanos - lastSent;
        boolean first = lastSent == Long.MIN_VALUE;
        if (!first && gap <= 0) {
            found(sentNanos);
            return;
        }
        lastSent = sentNanos;
        if (first) {
            return;
        }
        if (regular) {
            miss(sentNanos - gap, gap, nowNanos + GRACE_NANOS);
        }
        gaps[seen++] = gap;
        if (seen == LEARNED_FROM) {
            seen = 0;
            learn();
        }
    }

    /** Between the two answers some were skipped, unless they come later. */
    private void miss(long before, long gap, long dueNanos) {
        long steps = Math.round((double) gap / intervalNanos);
        for (int i = 1; steps <= LONGEST_GAP && i < steps && missed < LEARNED_FROM; i++) {
            due[missed] = dueNanos;
            missing[missed++] = before + i * intervalNanos;
        }
    }

    /** An answer that was overtaken by a later one is not missing. */
    private void found(long sentNanos) {
        for (int i = 0; i < missed; i++) {
            if (Math.abs(missing[i] - sentNanos) < intervalNanos / 2) {
                remove(i);
                return;
            }
        }
    }

    private void remove(int i) {
        System.arraycopy(missing, i + 1, missing, i, missed - i - 1);
        System.arraycopy(due, i + 1, due, i, missed - i - 1);
        missed--;
    }

    private void learn() {
        System.arraycopy(gaps, 0, sorted, 0, LEARNED_FROM);
        Arrays.sort(sorted);
        long median = sorted[LEARNED_FROM / 2];
        int irregular = 0;
        long sum = 0;
        for (long gap : sorted) {
            irregular += Math.abs(gap - median) > TOLERANCE * median ? 1 : 0;
            sum += gap;
        }
        if (irregular <= MOST_IRREGULAR) {
            regular = true;
            irregularLooks = 0;
            intervalNanos = median;
        } else if (!regular || ++irregularLooks >= LOOKS_BEFORE_GIVEN_UP) {
            regular = false;
            intervalNanos = Math.max(1, sum / LEARNED_FROM);
        }
    }

    /** When the next packet was given up that is lost by now, which is taken off; {@link #NONE}. */
    long takeLost(long nowNanos) {
        if (missed == 0 || nowNanos < due[0]) {
            return NONE;
        }
        long givenUp = due[0];
        remove(0);
        return givenUp;
    }

    /** Whether losses are told here, since the session sends at regular times. */
    boolean isRegular() {
        return regular;
    }

    /** The time from packet to packet, on average; 0 before it is known. */
    long intervalNanos() {
        return intervalNanos;
    }
}
