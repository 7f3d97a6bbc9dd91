package org.beibu.probe.datagram;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.beibu.model.Method;
import org.beibu.model.QualityClass;
import org.beibu.probe.capture.DecodedPacket;
import org.beibu.probe.passive.Emitter;
import org.beibu.probe.passive.RememberedAnswer;
import org.beibu.runtime.counters.Counters;

/**
 * Times the QUIC spin bit (RFC 9000 17.4, RFC 9312 3.8): the server repeats the client's value, the
 * client answers with the opposite one. So far is the delay from a client's edge to the server's
 * edge of the same value, near from a server's edge to the client's next one.
 *
 * <p>Many hosts never spin, or send random values instead. Edges of such a flow come from one side
 * several times in a row, which a spinning flow's never do but for disorder; or too fast. So the
 * first edges are kept until there is a verdict, and what they timed is handed over then. An edge
 * that followed another one of its own side begins no timing, nor does a first value of 1, whose
 * edge may have been missed. With a new connection id (which makes the sender begin at 0 again) the
 * value is taken as it is.
 *
 * <p>Owned by the capture thread.
 */
final class SpinMatcher {
    private static final int SPIN = 0x20;
    private static final int FIRST_VERDICT = 16;
    private static final int LEAST_EDGES = 4;
    private static final int LEAST_PAIRS = 3;
    private static final int HALVED_AT = 64;

    private final EdgePool edges;
    private final Emitter emitter;
    private final Counters counters;
    private final long[] periods = new long[EdgePool.BLOCK_EDGES];

    SpinMatcher(EdgePool edges, Emitter emitter, Counters counters) {
        this.edges = edges;
        this.emitter = emitter;
        this.counters = counters;
    }

    /** Takes the short header at this index. */
    void onShortHeader(DecodedPacket packet, QuicFlow flow, int direction, int at) {
        if (flow.is(QuicFlow.SPIN_REFUSED)) {
            return;
        }
        boolean value = (packet.buffer().get(at) & SPIN) != 0;
        boolean renamed = isRenamed(packet, flow, direction, at);
        boolean known = flow.is(QuicFlow.VALUE_KNOWN << direction);
        boolean before = known && flow.is(QuicFlow.VALUE << direction);
        flow.set(QuicFlow.VALUE_KNOWN << direction);
        if (value == before) {
            return;
        }
        flow.set(QuicFlow.VALUE << direction, value);
        if (renamed) {
            flow.clear(QuicFlow.CHAINED);
        } else {
            onEdge(packet, flow, direction, known);
        }
    }

    /** What was seen so far was seen on another clock: nothing may be timed from it. */
    void onClockStep(QuicFlow flow) {
        flow.clear(QuicFlow.CHAINED);
    }

    /** The flow ends: decides about what is kept of it. */
    void onEnd(QuicFlow flow) {
        if (flow.block() >= 0) {
            boolean enough = flow.edges() >= LEAST_EDGES && flow.pairs() >= LEAST_PAIRS;
            decide(flow, enough && alternates(flow, 75) && isSlowEnough(flow));
        }
    }

    /** Times this flow no more, nor what is kept of it. */
    void refuse(QuicFlow flow) {
        flow.set(QuicFlow.SPIN_REFUSED);
        edges.giveBack(flow);
    }

    private static boolean isRenamed(DecodedPacket packet, QuicFlow flow, int direction, int at) {
        int length = flow.idLength(direction);
        ByteBuffer buffer = packet.buffer();
        int end = packet.payloadOffset() + packet.payloadCaptured();
        if (length == 0 || at + 1 + length > end) {
            return false;
        }
        int id = QuicLongHeader.idHash(buffer, at + 1, length);
        int before = flow.lastId(direction);
        flow.lastId(direction, id);
        return before != 0 && before != id;
    }

    private void onEdge(DecodedPacket packet, QuicFlow flow, int direction, boolean seen) {
        boolean chained = flow.is(QuicFlow.CHAINED);
        boolean alternates = chained && follows(flow, direction);
        boolean completes = alternates && seen && flow.is(QuicFlow.LAST_USABLE);
        long begun = flow.edgeTime();
        flow.counts(
                Math.min(flow.edges() + 1, HALVED_AT),
                flow.pairs() + (chained ? 1 : 0),
                flow.alternatingPairs() + (alternates ? 1 : 0));
        flow.set(QuicFlow.CHAINED);
        flow.set(QuicFlow.LAST_FROM_SERVER, direction == QuicFlow.SERVER);
        flow.set(QuicFlow.LAST_USABLE, seen && (alternates || !chained));
        flow.edgeTime(packet.epochNanos());
        RememberedAnswer.write(packet, flow.words(), flow.answerAt(direction));
        if (flow.is(QuicFlow.SPIN_BELIEVED)) {
            goOn(packet, flow, completes, begun);
        } else {
            keep(packet, flow, direction, completes);
        }
    }

    /** Whether an edge of this direction fits behind the last one: other side, right value. */
    private static boolean follows(QuicFlow flow, int direction) {
        boolean otherSide = flow.is(QuicFlow.LAST_FROM_SERVER) == (direction == QuicFlow.CLIENT);
        boolean equal =
                flow.is(QuicFlow.VALUE << QuicFlow.CLIENT)
                        == flow.is(QuicFlow.VALUE << QuicFlow.SERVER);
        return otherSide && equal == (direction == QuicFlow.SERVER);
    }

    private void goOn(DecodedPacket packet, QuicFlow flow, boolean completes, long begun) {
        if (flow.pairs() >= FIRST_VERDICT && !alternates(flow, 75)) {
            counters.increment(DatagramCounter.QUIC_FLOWS_NOT_SPINNING);
            refuse(flow);
            return;
        }
        if (flow.pairs() >= HALVED_AT) {
            flow.counts(flow.edges(), flow.pairs() / 2, flow.alternatingPairs() / 2);
        }
        if (completes) {
            emitter.emit(packet, Method.QUIC_SPIN, QualityClass.CLEAN, begun);
        }
    }

    private void keep(DecodedPacket packet, QuicFlow flow, int direction, boolean completes) {
        if (flow.block() < 0 && !edges.lend(flow)) {
            counters.increment(DatagramCounter.QUIC_FLOWS_SPIN_SKIPPED);
            refuse(flow);
            return;
        }
        int count = flow.edges();
        edges.put(flow, count - 1, packet.epochNanos(), direction, completes);
        if (count == FIRST_VERDICT && (alternates(flow, 90) || !alternates(flow, 50))) {
            decide(flow, alternates(flow, 90) && isSlowEnough(flow));
        } else if (count == EdgePool.BLOCK_EDGES) {
            decide(flow, alternates(flow, 75) && isSlowEnough(flow));
        }
    }

    private static boolean alternates(QuicFlow flow, int percent) {
        return flow.alternatingPairs() * 100 >= flow.pairs() * percent;
    }

    private void decide(QuicFlow flow, boolean spins) {
        if (!spins) {
            counters.increment(DatagramCounter.QUIC_FLOWS_NOT_SPINNING);
            refuse(flow);
            return;
        }
        counters.increment(DatagramCounter.QUIC_FLOWS_SPINNING);
        flow.set(QuicFlow.SPIN_BELIEVED);
        for (int edge = 1; edge < flow.edges(); edge++) {
            if (edges.completes(flow, edge)) {
                emitter.emitEarlier(
                        flow.words(),
                        flow.answerAt(edges.direction(flow, edge)),
                        flow.initialTime(),
                        edges.time(flow, edge - 1),
                        edges.time(flow, edge));
            }
        }
        edges.giveBack(flow);
    }

    /** Whether the client's median period is at least half of the handshake's delay. */
    private boolean isSlowEnough(QuicFlow flow) {
        int count = 0;
        long last = Long.MIN_VALUE;
        for (int edge = 0; edge < flow.edges(); edge++) {
            if (edges.direction(flow, edge) == QuicFlow.CLIENT) {
                if (last != Long.MIN_VALUE) {
                    periods[count++] = edges.time(flow, edge) - last;
                }
                last = edges.time(flow, edge);
            }
        }
        Arrays.sort(periods, 0, count);
        return count > 0 && 2 * periods[count / 2] >= flow.handshakeDelay();
    }
}
