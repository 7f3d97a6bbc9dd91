package org.beibu.analyzer.detect;

import org.beibu.analyzer.detect.PathAlarm.Evidence;
import org.beibu.analyzer.detect.PathAlarm.Kind;
import org.beibu.analyzer.detect.PathAlarm.Listener;

/**
 * Notices clocks that are further off than they say. Half the difference of the smallest one-way
 * delays of five seconds is the offset of both clocks and what the path has of asymmetry; it may
 * move by what both ends declare as their error. Where it moves further and the smallest round trip
 * moves less, a clock was stepped or drifts: another way in one direction moves the round trip
 * twice as far. A direction whose delays became negative is missing; the round trip stands in.
 * Which of both clocks it is, and whether it was wrong before or is now, nobody can tell here, so
 * the one-way delays are in doubt until the offset is back, or stayed for an hour.
 *
 * <p>Owned by one thread; allocates nothing but the alarms.
 */
public final class ClockWatch {
    private static final long WINDOW_NANOS = 5_000_000_000L;

    /** Too few answers for a smallest delay: the window becomes longer. */
    private static final int FEWEST = 8;

    private static final long LONGEST_WINDOW_NANOS = 60_000_000_000L;

    /** Queues and stamps move smallest delays by so much. */
    private static final long NOISE_NANOS = 100_000;

    private static final int IN_A_ROW = 2;
    private static final int BACK_IN_A_ROW = 3;
    private static final long SETTLED_NANOS = 3_600_000_000_000L;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Listener listener;
    private long windowNanos = Long.MIN_VALUE;
    private long leastForward = Long.MAX_VALUE;
    private long leastBackward = Long.MAX_VALUE;
    private int forwards;
    private int backwards;
    private long leastRoundTrip = Long.MAX_VALUE;
    private int roundTrips;
    private long declared;
    private long lastDeclared;

    private boolean anchored;
    private long anchorOffset;
    private long anchorRoundTrip;
    private long anchorDeclared;
    private long soundOffset;
    private long soundNanos;
    private long settledOffset;
    private long settledRoundTrip;
    private long settledNanos;
    private int odd;
    private int moved;
    private int back;
    private boolean doubted;

    /** A watch that knows nothing yet. */
    public ClockWatch(Listener listener) {
        this.listener = listener;
    }

    /** A round trip; what is known of its halves comes after it. */
    public void onRoundTrip(long atNanos, long delayNanos) {
        onTime(atNanos);
        leastRoundTrip = Math.min(delayNanos, leastRoundTrip);
        roundTrips++;
    }

    /** A one-way delay to the far end. */
    public void onForward(long delayNanos) {
        leastForward = Math.min(delayNanos, leastForward);
        forwards++;
    }

    /** A one-way delay from the far end. */
    public void onBackward(long delayNanos) {
        leastBackward = Math.min(delayNanos, leastBackward);
        backwards++;
    }

    /** By how much both clocks together may be off, as they say themselves. */
    public void onDeclared(long errorNanos) {
        declared = Math.max(errorNanos, declared);
    }

    /** Whether the one-way delays are in doubt. */
    public boolean isDoubted() {
        return doubted;
    }

    private void onTime(long nowNanos) {
        long passed = nowNanos - windowNanos;
        if (windowNanos == Long.MIN_VALUE || passed < 0 || passed > LONGEST_WINDOW_NANOS) {
            begin(nowNanos);
        } else if (passed >= WINDOW_NANOS && Math.max(forwards, backwards) >= FEWEST) {
            lastDeclared = declared > 0 ? declared : lastDeclared;
            declared = lastDeclared;
            close(nowNanos);
            begin(nowNanos);
        }
    }

    private void begin(long nowNanos) {
        windowNanos = nowNanos;
        leastForward = Long.MAX_VALUE;
        leastBackward = Long.MAX_VALUE;
        forwards = 0;
        backwards = 0;
        leastRoundTrip = Long.MAX_VALUE;
        roundTrips = 0;
        declared = 0;
    }

    private long offset() {
        if (Math.min(forwards, backwards) >= FEWEST) {
            return (leastForward - leastBackward) / 2;
        }
        return forwards >= FEWEST
                ? leastForward - leastRoundTrip / 2
                : leastRoundTrip / 2 - leastBackward;
    }

    private void close(long nowNanos) {
        long offset = offset();
        long roundTrip = leastRoundTrip;
        if (!anchored) {
            anchor(offset, roundTrip, nowNanos);
            return;
        }
        long away = Math.abs(offset - anchorOffset);
        long path = Math.abs(roundTrip - anchorRoundTrip);
        long allowed = anchorDeclared + declared + NOISE_NANOS;
        if (doubted) {
            judgeEnd(offset, roundTrip, 2 * away <= allowed, nowNanos);
            return;
        }
        boolean beyond = away > allowed && path < away;
        odd = beyond ? odd + 1 : 0;
        moved = !beyond && path > NOISE_NANOS ? moved + 1 : 0;
        if (odd == IN_A_ROW) {
            doubt(offset, roundTrip, nowNanos);
        } else if (moved == BACK_IN_A_ROW) {
            anchor(offset, roundTrip, nowNanos); // another way: another asymmetry
        } else if (!beyond && path < Math.max(away, NOISE_NANOS)) {
            soundOffset = offset;
            soundNanos = nowNanos;
        }
    }

    private void anchor(long offset, long roundTrip, long nowNanos) {
        anchored = true;
        anchorOffset = offset;
        anchorRoundTrip = roundTrip;
        anchorDeclared = declared;
        soundOffset = offset;
        soundNanos = nowNanos;
        moved = 0;
        odd = 0;
    }

    private void doubt(long offset, long roundTrip, long nowNanos) {
        doubted = true;
        back = 0;
        odd = 0;
        settle(offset, roundTrip, nowNanos);
        tell(kind(offset, anchorOffset), soundNanos, nowNanos, offset);
    }

    /** A jump since the last sound window is a step, creeping there is drift. */
    private Kind kind(long offset, long from) {
        boolean step = 2 * Math.abs(offset - soundOffset) > Math.abs(offset - from);
        return step ? Kind.CLOCK : Kind.DRIFT;
    }

    private void judgeEnd(long offset, long roundTrip, boolean isBack, long nowNanos) {
        long away = Math.abs(offset - settledOffset);
        boolean agrees = away <= declared + NOISE_NANOS;
        boolean otherWay = !agrees && Math.abs(roundTrip - settledRoundTrip) >= away;
        moved = otherWay ? moved + 1 : 0;
        odd = isBack || agrees || otherWay ? 0 : odd + 1;
        back = isBack && !otherWay ? back + 1 : 0;
        if (moved == BACK_IN_A_ROW) {
            follow(offset, roundTrip);
        } else if (odd == IN_A_ROW) {
            odd = 0;
            Kind kind = kind(offset, settledOffset);
            settle(offset, roundTrip, nowNanos);
            tell(kind, soundNanos, nowNanos, offset);
        }
        if (agrees) {
            soundOffset = offset;
            soundNanos = nowNanos;
        }
        if (back == BACK_IN_A_ROW || nowNanos - settledNanos >= SETTLED_NANOS) {
            doubted = false;
            tell(Kind.CLOCK_END, settledNanos, nowNanos, offset);
            anchor(offset, roundTrip, nowNanos);
        }
    }

    /** Another way while the clocks are off: what is expected moves with it. */
    private void follow(long offset, long roundTrip) {
        anchorOffset += offset - settledOffset;
        anchorRoundTrip += roundTrip - settledRoundTrip;
        moved = 0;
        soundOffset = offset;
        settledOffset = offset;
        settledRoundTrip = roundTrip;
    }

    private void settle(long offset, long roundTrip, long nowNanos) {
        settledOffset = offset;
        settledRoundTrip = roundTrip;
        settledNanos = nowNanos;
    }

    private void tell(Kind kind, long beganNanos, long saidNanos, long offset) {
        listener.onAlarm(
                new PathAlarm(
                        kind,
                        beganNanos,
                        saidNanos,
                        anchorOffset / NANOS_PER_MILLI,
                        offset / NANOS_PER_MILLI,
                        new Evidence(roundTrips, Double.NaN)));
    }
}
