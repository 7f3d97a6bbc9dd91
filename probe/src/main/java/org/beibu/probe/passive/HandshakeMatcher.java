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
 * before its answer. Nothing is taken from a handshake without its SYN, with the SYN/ACK recorded
 * before the SYN, with SYN/ACKs of different sequence numbers, or opened from both ends at once. A
 * resent SYN is not rescued by its TSecr: the timestamp method does that under its own name.
 *
 * <p>Owned by the capture thread.
 */
final class HandshakeMatcher {
    private static final int KIND = DecodedPacket.SYN | DecodedPacket.ACK;

    private final Emitter emitter;
    private final FlowTable flows;
    private final Counters counters;

    HandshakeMatcher(FlowTable flows, Emitter emitter, Counters counters) {
        this.flows = flows;
        this.emitter = emitter;
        this.counters = counters;
    }

    /** Takes a segment that is neither a copy nor a RST. */
    void onSegment(DecodedPacket segment, Flow flow, int direction) {
        int kind = segment.flags() & KIND;
        if (kind == DecodedPacket.SYN) {
            onSyn(segment, flow, direction);
        } else if (kind == KIND) {
            onSynAck(segment, flow, direction);
        } else if (kind == DecodedPacket.ACK
                && (flow.state() & (Flow.SYN_ACK_SEEN | Flow.HANDSHAKE_DONE))
                        == Flow.SYN_ACK_SEEN) {
            onAck(segment, flow, direction);
        }
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
                flow.set(Flow.SYN_RESENT);
                return;
            }
        } else if (flow.is(Flow.SYN_ACK_SEEN)
                && direction == flow.clientDirection()
                && isn == flow.clientIsn()) {
            flow.set(Flow.SYN_SEEN); // recorded after its SYN/ACK, which has made it void
            flows.forgetTsvals(flow); // the SYN/ACK's time cannot be right either
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
            flow.set(isn == flow.serverIsn() ? Flow.SYN_ACK_RESENT : Flow.HANDSHAKE_VOID);
            return;
        }
        flow.set(Flow.SYN_ACK_SEEN);
        flow.serverIsn(isn);
        flow.synAckTime(segment.epochNanos());
        if ((flow.state() & (Flow.SYN_RESENT | Flow.HANDSHAKE_VOID)) == 0) {
            emitter.emit(segment, Method.HANDSHAKE, QualityClass.CLEAN, flow.synTime());
        } else {
            counters.increment(PassiveCounter.HANDSHAKES_AMBIGUOUS);
        }
    }

    /** Acknowledged are the SYN and perhaps some of its data (Fast Open, RFC 7413). */
    private static boolean acknowledgesSyn(Flow flow, int client, int acknowledgment) {
        int beyondSyn = acknowledgment - (flow.clientIsn() + 1);
        return beyondSyn >= 0 && acknowledgment - flow.highestEnd(client) <= 0;
    }

    private void onAck(DecodedPacket segment, Flow flow, int direction) {
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
        if ((flow.state() & (Flow.SYN_ACK_RESENT | Flow.HANDSHAKE_VOID)) == 0) {
            emitter.emit(segment, Method.HANDSHAKE, QualityClass.CLEAN, flow.synAckTime());
        } else {
            counters.increment(PassiveCounter.HANDSHAKES_AMBIGUOUS);
        }
    }
}
