package org.beibu.probe.passive;

import org.beibu.probe.capture.DecodedPacket;
import org.beibu.runtime.counters.Counters;

/**
 * Turns segments into timings: finds the flow, folds copies, and asks the handshake and the
 * timestamp matcher. Needs no start and no close. Owned by the one thread that feeds it.
 */
public final class PassiveTimer {
    private static final int COPY_MEMORY = 1 << 16;
    private static final int SEGMENTS_A_SWEEP = 16;

    private final SlotPool slots;
    private final FlowTable flows;
    private final CopyFilter copies = new CopyFilter(COPY_MEMORY);
    private final ClockSteps clockSteps = new ClockSteps();
    private final HandshakeMatcher handshakes;
    private final TimestampMatcher timestamps;
    private final Counters counters;
    private final Flow flow = new Flow();
    private int untilSweep = SEGMENTS_A_SWEEP;

    /** A timer that hands its timings to this sink, on the thread that feeds it. */
    public PassiveTimer(PassiveConfig config, TimingSink sink, Counters counters) {
        this.counters = counters;
        counters.register(PassiveCounter.class);
        slots = new SlotPool(config.maxTimestampBlocks());
        flows = new FlowTable(config, slots, counters);
        Emitter emitter = new Emitter(sink, counters);
        handshakes = new HandshakeMatcher(flows, emitter, counters);
        timestamps = new TimestampMatcher(slots, emitter, counters);
    }

    /** Takes the next segment of the capture. */
    public void onSegment(DecodedPacket segment) {
        if (clockSteps.steppedBack(segment)) {
            counters.increment(PassiveCounter.CLOCK_STEPS_BACKWARD);
        }
        if (--untilSweep == 0) {
            untilSweep = SEGMENTS_A_SWEEP;
            flows.sweepOne(segment.epochNanos());
        }
        int direction = flows.find(segment, flow);
        if (direction < 0) {
            return;
        }
        if (copies.isCopy(segment, flow, direction)) {
            counters.increment(PassiveCounter.COPIES_FOLDED);
            return;
        }
        if (flow.clockEpoch() != clockSteps.epoch()) {
            enterClockEpoch();
        }
        if (segment.has(DecodedPacket.RST)) {
            flow.set(Flow.CLOSED); // times nothing, and may be forged: the connection is kept
            return;
        }
        handshakes.onSegment(segment, flow, direction);
        timestamps.onSegment(segment, flow, direction);
        noticeClose(segment, direction);
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

    /** Timestamp blocks in use now. */
    int lentBlocks() {
        return slots.lent();
    }

    private void enterClockEpoch() {
        handshakes.onClockStep(flow);
        timestamps.onClockStep(flow);
        flow.clockEpoch(clockSteps.epoch());
    }

    private void noticeClose(DecodedPacket segment, int direction) {
        if (segment.has(DecodedPacket.FIN)) {
            flow.set(Flow.FIN_SEEN, direction);
            if (flow.is(Flow.FIN_SEEN, 1 - direction)) {
                flow.set(Flow.CLOSED);
            }
        } else if (segment.payloadLength() > 0) {
            flow.clear(Flow.CLOSED);
        }
    }
}
