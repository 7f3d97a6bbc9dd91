package org.beibu.probe.passive;

import org.beibu.probe.capture.DecodedPacket;

/**
 * Notices that a capture clock was set back. Records a few milliseconds out of order are normal
 * (network cards with several queues) and no step. A timing across a step would be too short by the
 * size of the step, so each flow remembers in which clock epoch its times were taken.
 *
 * <p>Kept for 64 interfaces apart; interfaces beyond share. Owned by the capture thread.
 */
public final class ClockSteps {
    /** Out of order by more than this is a step. */
    static final long TOLERANCE_NANOS = 10_000_000L;

    private static final int INTERFACES = 64;

    private final long[] latest = new long[INTERFACES];
    private int epoch;

    /** Nothing seen yet. */
    public ClockSteps() {
        java.util.Arrays.fill(latest, Long.MIN_VALUE);
    }

    /** Takes the segment's time; true when the clock was set back just before it. */
    public boolean steppedBack(DecodedPacket segment) {
        int at = segment.interfaceIndex() & INTERFACES - 1;
        long now = segment.epochNanos();
        long before = latest[at];
        if (now >= before) {
            latest[at] = now;
            return false;
        }
        if (before - now <= TOLERANCE_NANOS) {
            return false;
        }
        latest[at] = now;
        epoch = epoch + 1 & 0xffff;
        return true;
    }

    /** The number of the clock epoch, 16 bits, wrapping. */
    public int epoch() {
        return epoch;
    }
}
