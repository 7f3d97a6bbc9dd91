package org.beibu.probe.active.metrics;

import java.util.concurrent.TimeUnit;

/** Delays from the four stamps of a round trip (RFC 8762 4.4); none is ever clamped. */
final class Delays {
    /** A delay that cannot be told. */
    static final long NOT_DETERMINABLE = Long.MIN_VALUE;

    private static final long LEAST_ERROR_LIMIT_NANOS = TimeUnit.MICROSECONDS.toNanos(250);
    private static final int DELAY_PER_ERROR = 50; // 2 %

    /** T3 of user space may lie before T2 of the kernel by so much where clocks are read apart. */
    private static final long MOST_NEGATIVE_RESIDENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private Delays() {}

    /**
     * {@code (T4 - T1) - (T3 - T2)}, in which no offset between the clocks remains; not
     * determinable when the time at the reflector is negative or longer than the whole.
     */
    static long roundTrip(long leftNanos, Reply reply) {
        long whole = reply.returnedNanos - leftNanos;
        long residence = reply.sentNanos - reply.receivedNanos;
        long delay = whole - residence;
        boolean sound = residence >= -MOST_NEGATIVE_RESIDENCE_NANOS && residence <= whole;
        return sound && whole >= 0 && delay >= 0 ? delay : NOT_DETERMINABLE;
    }

    /**
     * The one-way delay when the errors of both clocks together are at most 0.25 ms or 2 % of it,
     * whichever is more. A negative one proves that an error is larger than was claimed.
     */
    static long oneWay(long differenceNanos, Reply reply) {
        if (reply.senderErrorNanos == Reply.UNSYNCHRONISED
                || reply.reflectorErrorNanos == Reply.UNSYNCHRONISED) {
            return NOT_DETERMINABLE;
        }
        long error = reply.senderErrorNanos + reply.reflectorErrorNanos;
        long limit = Math.max(LEAST_ERROR_LIMIT_NANOS, differenceNanos / DELAY_PER_ERROR);
        boolean small = error >= 0 && error <= limit;
        return small && differenceNanos >= 0 ? differenceNanos : NOT_DETERMINABLE;
    }
}
