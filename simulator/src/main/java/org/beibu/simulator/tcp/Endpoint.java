package org.beibu.simulator.tcp;

import org.beibu.simulator.bureau.Impairment;
import org.beibu.simulator.event.Chance;
import org.beibu.simulator.event.Timer;
import org.jspecify.annotations.Nullable;

/** One host's end of a connection: the states of RFC 9293 3.3.2 as far as timing needs them. */
final class Endpoint {
    private static final long MILLIS = 1_000_000;
    private static final long HANDSHAKE_TIMEOUT_NANOS = 1000 * MILLIS; // RFC 6298 2.1
    private static final long LEAST_ANSWER_GAP_NANOS = 500 * MILLIS;
    private static final long LEAST_TIMEOUT_NANOS = 200 * MILLIS;
    private static final long DELAYED_ACK_NANOS = 40 * MILLIS;
    private static final int MOST_TIMEOUTS = 5;
    private static final int LARGEST_WINDOW_SEGMENTS = 48;

    private enum State {
        LISTEN,
        SYN_SENT,
        SYN_RECEIVED,
        ESTABLISHED,
        DEAD
    }

    private final Connection connection;
    private final boolean initiator;
    private final @Nullable TimestampClock clock;
    private final boolean delaysAcks;
    private final SendSide send;
    private final ReceiveSide receive = new ReceiveSide();
    private final Timer retransmission;
    private final Timer delayedAck;
    private State state = State.LISTEN;
    private @Nullable Tick currentTick;
    private int identification;
    private long answeredNanos;

    Endpoint(
            Connection connection,
            boolean initiator,
            @Nullable TimestampClock clock,
            Surroundings surroundings) {
        this.connection = connection;
        this.initiator = initiator;
        this.clock = clock;
        Chance chance = surroundings.chance();
        boolean wraps = chance.happens(surroundings.impairments().share(Impairment.SEQUENCE_WRAP));
        long initial = wraps ? (1L << 32) - chance.between(1, 3000) : chance.bits() >>> 33;
        this.send = new SendSide(initial, connection.segmentSize(), LARGEST_WINDOW_SEGMENTS);
        this.delaysAcks = chance.happens(surroundings.impairments().share(Impairment.DELAYED_ACK));
        this.identification = chance.below(0xffff);
        this.retransmission = new Timer(surroundings.timeline(), this::retransmissionTimeout);
        this.delayedAck = new Timer(surroundings.timeline(), this::acknowledgeNow);
    }

    /** Opens the connection: sends the SYN. */
    void open(long nowNanos) {
        state = State.SYN_SENT;
        transmitFirst(nowNanos, Segment.SYN, 0);
        if (connection.initiatorRepeats()) {
            retransmission.arm(nowNanos + HANDSHAKE_TIMEOUT_NANOS);
        }
    }

    /** Hands over octets to send. */
    void write(long nowNanos, int octets) {
        if (state != State.DEAD) {
            send.limit += octets;
            sendWhatMay(nowNanos);
        }
    }

    /** Closes this direction once everything is sent. */
    void close(long nowNanos) {
        send.finWanted = true;
        if (state == State.ESTABLISHED) {
            sendWhatMay(nowNanos);
        }
    }

    /** Closes this direction with what is written next. */
    void closeAfterNextWrite() {
        send.finWanted = true;
    }

    /** Ends the connection at once with a RST. */
    void reset(long nowNanos) {
        if (state == State.ESTABLISHED) {
            transmit(nowNanos, Segment.RST | Segment.ACK, send.next, 0);
        }
        die();
    }

    /** Probes an idle connection: one octet, or none, just below what the peer expects. */
    void keepAlive(long nowNanos, int octets) {
        if (state == State.ESTABLISHED && !send.finWanted && !send.hasOutstanding()) {
            transmit(nowNanos, Segment.ACK, send.next - 1, octets);
        }
    }

    /** RCV.NXT, not wrapped. */
    long receivedUntil() {
        return receive.next;
    }

    boolean hasReceivedFin() {
        return receive.finished;
    }

    boolean isClosing() {
        return send.finWanted;
    }

    /** Whether this end will send nothing more of its own accord. */
    boolean isDone() {
        return state == State.DEAD || (send.isFinished() && receive.finished);
    }

    void receive(long nowNanos, Segment segment) {
        if (state == State.DEAD) {
            return;
        }
        if (segment.has(Segment.RST)) {
            die();
            return;
        }
        switch (state) {
            case LISTEN -> receiveInListen(nowNanos, segment);
            case SYN_SENT -> receiveInSynSent(nowNanos, segment);
            case SYN_RECEIVED -> receiveInSynReceived(nowNanos, segment);
            case ESTABLISHED -> receiveEstablished(nowNanos, segment);
            case DEAD -> throw new AssertionError("left above");
        }
    }

    private void receiveInListen(long nowNanos, Segment segment) {
        if (!segment.has(Segment.SYN)) {
            return;
        }
        state = State.SYN_RECEIVED;
        receive.begin(segment);
        transmitFirst(nowNanos, Segment.SYN | Segment.ACK, 0);
        if (connection.responderRepeats()) {
            retransmission.arm(nowNanos + HANDSHAKE_TIMEOUT_NANOS);
        }
    }

    private void receiveInSynSent(long nowNanos, Segment segment) {
        if (segment.has(Segment.SYN | Segment.ACK)) {
            state = State.ESTABLISHED;
            receive.begin(segment);
            send.acknowledge(segment.acknowledgment, false);
            retransmission.cancel();
            acknowledgeNow(nowNanos);
            connection.established(nowNanos);
        }
    }

    private void receiveInSynReceived(long nowNanos, Segment segment) {
        receive.noteTimestamp(segment);
        if (segment.has(Segment.SYN)) {
            answerAgain(nowNanos);
        } else if (segment.acknowledgment > send.unacknowledged) {
            state = State.ESTABLISHED;
            receiveEstablished(nowNanos, segment);
        }
    }

    /**
     * Answers a repeated SYN, but not twice within half a second, as Linux does. Without that bound
     * two equal SYN/ACKs in one tick could not be told from a tap's copy by anybody.
     */
    private void answerAgain(long nowNanos) {
        if (nowNanos - answeredNanos >= LEAST_ANSWER_GAP_NANOS) {
            resendOldest(nowNanos);
            retransmission.arm(nowNanos + (HANDSHAKE_TIMEOUT_NANOS << send.timeouts));
        }
    }

    private void receiveEstablished(long nowNanos, Segment segment) {
        if (segment.has(Segment.SYN)) {
            acknowledgeNow(nowNanos);
            return;
        }
        receive.noteTimestamp(segment);
        boolean pureAck = segment.end() == segment.sequence;
        if (send.acknowledge(segment.acknowledgment, pureAck)) {
            resendOldest(nowNanos);
        }
        rearm(nowNanos);
        boolean outsideWindow = pureAck && segment.sequence < receive.lastAckSent;
        boolean ackNow = pureAck ? outsideWindow : receive.accept(segment);
        long acknowledgedBefore = receive.lastAckSent;
        connection.received(nowNanos, this);
        sendWhatMay(nowNanos);
        if (receive.lastAckSent == acknowledgedBefore) {
            acknowledgeLater(nowNanos, ackNow);
        }
    }

    private void acknowledgeLater(long nowNanos, boolean ackNow) {
        if (state == State.DEAD) {
            return;
        }
        if (ackNow || receive.unacknowledgedSegments >= 2) {
            acknowledgeNow(nowNanos);
        } else if (receive.unacknowledgedSegments == 1 && !delaysAcks) {
            acknowledgeNow(nowNanos);
        } else if (receive.unacknowledgedSegments == 1 && !delayedAck.isArmed()) {
            delayedAck.arm(nowNanos + DELAYED_ACK_NANOS);
        }
    }

    private void acknowledgeNow(long nowNanos) {
        transmit(nowNanos, Segment.ACK, send.next, 0);
    }

    private void sendWhatMay(long nowNanos) {
        if (state != State.ESTABLISHED) {
            return;
        }
        for (int payload = send.payloadToSend(); payload > 0; payload = send.payloadToSend()) {
            boolean last = send.next + payload == send.limit;
            boolean withFin = last && send.finWanted && connection.finRidesOnData();
            transmitFirst(
                    nowNanos,
                    Segment.ACK | (last ? Segment.PSH : 0) | (withFin ? Segment.FIN : 0),
                    payload);
        }
        if (send.mustSendFin()) {
            transmitFirst(nowNanos, Segment.FIN | Segment.ACK, 0);
        }
    }

    private void transmitFirst(long nowNanos, int flags, int payload) {
        send.finSent |= (flags & Segment.FIN) != 0;
        SendSide.Sent sent = send.note(flags, payload);
        transmit(nowNanos, flags, sent.sequence(), payload);
        if (state == State.ESTABLISHED && !retransmission.isArmed()) {
            rearm(nowNanos);
        }
    }

    private void resendOldest(long nowNanos) {
        SendSide.Sent sent = send.oldest();
        transmit(nowNanos, sent.flags(), sent.sequence(), sent.payload());
    }

    private void rearm(long nowNanos) {
        if (send.hasOutstanding()) {
            long timeout = LEAST_TIMEOUT_NANOS + 2 * connection.path().roundTripNanos();
            retransmission.arm(nowNanos + (timeout << send.timeouts));
        } else {
            retransmission.cancel();
        }
    }

    private void retransmissionTimeout(long nowNanos) {
        if (state == State.DEAD || !send.hasOutstanding()) {
            return;
        }
        send.timeout();
        if (send.timeouts > MOST_TIMEOUTS) {
            die();
            return;
        }
        resendOldest(nowNanos);
        if (state == State.ESTABLISHED) {
            rearm(nowNanos);
        } else {
            retransmission.arm(nowNanos + (HANDSHAKE_TIMEOUT_NANOS << send.timeouts));
        }
    }

    private void transmit(long nowNanos, int flags, long sequence, int payload) {
        Segment segment = new Segment(connection, initiator, flags, sequence, payload);
        segment.window = (flags & Segment.SYN) != 0 ? 64_240 : 501;
        if ((flags & Segment.ACK) != 0) {
            segment.acknowledgment = receive.next;
            segment.sack = payload == 0 ? receive.sackBlocks() : Segment.NO_SACK;
            receive.lastAckSent = receive.next;
            receive.unacknowledgedSegments = 0;
            delayedAck.cancel();
        }
        stamp(nowNanos, segment);
        boolean synAck = segment.has(Segment.SYN | Segment.ACK);
        answeredNanos = synAck ? nowNanos : answeredNanos;
        segment.identification = synAck ? 0 : nextIdentification();
        connection.links().send(nowNanos, segment);
    }

    private void stamp(long nowNanos, Segment segment) {
        if (clock == null) {
            return;
        }
        long tsval = clock.tsval(nowNanos);
        Tick tick = currentTick;
        if (tick == null || tick.tsval != tsval) {
            tick = new Tick(tsval);
            currentTick = tick;
        }
        segment.tick = tick;
        Tick echo = receive.recent;
        if (echo != null && segment.has(Segment.ACK)) {
            segment.echo = echo;
            segment.tsecr = echo.tsval;
        }
    }

    private int nextIdentification() {
        identification = identification % 0xffff + 1;
        return identification;
    }

    private void die() {
        state = State.DEAD;
        retransmission.cancel();
        delayedAck.cancel();
    }
}
