package org.beibu.probe.passive;

import org.beibu.model.Method;
import org.beibu.model.QualityClass;
import org.beibu.probe.capture.DecodedPacket;
import org.beibu.runtime.counters.Counters;

/**
 * Times data and its acknowledgment (RFC 9293 3.8), the primary method. The rules, all in serial
 * arithmetic of 32 bits, per direction of a connection:
 *
 * <ul>
 *   <li>A segment is followed when it starts exactly at the highest sequence end so far, or beyond
 *       it once the direction is in step: it had its SYN, or one segment in order. So the first
 *       segment of a direction that is met in mid-stream is not followed; it may be a resend.
 *   <li>A segment that starts below the highest end is a resend (copies were folded before): all
 *       followed segments that end above its start are forgotten. That is Karn's rule in constant
 *       space, since those segments are the newest ones. What the resend holds beyond the highest
 *       end is not followed either.
 *   <li>An ACK that advances forgets all segments that end at or below it. If one ends exactly
 *       there and was not SACKed, that is a timing. An ACK beyond the highest end forgets all and
 *       times nothing: it is optimistic, or the capture lost packets. The ACK on data that starts
 *       beyond the highest end of its own direction times as {@code recovery}: what was missed, or
 *       comes later, may have carried that ACK before. Inside an encapsulation it times nothing,
 *       since what was missed may have been captured, as fragments that are not put together.
 *   <li>The first SACK of a followed segment times it, see {@link SackMatcher}; its ACK then does
 *       not.
 *   <li>FIN counts one, SYN is left to the handshake. Keep-alives and zero-window probes lie below
 *       the highest end. Numbers more than 2^30 away start the direction afresh.
 * </ul>
 *
 * <p>The class of a timing is told by {@link AckTrigger}. Owned by the capture thread.
 */
final class DataAckMatcher {
    /** What an ACK did. */
    static final int NOTHING = 0;

    static final int ADVANCED = 1;

    /** It advanced while a hole was open. */
    static final int RECOVERED = 2;

    static final int TIMED = 3;

    private static final int FAR = 1 << 30;
    private static final int LEAST_QUEUE = AckTrigger.QUEUE_SEGMENTS * AckTrigger.LEAST_FULL_SIZE;

    private final SlotPool slots;
    private final SlotQueue queue;
    private final SackMatcher sacks;
    private final Emitter emitter;
    private final Counters counters;

    DataAckMatcher(SlotPool slots, Emitter emitter, Counters counters) {
        this.slots = slots;
        this.queue = new SlotQueue(slots);
        this.sacks = new SackMatcher(queue, emitter);
        this.emitter = emitter;
        this.counters = counters;
    }

    /** Whether the segment goes beyond all that its direction has carried. */
    static boolean isNew(Flow flow, int direction, int end) {
        return !flow.is(Flow.END_KNOWN, direction) || end - flow.highestEnd(direction) > 0;
    }

    /** Whether something that its direction carried before the segment was not captured. */
    static boolean isBehindGap(Flow flow, int direction, int sequence) {
        return flow.is(Flow.END_KNOWN, direction) && sequence - flow.highestEnd(direction) > 0;
    }

    /** Takes a segment with payload or FIN, without SYN or RST, that is no copy. */
    void onData(DecodedPacket segment, Flow flow, int direction, int length) {
        int sequence = segment.sequenceNumber();
        if (segment.payloadLength() > flow.largestPayload(direction)) {
            flow.largestPayload(
                    direction, Math.min(segment.payloadLength(), SlotQueue.MOST_LENGTH));
        }
        if (!flow.is(Flow.END_KNOWN, direction)) {
            flow.highestEnd(direction, sequence + length);
            return;
        }
        int ahead = sequence - flow.highestEnd(direction);
        if (ahead == 0) {
            flow.set(Flow.IN_STEP, direction);
            follow(segment, flow, direction, length);
        } else if (ahead > FAR || ahead < -FAR) {
            restart(flow, direction, sequence + length);
        } else if (ahead > 0) {
            onGap(segment, flow, direction, length);
        } else {
            onResend(flow, direction, sequence, sequence + length);
        }
    }

    /** A SYN that is no copy; its number is not followed, the handshake is timed by itself. */
    void onSyn(DecodedPacket segment, Flow flow, int direction, int length) {
        int end = segment.sequenceNumber() + length;
        if (isNew(flow, direction, end)) {
            flow.highestEnd(direction, end);
        }
        flow.set(Flow.IN_STEP, direction);
        if (segment.has(DecodedPacket.ACK) && !flow.is(Flow.ACKNOWLEDGMENT_KNOWN, 1 - direction)) {
            flow.acknowledged(1 - direction, segment.acknowledgmentNumber());
        }
    }

    /**
     * Takes the acknowledgment of what {@code sender} sent; tells what it did.
     *
     * @param behindGap whether it came on data {@linkplain #isBehindGap behind a gap}
     */
    int onAck(DecodedPacket segment, Flow flow, int sender, boolean behindGap) {
        int acknowledgment = segment.acknowledgmentNumber();
        boolean known = flow.is(Flow.ACKNOWLEDGMENT_KNOWN, sender);
        int advance = known ? acknowledgment - flow.acknowledged(sender) : 0;
        int outcome = NOTHING;
        if (advance > 0 || !known) {
            outcome = advance(segment, flow, sender, advance, behindGap);
        }
        if (segment.sackBlocks() != 0
                && !SlotQueue.isEmpty(flow, sender)
                && sacks.onSack(segment, flow, sender)) {
            outcome = TIMED;
        }
        return outcome;
    }

    /** What was seen so far was seen on another clock: nothing may be timed from it. */
    void onClockStep(Flow flow) {
        slots.release(flow, 0);
        slots.release(flow, 1);
    }

    private void follow(DecodedPacket segment, Flow flow, int direction, int length) {
        int end = segment.sequenceNumber() + length;
        flow.highestEnd(direction, end);
        if (flow.is(Flow.ACKNOWLEDGMENT_KNOWN, direction)
                && end - flow.acknowledged(direction) <= 0) {
            return; // acknowledged before it was captured
        }
        int about = Math.min(segment.payloadLength(), SlotQueue.MOST_LENGTH);
        if (segment.has(DecodedPacket.PSH)) {
            about |= SlotQueue.PUSHED;
        }
        if (segment.has(DecodedPacket.FIN)) {
            about |= SlotQueue.HAS_FIN;
        }
        if (isBehindQueue(segment, flow, direction)) {
            about |= SlotQueue.BEHIND_QUEUE;
        }
        if (!queue.add(flow, direction, end, about, segment.epochNanos())) {
            counters.increment(PassiveCounter.SEGMENTS_NOT_FOLLOWED);
        }
    }

    private static boolean isBehindQueue(DecodedPacket segment, Flow flow, int direction) {
        int waiting = segment.sequenceNumber() - flow.acknowledged(direction);
        return waiting >= LEAST_QUEUE
                && flow.is(Flow.ACKNOWLEDGMENT_KNOWN, direction)
                && waiting >= AckTrigger.queue(flow.largestPayload(direction));
    }

    /** Something before the segment was not captured, or comes later. */
    private void onGap(DecodedPacket segment, Flow flow, int direction, int length) {
        if (flow.is(Flow.IN_STEP, direction)) {
            flow.recoveryEnd(direction, segment.sequenceNumber());
            follow(segment, flow, direction, length);
        } else {
            flow.highestEnd(direction, segment.sequenceNumber() + length);
        }
    }

    private void onResend(Flow flow, int direction, int sequence, int end) {
        if (!SlotQueue.isEmpty(flow, direction)) {
            queue.open(flow, direction);
            queue.removeAbove(sequence);
            queue.close();
        }
        if (isNew(flow, direction, end)) {
            flow.highestEnd(direction, end);
        }
        if (!flow.is(Flow.ACKNOWLEDGMENT_KNOWN, direction)
                || end - flow.acknowledged(direction) > 0) {
            flow.recoveryEnd(direction, flow.highestEnd(direction));
        }
    }

    private void restart(Flow flow, int direction, int end) {
        slots.release(flow, direction);
        flow.clear(Flow.IN_STEP | Flow.RECOVERING | Flow.ACKNOWLEDGMENT_KNOWN, direction);
        flow.highestEnd(direction, end);
    }

    private int advance(
            DecodedPacket segment, Flow flow, int sender, int advance, boolean behindGap) {
        int acknowledgment = segment.acknowledgmentNumber();
        int beyond = acknowledgment - flow.highestEnd(sender);
        if (beyond > 0 && flow.is(Flow.END_KNOWN, sender)) {
            if (beyond > FAR) {
                return NOTHING;
            }
            flow.highestEnd(sender, acknowledgment);
        }
        flow.acknowledged(sender, acknowledgment);
        boolean recovering = flow.is(Flow.RECOVERING, sender);
        int outcome = recovering ? RECOVERED : ADVANCED;
        if (!SlotQueue.isEmpty(flow, sender)
                && queue.removeUpTo(flow, sender, acknowledgment)
                && (queue.removedAbout() & SlotQueue.SACKED) == 0
                && !(behindGap && segment.isEncapsulated())) {
            QualityClass trigger =
                    behindGap
                            ? QualityClass.RECOVERY
                            : AckTrigger.of(segment, flow, sender, queue.removedAbout(), advance);
            emitter.emit(segment, Method.DATA_ACK, trigger, queue.removedTime());
            outcome = TIMED;
        }
        if (recovering && acknowledgment - flow.recoveryEnd(sender) >= 0) {
            flow.clear(Flow.RECOVERING, sender);
        }
        return outcome;
    }
}
