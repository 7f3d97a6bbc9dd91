package org.beibu.probe.passive;

import org.beibu.model.Method;
import org.beibu.model.QualityClass;
import org.beibu.probe.capture.DecodedPacket;

/**
 * Times TCP timestamps (RFC 7323) where data and ACK cannot speak: for an ACK that advances but met
 * the end of no followed segment (super-segments of offloading, slots full). Such timings are far
 * worse than those by sequence numbers: the echo names the earliest segment that waits for its ACK,
 * and ticks and idle time are in it.
 *
 * <p>One TSval a direction waits for its echo at a time, so that what is reported is not what was
 * answered quickly. It waits when no other does, its segment goes beyond all before (a pure ACK's
 * TSval is echoed whenever the other end happens to speak again) and it is later than all before in
 * its direction. TSval 0 never waits, since a TSecr of 0 may mean "no echo". The wait ends with the
 * first ACK that has this TSecr, a later one, or that covers the segment; the first times it if it
 * advances over the segment. The delay must be two ticks of the sender's clock at least, and the
 * tick be known from two TSvals before. While a hole is open nothing is timed: the echo tells which
 * copy was answered, not that the answer was not sent, and lost, before.
 *
 * <p>Owned by the capture thread.
 */
final class TimestampMatcher {
    private final Emitter emitter;

    TimestampMatcher(Emitter emitter) {
        this.emitter = emitter;
    }

    /** Takes the TSval of a segment that is no copy. */
    void onTsval(DecodedPacket segment, Flow flow, int direction, boolean isNew) {
        int tsval = segment.tsval();
        if (flow.is(Flow.TSVAL_KNOWN, direction) && tsval - flow.latestTsval(direction) <= 0) {
            return;
        }
        flow.latestTsval(direction, tsval);
        if (isNew && tsval != 0 && !flow.is(Flow.ECHO_AWAITED, direction)) {
            estimateTick(flow, direction, tsval, segment.epochNanos());
            int end = segment.sequenceNumber() + segment.sequenceLength();
            flow.await(direction, tsval, end, segment.epochNanos());
        }
    }

    /**
     * Takes an ACK while a TSval of {@code sender} waits for its echo.
     *
     * @param outcome what the data/ACK matcher made of it
     */
    void onAck(DecodedPacket segment, Flow flow, int sender, int outcome) {
        int age = segment.tsecr() - flow.awaitedTsval(sender);
        boolean covered = segment.acknowledgmentNumber() - flow.awaitedEnd(sender) >= 0;
        if (age < 0 && !covered) {
            return;
        }
        flow.clear(Flow.ECHO_AWAITED, sender);
        if (age == 0
                && covered
                && outcome == DataAckMatcher.ADVANCED
                && isLongEnough(segment, flow, sender)) {
            emitter.emit(
                    segment, Method.TIMESTAMP, QualityClass.FALLBACK, flow.awaitedTime(sender));
        }
    }

    /** What was seen so far was seen on another clock: nothing may be timed from it. */
    void onClockStep(Flow flow) {
        for (int direction = 0; direction < 2; direction++) {
            flow.await(direction, 0, 0, 0);
            flow.clear(Flow.ECHO_AWAITED, direction);
        }
    }

    /** Whether the delay is long enough for the sender's clock. */
    private static boolean isLongEnough(DecodedPacket segment, Flow flow, int sender) {
        int tick = flow.tick(sender);
        long delay = segment.epochNanos() - flow.awaitedTime(sender);
        return tick != 0 && delay >= 2 * TickEstimate.nanos(tick);
    }

    private static void estimateTick(Flow flow, int direction, int tsval, long epochNanos) {
        int ticks = tsval - flow.awaitedTsval(direction);
        long nanos = epochNanos - flow.awaitedTime(direction);
        if (flow.awaitedTime(direction) != 0 && ticks >= TickEstimate.LEAST_TICKS && nanos > 0) {
            flow.tick(direction, TickEstimate.of(nanos, ticks));
        }
    }
}
