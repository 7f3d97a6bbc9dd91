package org.beibu.probe.timing;

import org.beibu.probe.capture.CapturedPacket;
import org.beibu.probe.capture.DecodedPacket;
import org.beibu.probe.capture.PacketDecoder;
import org.beibu.probe.datagram.DatagramTimer;
import org.beibu.probe.datagram.OwnPackets;
import org.beibu.probe.passive.CaptureClock;
import org.beibu.probe.passive.Emitter;
import org.beibu.probe.passive.PassiveConfig;
import org.beibu.probe.passive.PassiveTimer;
import org.beibu.probe.passive.TimingSink;
import org.beibu.runtime.counters.Counters;

/** Decodes each packet and hands it to the matchers of its transport. Owned by one thread. */
public final class PacketTimer {
    private static final int TICKS_A_SWEEP = 10;

    private final DecodedPacket packet = new DecodedPacket();
    private final CaptureClock clock;
    private final PacketDecoder decoder;
    private final PassiveTimer segments;
    private final DatagramTimer datagrams;
    private int ticks;

    /** A timer that hands its timings to this sink, on the thread that feeds it. */
    public PacketTimer(PassiveConfig config, TimingSink sink, Counters counters) {
        clock = new CaptureClock(counters);
        decoder = new PacketDecoder(counters);
        segments = new PassiveTimer(config, clock, sink, counters);
        datagrams = new DatagramTimer(config, clock, new Emitter(sink, counters), counters);
    }

    /**
     * Takes the next packet of the capture.
     *
     * @return whether it is an IP packet with a usable time; {@link #packet()} then tells of it
     *     until the next call
     */
    public boolean onPacket(CapturedPacket captured) {
        long now = captured.epochNanos();
        if (now != CapturedPacket.NO_TIME && clock.take(captured.interfaceIndex(), now)) {
            tick(clock.tickNanos());
        }
        return onShardPacket(captured);
    }

    /**
     * Takes the next packet of a part of a capture. The clock is not asked: whoever reads the whole
     * capture tells of its steps and ticks.
     */
    boolean onShardPacket(CapturedPacket captured) {
        if (!decoder.decode(captured, packet)) {
            return false;
        }
        if (packet.transport() == DecodedPacket.TCP) {
            if (!datagrams.isOwn(packet)) {
                segments.onSegment(packet);
            }
        } else if (packet.transport() != DecodedPacket.NONE) {
            datagrams.onPacket(packet);
        }
        return true;
    }

    /** The capture's clock was set back before the next packet. */
    void enterNextClockEpoch() {
        clock.enterNextEpoch();
    }

    /**
     * Forgets what has been idle for too long at this time. Connections that were closed, at each
     * tick, so that the flows of many short ones stay in the cache; all others now and then.
     */
    void tick(long now) {
        segments.sweepClosed(now);
        if (++ticks == TICKS_A_SWEEP) {
            ticks = 0;
            segments.sweep(now);
            datagrams.sweep(now);
        }
    }

    /** Packets that others time; before the first packet only. */
    public void leaveOut(OwnPackets packets) {
        datagrams.leaveOut(packets);
    }

    /** The capture ends: hands over what waits for a verdict. */
    public void end() {
        datagrams.end();
    }

    /** What the decoder found in the last packet. */
    public DecodedPacket packet() {
        return packet;
    }
}
