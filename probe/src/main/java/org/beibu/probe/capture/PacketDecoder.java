package org.beibu.probe.capture;

import org.beibu.runtime.counters.Counters;
import org.jspecify.annotations.Nullable;

/**
 * Finds the innermost IP packet inside a captured packet and its TCP, UDP or ICMP header, layer by
 * layer, reading headers in place. Each packet either gives a transport header to time or is
 * counted under exactly one {@link SkipReason}. A packet quoted by an ICMP error is never looked
 * at. Checksums are not verified: offloading makes them wrong on own packets.
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
     * Reads the packet's headers.
     *
     * @return whether it is an IP packet with a usable time: then addresses, DSCP and lengths are
     *     valid, and the transport is {@link DecodedPacket#NONE} if there is none to time, for a
     *     reason that has been counted; if false, the fields mean nothing and the reason has been
     *     counted
     */
    public boolean decode(CapturedPacket packet, DecodedPacket into) {
        counters.increment(CaptureCounter.PACKETS);
        if (packet.originalLength() < packet.capturedLength()) {
            counters.increment(CaptureCounter.LONGER_THAN_WIRE);
        }
        cursor.wrap(packet);
        forget(into);
        SkipReason reason = readLayers(packet.linkType(), into);
        boolean timed = packet.epochNanos() != CapturedPacket.NO_TIME;
        if (reason == null && !timed) {
            reason = SkipReason.NO_TIME;
        }
        if (reason != null) {
            counters.increment(reason);
            into.transport = DecodedPacket.NONE;
        } else {
            counters.increment(CaptureCounter.USED);
            if (into.firstFragment) {
                counters.increment(CaptureCounter.FIRST_FRAGMENTS_USED);
            }
        }
        into.epochNanos = packet.epochNanos();
        into.interfaceIndex = packet.interfaceIndex();
        into.wireLength = packet.originalLength();
        return timed && into.addressed && reason != SkipReason.MALFORMED_IP;
    }

    private static void forget(DecodedPacket into) {
        into.addressed = false;
        into.mplsLabel = DecodedPacket.NO_MPLS_LABEL;
        into.sourceMac = DecodedPacket.NO_MAC;
        into.destinationMac = DecodedPacket.NO_MAC;
    }

    private @Nullable SkipReason readLayers(int linkType, DecodedPacket into) {
        SkipReason reason = LinkHeader.read(cursor, linkType, into);
        if (reason == null) {
            reason = VlanTags.read(cursor, into);
        }
        if (reason == null) {
            reason = readNetwork(into);
        }
        if (reason == null) {
            reason = ExtensionHeaders.skip(cursor, into);
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
        return switch (cursor.ipProtocol) {
            case IpProtocol.TCP -> readSegment(into);
            case IpProtocol.UDP -> readDatagram(into);
            case IpProtocol.ICMP -> DatagramHeader.icmp(cursor, into, DecodedPacket.ICMP);
            case IpProtocol.ICMPV6 -> DatagramHeader.icmp(cursor, into, DecodedPacket.ICMPV6);
            default -> IpProtocol.notTimed(cursor);
        };
    }

    private @Nullable SkipReason readDatagram(DecodedPacket into) {
        SkipReason reason = DatagramHeader.udp(cursor, into);
        return reason == null && IpProtocol.isTunnelPort(into.destinationPort)
                ? SkipReason.ENCAPSULATED
                : reason;
    }

    private @Nullable SkipReason readSegment(DecodedPacket into) {
        if (into.firstFragment) {
            return SkipReason.FIRST_FRAGMENT;
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
