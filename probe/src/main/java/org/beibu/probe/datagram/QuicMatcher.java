package org.beibu.probe.datagram;

import java.nio.ByteBuffer;
import org.beibu.model.Method;
import org.beibu.model.QualityClass;
import org.beibu.probe.capture.DecodedPacket;
import org.beibu.probe.passive.CaptureClock;
import org.beibu.probe.passive.Emitter;
import org.beibu.probe.passive.RememberedAnswer;
import org.beibu.runtime.counters.Counters;

/**
 * Recognises QUIC connections on any port by their first Initial, times the handshake and hands
 * short headers to the spin bit's matcher.
 *
 * <p>The handshake (RFC 9000 7) is timed from the client's first Initial to the first long header
 * of the server that names the client's connection id, be it Initial, Handshake, Retry or Version
 * Negotiation; not when the client sent a second Initial before, nor when the server's short
 * headers came first. A connection whose Initial was not seen is timed by no means: whose turn it
 * is to spin is not known, and other protocols' octets may look like short headers. The same holds
 * for one that migrated (RFC 9000 9).
 *
 * <p>Owned by the capture thread.
 */
final class QuicMatcher {
    /** A client pads datagrams with an Initial to this size (RFC 9000 14.1). */
    private static final int SMALLEST_INITIAL = 1200;

    /** The first Initial names the server by at least so many octets (RFC 9000 7.2). */
    private static final int SHORTEST_FIRST_ID = 8;

    private static final int SMALLEST_SHORT = 21;
    private static final int FIRST_EPHEMERAL_PORT = 32_768;
    private static final int MOST_COALESCED = 5;

    private final QuicFlows flows;
    private final SpinMatcher spins;
    private final DatagramCopies copies;
    private final Emitter emitter;
    private final CaptureClock clock;
    private final Counters counters;
    private final QuicFlow flow = new QuicFlow();
    private final QuicLongHeader header = new QuicLongHeader();

    QuicMatcher(
            int maxFlows,
            DatagramCopies copies,
            Emitter emitter,
            CaptureClock clock,
            Counters counters) {
        this.copies = copies;
        this.emitter = emitter;
        this.clock = clock;
        this.counters = counters;
        spins =
                new SpinMatcher(
                        new EdgePool(Math.min(maxFlows / 4, EdgePool.MOST_BLOCKS)),
                        emitter,
                        counters);
        flows = new QuicFlows(maxFlows, spins, counters);
    }

    /** Takes a UDP packet, with the hash of its ends. */
    void onPacket(DecodedPacket packet, EndsHash ends) {
        long key = ends.flow();
        if (packet.payloadCaptured() == 0) {
            counters.increment(DatagramCounter.UNTIMED);
        } else if (!flows.find(key, packet, flow)) {
            if (!begins(packet)) {
                counters.increment(DatagramCounter.UNTIMED);
            } else {
                copies.isCopy(packet, ends.asked(0)); // remembers it: a copy is no second Initial
                open(key, packet);
            }
        } else if (copies.isCopy(packet, ends.asked(0))) {
            counters.increment(DatagramCounter.COPIES);
        } else {
            onFlow(packet);
        }
    }

    /** Decides about connections that have been idle for too long at this time. */
    void sweep(long now) {
        flows.sweep(now);
    }

    /** The capture ends: hands over what waits for a verdict. */
    void end() {
        flows.end();
    }

    /** Whether this is a long header of a version we know, or looks like a client's Initial. */
    private boolean begins(DecodedPacket packet) {
        return readHeader(packet, packet.payloadOffset(), -1)
                && (header.isStandard() || isFirstInitial(packet));
    }

    private boolean readHeader(DecodedPacket packet, int at, int packedIds) {
        int end = packet.payloadOffset() + packet.payloadCaptured();
        return header.read(packet.buffer(), at, end, packedIds);
    }

    private boolean isFirstInitial(DecodedPacket packet) {
        boolean answer =
                packet.sourcePort() < FIRST_EPHEMERAL_PORT
                        && packet.destinationPort() >= FIRST_EPHEMERAL_PORT;
        return header.type() == QuicLongHeader.INITIAL
                && (header.isStandard() || header.hasFixedBit())
                && header.destinationIdLength() >= SHORTEST_FIRST_ID
                && packet.payloadLength() >= SMALLEST_INITIAL
                && !answer;
    }

    private void open(long key, DecodedPacket packet) {
        flows.open(key, packet.epochNanos(), flow);
        RememberedAnswer.write(packet, flow.words(), flow.answerAt(QuicFlow.CLIENT));
        flow.tag(QuicFlow.CLIENT, packet.tagHash());
        flow.lastSeen(packet.epochNanos());
        flow.clockEpoch(clock.epoch());
        flow.initialTime(packet.epochNanos());
        flow.clientId(header.sourceIdHash(), header.sourceIdLength());
        flow.set(QuicFlow.PACKED_IDS, header.packedIds());
        boolean first = isFirstInitial(packet);
        flow.set(QuicFlow.HANDSHAKE_VOID, !first);
        flow.set(QuicFlow.SPIN_REFUSED, !first || !header.hasSpinBit());
    }

    private void onFlow(DecodedPacket packet) {
        int direction = flow.direction(packet);
        if (!flow.is(QuicFlow.TAG_KNOWN << direction)) {
            flow.tag(direction, packet.tagHash());
        }
        flow.lastSeen(packet.epochNanos());
        if (flow.clockEpoch() != clock.epoch()) {
            flow.clockEpoch(clock.epoch());
            flow.set(QuicFlow.HANDSHAKE_VOID);
            spins.onClockStep(flow);
        }
        int at = packet.payloadOffset();
        int end = at + packet.payloadCaptured();
        ByteBuffer buffer = packet.buffer();
        for (int i = 0; i < MOST_COALESCED && at < end && buffer.get(at) < 0; i++) {
            if (!readHeader(packet, at, flow.is(QuicFlow.PACKED_IDS) ? 1 : 0)) {
                return;
            }
            if (i == 0) {
                onLongHeader(packet, direction);
            }
            at = header.next();
        }
        boolean alone = at == packet.payloadOffset();
        if (at < end && buffer.get(at) >= 0 && (alone || buffer.get(at) != 0)) {
            onShortHeader(packet, direction, at);
        }
    }

    private void onShortHeader(DecodedPacket packet, int direction, int at) {
        if (packet.payloadLength() - (at - packet.payloadOffset()) < SMALLEST_SHORT) {
            return;
        }
        if (direction == QuicFlow.SERVER && !flow.is(QuicFlow.ANSWERED)) {
            flow.set(QuicFlow.HANDSHAKE_VOID); // its long header was lost, or comes out of order
        }
        spins.onShortHeader(packet, flow, direction, at);
    }

    private void onLongHeader(DecodedPacket packet, int direction) {
        if (direction == QuicFlow.CLIENT) {
            if (header.type() == QuicLongHeader.INITIAL) {
                onInitial();
            }
        } else if (header.type() != QuicLongHeader.UNREADABLE) {
            onServersHeader(packet);
        }
    }

    private void onInitial() {
        boolean sameClient = flow.hasClientId(header.sourceIdHash(), header.sourceIdLength());
        if (!flow.is(QuicFlow.ANSWERED)) {
            flow.set(QuicFlow.HANDSHAKE_VOID);
        } else if (flow.is(QuicFlow.RETRIED)) {
            flow.clientId(header.sourceIdHash(), header.sourceIdLength());
        } else if (!sameClient) {
            spins.refuse(flow); // two connections share the ends: their edges cannot be told apart
        }
    }

    private void onServersHeader(DecodedPacket packet) {
        boolean retry =
                header.type() == QuicLongHeader.RETRY
                        || header.type() == QuicLongHeader.NEGOTIATION;
        if (!flow.hasClientId(header.destinationIdHash(), header.destinationIdLength())) {
            return;
        }
        if (!flow.is(QuicFlow.ANSWERED)) {
            onAnswer(packet);
        }
        flow.set(QuicFlow.RETRIED, retry);
        if (!retry) {
            flow.serverIdLength(header.sourceIdLength());
        }
    }

    private void onAnswer(DecodedPacket packet) {
        flow.set(QuicFlow.ANSWERED);
        if (flow.is(QuicFlow.HANDSHAKE_VOID)) {
            counters.increment(DatagramCounter.QUIC_HANDSHAKES_AMBIGUOUS);
        } else {
            flow.handshakeDelay(packet.epochNanos() - flow.initialTime());
            emitter.emit(packet, Method.QUIC_HANDSHAKE, QualityClass.CLEAN, flow.initialTime());
        }
    }
}
