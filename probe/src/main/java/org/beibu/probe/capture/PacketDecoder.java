package org.beibu.probe.capture;

import org.beibu.runtime.counters.Counters;
import org.jspecify.annotations.Nullable;

/**
 * Finds the TCP segment inside a captured packet, layer by layer, reading headers in place. Each
 * packet either gives a segment or is counted under exactly one {@link SkipReason}. Checksums are
 * not verified: offloading makes them wrong on own packets.
 *
 * <p>Lengths: a segment ends where the IP header says, even when the source's record of the frame's
 * length is shorter, but never beyond a length stated by a header outside of it.
 *
 * <p>Owned by one thread; allocates nothing and throws nothing, whatever the octets are.
 */
public final class PacketDecoder {
    private final Counters counters;
    private final HeaderCursor cursor = new HeaderCursor();

    /** A decoder that counts there. */
    public PacketDecoder(Counters counters) {
        this.counters = counters;
        counters.register(CaptureCounter.class);
        counters.register(SkipReason.class);
    }

    /**
     * Reads the packet's headers into the segment.
     *
     * @return whether the packet holds a TCP segment with a usable time; if not, the segment's
     *     fields mean nothing and the reason has been counted
     */
    public boolean decode(CapturedPacket packet, DecodedPacket into) {
        counters.increment(CaptureCounter.PACKETS);
        if (packet.originalLength() < packet.capturedLength()) {
            counters.increment(CaptureCounter.LONGER_THAN_WIRE);
        }
        cursor.wrap(packet);
        SkipReason reason = readLayers(packet.linkType(), into);
        if (reason == null && packet.epochNanos() == CapturedPacket.NO_TIME) {
            reason = SkipReason.NO_TIME;
        }
        if (reason != null) {
            counters.increment(reason);
            return false;
        }
        into.epochNanos = packet.epochNanos();
        into.transport = DecodedPacket.TCP;
        into.interfaceIndex = packet.interfaceIndex();
        into.wireLength = packet.originalLength();
        counters.increment(CaptureCounter.SEGMENTS);
        return true;
    }

    private @Nullable SkipReason readLayers(int linkType, DecodedPacket into) {
        SkipReason reason = LinkHeader.read(cursor, linkType);
        if (reason == null) {
            reason = VlanTags.read(cursor, into);
        }
        if (reason == null) {
            reason = readNetwork(into);
        }
        if (reason == null) {
            reason = ExtensionHeaders.skip(cursor);
        }
        return reason == null ? readTransport(into) : reason;
    }

    private @Nullable SkipReason readNetwork(DecodedPacket into) {
        return switch (cursor.etherType) {
            case EtherType.IPV4 -> Ipv4Header.read(cursor, into);
            case EtherType.IPV6 -> Ipv6Header.read(cursor, into);
            case EtherType.ARP, EtherType.REVERSE_ARP -> SkipReason.ARP;
            case EtherType.MPLS, EtherType.MPLS_UPSTREAM, EtherType.PPPOE_SESSION ->
                    SkipReason.ENCAPSULATED;
            default -> SkipReason.NOT_IP;
        };
    }

    private @Nullable SkipReason readTransport(DecodedPacket into) {
        if (cursor.ipProtocol != IpProtocol.TCP) {
            return IpProtocol.notTcp(cursor);
        }
        SkipReason reason = TcpHeader.read(cursor, into);
        if (reason == null) {
            CaptureCounter defect = TcpOptions.read(cursor, into);
            if (defect != null) {
                counters.increment(defect);
            }
        }
        return reason;
    }
}
