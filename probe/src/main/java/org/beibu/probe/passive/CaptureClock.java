package org.beibu.probe.passive;

import java.util.Arrays;
import org.beibu.runtime.counters.Counters;

/**
 * What the times of all packets of a capture tell together: when its clock was set back, and when
 * it is time to look for what has been idle.
 *
 * <p>Records a few milliseconds out of order are normal (network cards with several queues) and no
 * step. A timing across a step would be too short by the size of the step, so each flow remembers
 * in which clock epoch its times were taken. Kept for 64 interfaces apart; interfaces beyond share.
 *
 * <p>A tick comes a second of capture time after the one before, and only once {@link
 * #PACKETS_IN_A_ROW} packets were beyond that: so a wild time, or an interface whose clock is ahead
 * of the others', makes nobody else's flows idle. Ticks and epochs depend on nothing but the times
 * of the packets in their order; so whoever sees a part of the flows only can be told of them, and
 * makes of these flows what he would have made seeing all.
 *
 * <p>Owned by the thread that reads the capture.
 */
public final class CaptureClock {
    /** Out of order by more than this is a step. */
    static final long TOLERANCE_NANOS = 10_000_000L;

    static final long TICK_NANOS = 1_000_000_000L;

    /** So many packets a tick at least, since at some ticks every flow is looked at. */
    static final int PACKETS_IN_A_ROW = 1024;

    private static final int INTERFACES = 64;

    private final long[] latest = new long[INTERFACES];
    private final Counters counters;
    private int epoch;
    private long nextTickNanos = Long.MIN_VALUE;
    private int inARow;
    private long earliestNanos;

    /** Nothing seen yet; steps are counted there. */
    public CaptureClock(Counters counters) {
        this.counters = counters;
        counters.register(PassiveCounter.class);
        Arrays.fill(latest, Long.MIN_VALUE);
    }

    /** Takes the time of the next packet; true when it is a tick, of {@link #tickNanos()}. */
    public boolean take(int interfaceIndex, long epochNanos) {
        int at = interfaceIndex & INTERFACES - 1;
        long before = latest[at];
        if (epochNanos >= before) {
            latest[at] = epochNanos;
        } else if (before - epochNanos > TOLERANCE_NANOS) {
            stepBack(at, epochNanos);
        }
        if (epochNanos < nextTickNanos) {
            inARow = 0;
            return false;
        }
        return isTick(epochNanos);
    }

    private void stepBack(int at, long epochNanos) {
        latest[at] = epochNanos;
        nextTickNanos = Math.min(nextTickNanos, epochNanos + TICK_NANOS);
        counters.increment(PassiveCounter.CLOCK_STEPS_BACKWARD);
        enterNextEpoch();
    }

    private boolean isTick(long epochNanos) {
        earliestNanos = inARow == 0 ? epochNanos : Math.min(earliestNanos, epochNanos);
        if (++inARow < PACKETS_IN_A_ROW) {
            return false;
        }
        inARow = 0;
        nextTickNanos = earliestNanos + TICK_NANOS;
        return true;
    }

    /** The time that no packet of those that made the last tick was before. */
    public long tickNanos() {
        return earliestNanos;
    }

    /** The clock was set back, as another clock has noticed. */
    public void enterNextEpoch() {
        epoch = epoch + 1 & 0xffff;
    }

    /** The number of the clock epoch, 16 bits, wrapping. */
    public int epoch() {
        return epoch;
    }
}
