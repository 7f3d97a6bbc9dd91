package org.beibu.probe.timing;

import org.beibu.probe.capture.CapturedPacket;
import org.beibu.probe.capture.DecodedPacket;
import org.beibu.probe.capture.PacketDecoder;
import org.beibu.probe.datagram.DatagramTimer;
import org.beibu.probe.passive.Emitter;
import org.beibu.probe.passive.PassiveConfig;
import org.beibu.probe.passive.PassiveTimer;
import org.beibu.probe.passive.TimingSink;
import org.beibu.runtime.counters.Counters;

/** Decodes each packet and hands it to the matchers of its transport. Owned by one thread. */
public final class PacketTimer {
    private final DecodedPacket packet = new DecodedPacket();
    private final PacketDecoder decoder;
    private final PassiveTimer segments;
    private final DatagramTimer datagrams;

    /** A timer that hands its timings to this sink, on the thread that feeds it. */
    public PacketTimer(PassiveConfig config, TimingSink sink, Counters counters) {
        decoder = new PacketDecoder(counters);
        segments = new PassiveTimer(config, sink, counters);
        datagrams = new DatagramTimer(config, new Emitter(sink, counters), counters);
    }

    /**
     * Takes the next packet of the capture.
     *
     * @return whether it is an IP packet with a usable time; {@link #packet()} then tells of it
     *     until the next call
     */
    public boolean onPacket(CapturedPacket captured) {
        if (!decoder.decode(captured, packet)) {
            return false;
        }
        datagrams.onTime(packet);
        if (packet.transport() == DecodedPacket.TCP) {
            segments.onSegment(packet);
        } else if (packet.transport() != DecodedPacket.NONE) {
            datagrams.onPacket(packet);
        }
        return true;
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
