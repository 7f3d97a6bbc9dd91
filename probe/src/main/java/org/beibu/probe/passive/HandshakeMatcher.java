package org.beibu.probe.passive;

import org.beibu.model.Method;
import org.beibu.model.QualityClass;
import org.beibu.probe.capture.DecodedPacket;
import org.beibu.runtime.counters.Counters;

/**
 * Times both halves of the three-way handshake (RFC 9293 3.5): SYN to SYN/ACK waits for the server,
 * SYN/ACK to the client's first ACK of it waits for the client.
 *
 * <p>Karn's rule holds on both: a half counts only when the segment that opens it was seen once
 * before its answer. Where it was sent again, the answer's TSecr may name the first or the last
 * copy by a TSval that no other copy has; then the half counts as {@link QualityClass#AMBIGUOUS},
 * else not at all. Nothing is taken from a handshake without its SYN, with the SYN/ACK recorded
 * before the SYN, with SYN/ACKs of different sequence numbers, or opened from both ends at once. A
 * SYN that is refused by RST gives nothing either: a middlebox may have done that.
 *
 * <p>Owned by the capture thread.
 */
final class HandshakeMatcher {
    private final Emitter emitter;
    private final FlowTable flows;
    private final Counters counters;

    HandshakeMatcher(FlowTable flows, Emitter emitter, Counters counters) {
        this.flows = flows;
        this.emitter = emitter;
        this.counters = counters;
    }

    /** Takes a segment with SYN that is neither a copy nor a RST. */
    void onSynchronize(DecodedPacket segment, Flow flow, int direction) {
        if (segment.has(DecodedPacket.ACK)) {
            onSynAck(segment, flow, direction);
        } else {
            onSyn(segment, flow, direction);
        }
    }

    /** Whether the client's first ACK is yet to come. */
    static boolean isAckAwaited(Flow flow) {
        return (flow.state() & (Flow.SYN_ACK_SEEN | Flow.HANDSHAKE_DONE)) == Flow.SYN_ACK_SEEN;
    }

    /** What was seen so far was seen on another clock: nothing may be timed from it. */
    void onClockStep(Flow flow) {
        flow.set(Flow.HANDSHAKE_VOID);
    }

    private void onSyn(DecodedPacket segment, Flow flow, int direction) {
        int isn = segment.sequenceNumber();
        if (flow.is(Flow.SYN_SEEN)) {
            if (direction != flow.clientDirection()) {
                if (!flow.is(Flow.HANDSHAKE_DONE)) {
                    flow.set(Flow.HANDSHAKE_VOID); // opened from both ends at once
                    return;
                }
            } else if (isn == flow.clientIsn()) {
                onSynResent(segment, flow, direction);
                return;
            }
        } else if (flow.is(Flow.SYN_ACK_SEEN)
                && direction == flow.clientDirection()
                && isn == flow.clientIsn()) {
            flow.set(Flow.SYN_SEEN); // recorded after its SYN/ACK, which has made it void
            flows.forgetAsked(flow); // the SYN/ACK's time cannot be right either
            return;
        }
        begin(flow, direction);
        flow.set(Flow.SYN_SEEN);
        flow.clientIsn(isn);
        flow.synTime(segment.epochNanos());
    }

    /** A new connection between the same ends. */
    private void begin(Flow flow, int clientDirection) {
        flows.forget(flow);
        if (clientDirection == 1) {
            flow.set(Flow.CLIENT_IS_B);
        }
    }

    private void onSynAck(DecodedPacket segment, Flow flow, int direction) {
        int client = 1 - direction;
        int isn = segment.sequenceNumber();
        int acknowledgment = segment.acknowledgmentNumber();
        if (!flow.is(Flow.SYN_SEEN)) {
            if (!flow.is(Flow.SYN_ACK_SEEN)
                    || flow.clientDirection() != client
                    || flow.serverIsn() != isn) {
                begin(flow, client);
                flow.set(Flow.SYN_ACK_SEEN | Flow.HANDSHAKE_VOID);
                flow.clientIsn(acknowledgment - 1);
                flow.serverIsn(isn);
            }
            return;
        }
        if (flow.clientDirection() != client) {
            flow.set(Flow.HANDSHAKE_VOID); // opened from both ends at once
        } else if (acknowledgesSyn(flow, client, acknowledgment)) {
            onAnswer(segment, flow);
        }
    }

    private void onAnswer(DecodedPacket segment, Flow flow) {
        int isn = segment.sequenceNumber();
        if (flow.is(Flow.SYN_ACK_SEEN)) {
            onSynAckResent(segment, flow);
            return;
        }
        long lastSyn = flow.synAckTime();
        flow.set(Flow.SYN_ACK_SEEN);
        flow.serverIsn(isn);
        flow.synAckTime(segment.epochNanos());
        if (flow.is(Flow.HANDSHAKE_VOID)) {
            counters.increment(PassiveCounter.HANDSHAKES_AMBIGUOUS);
        } else if (flow.is(Flow.SYN_RESENT)) {
            emitNamed(segment, flow, flow.clientDirection(), flow.synTime(), lastSyn);
        } else {
            emitter.emit(segment, Method.HANDSHAKE, QualityClass.CLEAN, flow.synTime());
        }
    }

    /** Before the answer, {@link Flow#synAckTime} holds the time of the last copy with a TSval. */
    private static void onSynResent(DecodedPacket segment, Flow flow, int client) {
        flow.set(Flow.SYN_RESENT);
        if (!flow.is(Flow.SYN_ACK_SEEN) && isLater(segment, flow, client)) {
            flow.synAckTime(segment.epochNanos());
        }
    }

    /** After the answer, {@link Flow#synTime} holds the time of its last copy with a TSval. */
    private static void onSynAckResent(DecodedPacket segment, Flow flow) {
        if (segment.sequenceNumber() != flow.serverIsn()) {
            flow.set(Flow.HANDSHAKE_VOID);
            return;
        }
        flow.set(Flow.SYN_ACK_RESENT);
        if (isLater(segment, flow, 1 - flow.clientDirection())) {
            flow.synTime(segment.epochNanos());
        }
    }

    private static boolean isLater(DecodedPacket segment, Flow flow, int direction) {
        return segment.hasTimestamps()
                && flow.is(Flow.TSVAL_KNOWN, direction)
                && segment.tsval() - flow.latestTsval(direction) > 0;
    }

    /** Times the copy of a SYN or SYN/ACK that the answer's TSecr names, if it does. */
    private void emitNamed(DecodedPacket answer, Flow flow, int sender, long first, long last) {
        int firstTsval = flow.awaitedTsval(sender);
        int lastTsval = flow.latestTsval(sender);
        boolean known =
                answer.hasTimestamps()
                        && flow.is(Flow.TSVAL_KNOWN, sender)
                        && flow.awaitedTime(sender) == first
                        && firstTsval != lastTsval;
        if (known && answer.tsecr() == firstTsval) {
            emitter.emit(answer, Method.HANDSHAKE, QualityClass.AMBIGUOUS, first);
        } else if (known && answer.tsecr() == lastTsval) {
            emitter.emit(answer, Method.HANDSHAKE, QualityClass.AMBIGUOUS, last);
        } else {
            counters.increment(PassiveCounter.HANDSHAKES_AMBIGUOUS);
        }
    }

    /** Acknowledged are the SYN and perhaps some of its data (Fast Open, RFC 7413). */
    private static boolean acknowledgesSyn(Flow flow, int client, int acknowledgment) {
        int beyondSyn = acknowledgment - (flow.clientIsn() + 1);
        return beyondSyn >= 0 && acknowledgment - flow.highestEnd(client) <= 0;
    }

    /** Takes an ACK without SYN while {@link #isAckAwaited}. */
    void onAck(DecodedPacket segment, Flow flow, int direction) {
        if (direction != flow.clientDirection()) {
            return;
        }
        int beyond = segment.acknowledgmentNumber() - (flow.serverIsn() + 1);
        if (beyond < 0) {
            return; // of an earlier connection
        }
        flow.set(Flow.HANDSHAKE_DONE);
        if (beyond > 0) {
            return; // the ACK of the SYN/ACK itself was not captured
        }
        if (flow.is(Flow.HANDSHAKE_VOID)) {
            counters.increment(PassiveCounter.HANDSHAKES_AMBIGUOUS);
        } else if (!flow.is(Flow.SYN_ACK_RESENT)) {
            emitter.emit(segment, Method.HANDSHAKE, QualityClass.CLEAN, flow.synAckTime());
        } else {
            int server = 1 - direction;
            emitNamed(segment, flow, server, flow.synAckTime(), flow.synTime());
        }
    }
}
