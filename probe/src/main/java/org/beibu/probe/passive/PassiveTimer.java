package org.beibu.probe.passive;

import org.beibu.probe.capture.DecodedPacket;
import org.beibu.runtime.counters.Counters;

/**
 * Turns segments into timings: finds the flow, folds copies, and asks the matchers of handshake,
 * data/ACK and timestamps. Needs no start and no close. Owned by the one thread that feeds it.
 */
public final class PassiveTimer {
    private static final int COPY_MEMORY = 1 << 15;

    private final SlotPool slots;
    private final FlowTable flows;
    private final CopyFilter copies = new CopyFilter(COPY_MEMORY);
    private final CaptureClock clock;
    private final HandshakeMatcher handshakes;
    private final DataAckMatcher data;
    private final TimestampMatcher timestamps;
    private final Counters counters;
    private final Flow flow = new Flow();

    /**
     * A timer that hands its timings to this sink, on the thread that feeds it. The clock takes the
     * time of each segment before the timer takes the segment.
     */
    public PassiveTimer(
            PassiveConfig config, CaptureClock clock, TimingSink sink, Counters counters) {
        this.clock = clock;
        this.counters = counters;
        counters.register(PassiveCounter.class);
        slots = new SlotPool(config.maxSlots());
        flows = new FlowTable(config, slots, counters);
        Emitter emitter = new Emitter(sink, counters);
        handshakes = new HandshakeMatcher(flows, emitter, counters);
        data = new DataAckMatcher(slots, emitter, counters);
        timestamps = new TimestampMatcher(emitter);
    }

    /** Takes the next segment of the capture. */
    public void onSegment(DecodedPacket segment) {
        int direction = flows.find(segment, flow);
        if (direction < 0) {
            return;
        }
        if (flow.clockEpoch() != clock.epoch()) {
            enterClockEpoch();
        }
        if ((segment.flags() & (DecodedPacket.SYN | DecodedPacket.RST)) != 0) {
            onControl(segment, direction);
        } else {
            onOrdinary(segment, direction);
        }
    }

    private void onControl(DecodedPacket segment, int direction) {
        if (segment.has(DecodedPacket.RST)) {
            flow.set(Flow.CLOSED); // times nothing, and may be forged: the connection is kept
            return;
        }
        if (copies.isCopy(segment, flow, direction)) {
            counters.increment(PassiveCounter.COPIES_FOLDED);
            return;
        }
        handshakes.onSynchronize(segment, flow, direction);
        int length = segment.sequenceLength();
        boolean isNew = DataAckMatcher.isNew(flow, direction, segment.sequenceNumber() + length);
        data.onSyn(segment, flow, direction, length);
        if (segment.hasTimestamps()) {
            if (segment.has(DecodedPacket.ACK) && flow.is(Flow.ECHO_AWAITED, 1 - direction)) {
                timestamps.onAck(segment, flow, 1 - direction, DataAckMatcher.NOTHING);
            }
            timestamps.onTsval(segment, flow, direction, isNew);
        }
    }

    private void onOrdinary(DecodedPacket segment, int direction) {
        int length = segment.sequenceLength();
        boolean behindGap = false;
        boolean isNew = false;
        if (length > 0) {
            isNew = DataAckMatcher.isNew(flow, direction, segment.sequenceNumber() + length);
            if (isNew) {
                copies.remember(segment, flow, direction);
            } else if (copies.isCopy(segment, flow, direction)) {
                counters.increment(PassiveCounter.COPIES_FOLDED);
                return;
            }
            behindGap = DataAckMatcher.isBehindGap(flow, direction, segment.sequenceNumber());
            data.onData(segment, flow, direction, length);
            noticeClose(segment, direction);
        }
        int outcome = DataAckMatcher.NOTHING;
        boolean acknowledges = segment.has(DecodedPacket.ACK);
        if (acknowledges) {
            if (HandshakeMatcher.isAckAwaited(flow)) {
                handshakes.onAck(segment, flow, direction);
            }
            outcome = data.onAck(segment, flow, 1 - direction, behindGap);
        }
        if (segment.hasTimestamps()) {
            if (acknowledges && flow.is(Flow.ECHO_AWAITED, 1 - direction)) {
                timestamps.onAck(segment, flow, 1 - direction, outcome);
            }
            timestamps.onTsval(segment, flow, direction, isNew);
        }
    }

    /** Forgets connections that both ends have closed and that have been idle at this time. */
    public void sweepClosed(long now) {
        flows.sweepClosed(now);
    }

    /** Forgets flows that have been idle for too long at this time. */
    public void sweep(long now) {
        flows.sweep(now);
    }

    /** Flows held now, half-open ones included. */
    public int flows() {
        return flows.size();
    }

    /** Half-open flows held now. */
    public int halfOpenFlows() {
        return flows.halfOpenSize();
    }

    /** Flows there is memory for now; never more than the bound. */
    int createdFlows() {
        return flows.created();
    }

    /** Blocks of slots in use now. */
    int lentBlocks() {
        return slots.lent();
    }

    private void enterClockEpoch() {
        handshakes.onClockStep(flow);
        data.onClockStep(flow);
        timestamps.onClockStep(flow);
        flow.clockEpoch(clock.epoch());
    }

    private void noticeClose(DecodedPacket segment, int direction) {
        if (segment.has(DecodedPacket.FIN)) {
            flow.set(Flow.FIN_SEEN, direction);
            if (flow.is(Flow.FIN_SEEN, 1 - direction)) {
                flow.set(Flow.CLOSED);
                flows.onClosed(flow);
            }
        } else {
            flow.clear(Flow.CLOSED);
        }
    }
}
