package org.beibu.probe.capture;

import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.counters.Tally;
import org.jspecify.annotations.Nullable;

/**
 * Finds the innermost IP packet inside a captured packet and its TCP, UDP or ICMP header, layer by
 * layer, reading headers in place. Each packet either gives a transport header to time or is
 * counted under exactly one {@link SkipReason}. A packet quoted by an ICMP error is never looked
 * at. Checksums are not verified: offloading makes them wrong on own packets.
 *
 * <p>Two ways lead to the same result: {@link PlainSegment} for TCP in plain Ethernet frames,
 * {@link LayerWalk} for everything else.
 *
 * <p>Owned by one thread; allocates nothing and throws nothing, whatever the octets are.
 */
public final class PacketDecoder {
    private final Counters counters;
    private final Tally packets;
    private final Tally used;
    private final LayerWalk walk = new LayerWalk();

    /** A decoder that counts there. */
    public PacketDecoder(Counters counters) {
        this.counters = counters;
        counters.register(CaptureCounter.class);
        counters.register(SkipReason.class);
        packets = counters.tally(CaptureCounter.PACKETS);
        used = counters.tally(CaptureCounter.USED);
    }

    /**
     * Reads the packet's headers.
     *
     * @return whether it is an IP packet with a usable time: then addresses, DSCP and lengths are
     *     valid, and the transport is {@link DecodedPacket#NONE} if there is none to time, for a
     *     reason that has been counted; if false, the fields mean nothing and the reason has been
     *     counted
     */
    public boolean decode(CapturedPacket packet, DecodedPacket into) {
        packets.increment();
        into.epochNanos = packet.epochNanos();
        into.interfaceIndex = packet.interfaceIndex();
        into.wireLength = packet.originalLength();
        if (packet.originalLength() < packet.capturedLength()) {
            counters.increment(CaptureCounter.LONGER_THAN_WIRE);
        }
        if (packet.linkType() == LinkType.ETHERNET
                && packet.epochNanos() != CapturedPacket.NO_TIME
                && PlainSegment.read(packet, into)) {
            used.increment();
            return true;
        }
        return decodeAny(packet, into);
    }

    private boolean decodeAny(CapturedPacket packet, DecodedPacket into) {
        SkipReason reason = walk.read(packet, into);
        boolean timed = packet.epochNanos() != CapturedPacket.NO_TIME;
        if (reason == null && !timed) {
            reason = SkipReason.NO_TIME;
        }
        count(reason, into);
        return timed && into.addressed && reason != SkipReason.MALFORMED_IP;
    }

    private void count(@Nullable SkipReason reason, DecodedPacket into) {
        CaptureCounter defect = walk.optionsDefect();
        if (defect != null) {
            counters.increment(defect);
        }
        if (walk.isEncapsulated()) {
            counters.increment(CaptureCounter.ENCAPSULATED);
        }
        if (reason != null) {
            counters.increment(reason);
            into.transport = DecodedPacket.NONE;
            return;
        }
        used.increment();
        if (into.firstFragment) {
            counters.increment(CaptureCounter.FIRST_FRAGMENTS_USED);
        }
    }
}
