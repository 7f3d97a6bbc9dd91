package org.beibu.probe.datagram;

import org.beibu.probe.capture.DecodedPacket;
import org.beibu.probe.passive.CaptureClock;
import org.beibu.probe.passive.Emitter;
import org.beibu.probe.passive.PassiveConfig;
import org.beibu.runtime.counters.Counters;

/** Hands UDP and ICMP packets to the matchers of their method. Owned by the capture thread. */
public final class DatagramTimer {
    private static final int COPY_MEMORY = 1 << 14;

    private final DatagramCopies copies = new DatagramCopies(COPY_MEMORY);
    private final EndsHash ends;
    private final DnsMatcher dns;
    private final EchoMatcher echoes;
    private final StampMatcher stamps;
    private final QuicMatcher quic;
    private final Counters counters;
    private OwnPackets own = new OwnPackets();

    /**
     * A timer that hands its timings to this emitter. The clock takes the time of each packet
     * before the timer takes the packet.
     */
    public DatagramTimer(
            PassiveConfig config, CaptureClock clock, Emitter emitter, Counters counters) {
        this(DatagramConfig.of(config), clock, emitter, counters);
    }

    /** A timer with these bounds. */
    public DatagramTimer(
            DatagramConfig config, CaptureClock clock, Emitter emitter, Counters counters) {
        this.counters = counters;
        counters.register(DatagramCounter.class);
        OpenQuestions questions = new OpenQuestions(config.maxQuestions(), clock, counters);
        ends = new EndsHash(config.hashSeed());
        dns = new DnsMatcher(questions, emitter, counters);
        echoes = new EchoMatcher(questions, emitter, counters);
        stamps = new StampMatcher(config.stampPorts(), questions, emitter, counters);
        quic = new QuicMatcher(config.maxQuicFlows(), copies, emitter, clock, counters);
    }

    /** Takes the next UDP, ICMP or ICMPv6 packet of the capture. */
    public void onPacket(DecodedPacket packet) {
        if (isOwn(packet)) {
            return;
        }
        ends.take(packet);
        if (packet.transport() == DecodedPacket.UDP) {
            onDatagram(packet);
        } else if (!EchoMatcher.isEcho(packet)) {
            counters.increment(DatagramCounter.UNTIMED);
        } else if (isNew(packet)) {
            echoes.onPacket(packet, ends);
        }
    }

    /** Decides about QUIC connections that have been idle for too long at this time. */
    public void sweep(long now) {
        quic.sweep(now);
    }

    /** Packets that others time; before the first packet only. */
    public void leaveOut(OwnPackets packets) {
        own = packets;
    }

    /** Whether its session times this packet; then it is counted. */
    public boolean isOwn(DecodedPacket packet) {
        boolean ours = own.holds(packet);
        if (ours) {
            counters.increment(DatagramCounter.SESSIONS_OWN);
        }
        return ours;
    }

    /** The capture ends: hands over what waits for a verdict. */
    public void end() {
        quic.end();
    }

    private void onDatagram(DecodedPacket packet) {
        if (DnsMatcher.isDns(packet)) {
            if (isNew(packet)) {
                dns.onPacket(packet, ends);
            }
        } else if (stamps.isStamp(packet)) {
            if (isNew(packet)) {
                stamps.onPacket(packet, ends);
            }
        } else if (DnsMatcher.isLikelyDns(packet)) {
            if (isNew(packet)) {
                dns.onPacket(packet, ends);
            }
        } else {
            quic.onPacket(packet, ends);
        }
    }

    private boolean isNew(DecodedPacket packet) {
        boolean copy = copies.isCopy(packet, ends.asked(0));
        if (copy) {
            counters.increment(DatagramCounter.COPIES);
        }
        return !copy;
    }
}
