package org.beibu.probe.passive;

import org.beibu.model.Method;
import org.beibu.model.QualityClass;
import org.beibu.probe.capture.DecodedPacket;
import org.beibu.runtime.counters.Counters;

/**
 * Times TCP timestamps (RFC 7323): from the first segment that carries a TSval to its first echo.
 *
 * <p>The strict rules, against values that are too low or that hold a host's idle time: the segment
 * takes sequence space that is new (a pure ACK's TSval is echoed whenever the other end happens to
 * speak again); its TSval is later than all before in its direction; the echo has the ACK flag, and
 * its acknowledgment advances and covers the segment. TSval 0 is never followed, since a TSecr of 0
 * may mean "no echo". Of a flow that is met in mid-stream the first TSval is followed, although it
 * may have been sent before: that timing is too short by a tick of the sender's clock at most.
 *
 * <p>Also keeps the highest sequence end and acknowledgment of each direction, with or without
 * timestamps. Owned by the capture thread.
 */
final class TimestampMatcher {
    private final SlotPool slots;
    private final Emitter emitter;
    private final Counters counters;

    TimestampMatcher(SlotPool slots, Emitter emitter, Counters counters) {
        this.slots = slots;
        this.emitter = emitter;
        this.counters = counters;
    }

    /** Takes a segment that is neither a copy nor a RST. */
    void onSegment(DecodedPacket segment, Flow flow, int direction) {
        if (segment.hasTimestamps()) {
            if (segment.has(DecodedPacket.ACK)
                    && segment.tsecr() != 0
                    && !SlotPool.isEmpty(flow, 1 - direction)) {
                onEcho(segment, flow, direction);
            }
            onTsval(segment, flow, direction);
        }
        advance(segment, flow, direction);
    }

    /** What was seen so far was seen on another clock: nothing may be timed from it. */
    void onClockStep(Flow flow) {
        slots.release(flow, 0);
        slots.release(flow, 1);
    }

    private void onEcho(DecodedPacket segment, Flow flow, int direction) {
        int sender = 1 - direction;
        int tsecr = segment.tsecr();
        if (tsecr - flow.latestTsval(sender) > 0) {
            return; // was never sent
        }
        int age = slots.headTsval(flow, sender) - tsecr;
        while (age < 0) {
            slots.removeHead(flow, sender);
            if (SlotPool.isEmpty(flow, sender)) {
                return;
            }
            age = slots.headTsval(flow, sender) - tsecr;
        }
        if (age > 0) {
            return; // echoes a TSval that is not followed, or was echoed before
        }
        int end = slots.headEnd(flow, sender);
        long sent = slots.headTime(flow, sender);
        slots.removeHead(flow, sender);
        int acknowledgment = segment.acknowledgmentNumber();
        boolean advances =
                !flow.is(Flow.ACKNOWLEDGMENT_KNOWN, direction)
                        || acknowledgment - flow.highestAcknowledgment(direction) > 0;
        if (advances && acknowledgment - end >= 0) {
            emitter.emit(segment, Method.TIMESTAMP, QualityClass.FALLBACK, sent);
        }
    }

    private void onTsval(DecodedPacket segment, Flow flow, int direction) {
        int tsval = segment.tsval();
        if (flow.is(Flow.TSVAL_KNOWN, direction) && tsval - flow.latestTsval(direction) <= 0) {
            return;
        }
        flow.latestTsval(direction, tsval);
        if (tsval == 0 || segment.sequenceLength() == 0) {
            return;
        }
        int end = segment.sequenceNumber() + segment.sequenceLength();
        boolean isNew = !flow.is(Flow.END_KNOWN, direction) || end - flow.highestEnd(direction) > 0;
        if (isNew && !slots.add(flow, direction, tsval, end, segment.epochNanos())) {
            counters.increment(PassiveCounter.TIMESTAMP_SLOTS_FULL);
        }
    }

    private static void advance(DecodedPacket segment, Flow flow, int direction) {
        int end = segment.sequenceNumber() + segment.sequenceLength();
        if (!flow.is(Flow.END_KNOWN, direction) || end - flow.highestEnd(direction) > 0) {
            flow.highestEnd(direction, end);
        }
        if (segment.has(DecodedPacket.ACK)) {
            int acknowledgment = segment.acknowledgmentNumber();
            if (!flow.is(Flow.ACKNOWLEDGMENT_KNOWN, direction)
                    || acknowledgment - flow.highestAcknowledgment(direction) > 0) {
                flow.highestAcknowledgment(direction, acknowledgment);
            }
        }
    }
}
