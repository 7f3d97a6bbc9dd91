package org.beibu.probe.capture;

import org.jspecify.annotations.Nullable;

/**
 * Walks from the link header to the innermost transport header, whatever lies between: each step
 * reads one header (or one stack of them), which names what follows. Ends at a transport header or
 * with the reason why there is none.
 *
 * <p>Lengths: a packet ends where its IP header says, even when the source's record of the frame's
 * length is shorter, but never beyond a length stated by a header outside of it.
 */
final class LayerWalk {
    /** Encapsulations inside one another; real networks need three or four. */
    static final int MOST_ENCAPSULATIONS = 8;

    private final HeaderCursor cursor = new HeaderCursor();

    /** The defect of the TCP options of the last packet, which does not keep it from use. */
    private @Nullable CaptureCounter optionsDefect;

    @Nullable SkipReason read(CapturedPacket packet, DecodedPacket into) {
        forget(into);
        cursor.wrap(packet);
        SkipReason reason = LinkHeader.read(cursor, packet.linkType(), into);
        while (reason == null && cursor.etherType != EtherType.END) {
            reason = cursor.opened > MOST_ENCAPSULATIONS ? SkipReason.TOO_DEEP : readLayer(into);
        }
        into.encapsulated = cursor.opened > 0;
        if (reason != null) {
            into.transport = DecodedPacket.NONE;
            into.sourcePort = 0;
            into.destinationPort = 0;
            into.payloadLength = 0;
        }
        return reason;
    }

    private void forget(DecodedPacket into) {
        optionsDefect = null;
        into.addressed = false;
        into.firstFragment = false;
        into.mplsLabel = DecodedPacket.NO_MPLS_LABEL;
        into.sourceMac = DecodedPacket.NO_MAC;
        into.destinationMac = DecodedPacket.NO_MAC;
        into.vlanDepth = 0;
        into.vlanOuter = 0;
        into.vlanInner = 0;
        into.tagHash = 0;
    }

    /** What was wrong with the TCP options of the last packet, or null. */
    @Nullable CaptureCounter optionsDefect() {
        return optionsDefect;
    }

    /** Whether the last packet was inside an encapsulation. */
    boolean isEncapsulated() {
        return cursor.opened > 0;
    }

    private @Nullable SkipReason readLayer(DecodedPacket into) {
        int etherType = cursor.etherType;
        return switch (etherType) {
            case EtherType.IPV4 -> readPacket(Ipv4Header.read(cursor, into), into);
            case EtherType.IPV6 -> readPacket(Ipv6Header.read(cursor, into), into);
            case EtherType.IP_BY_VERSION -> byVersion();
            case EtherType.VLAN, EtherType.VLAN_SERVICE, EtherType.VLAN_OLD_QINQ ->
                    VlanTags.read(cursor, into);
            case EtherType.ETHERNET -> LinkHeader.ethernet(cursor);
            case EtherType.FABRIC_PATH -> tunnel(2, EtherType.ETHERNET);
            case EtherType.BACKBONE_SERVICE -> tunnel(4, EtherType.ETHERNET);
            case EtherType.LLC -> LlcHeader.read(cursor);
            case EtherType.MPLS, EtherType.MPLS_UPSTREAM -> MplsStack.read(cursor, into);
            case EtherType.PPPOE_SESSION -> PppHeader.overEthernet(cursor);
            case EtherType.PPP -> PppHeader.read(cursor);
            case EtherType.PPPOE_DISCOVERY -> SkipReason.PPP_CONTROL;
            case EtherType.ARP, EtherType.REVERSE_ARP -> SkipReason.ARP;
            default ->
                    etherType < EtherType.LOWEST
                            ? LlcHeader.readBehindLength(cursor)
                            : SkipReason.NOT_IP;
        };
    }

    private @Nullable SkipReason byVersion() {
        SkipReason reason =
                cursor.lacks(1, SkipReason.TRUNCATED_IP, SkipReason.MALFORMED_ENCAPSULATION);
        if (reason != null) {
            return reason;
        }
        return switch (cursor.octet(0) >>> 4) {
            case 4 -> cursor.followedBy(0, EtherType.IPV4);
            case 6 -> cursor.followedBy(0, EtherType.IPV6);
            default -> SkipReason.NOT_IP;
        };
    }

    private @Nullable SkipReason readPacket(@Nullable SkipReason headerReason, DecodedPacket into) {
        SkipReason reason = headerReason;
        if (reason == null && IpProtocol.isExtension(cursor.ipProtocol)) {
            reason = ExtensionHeaders.skip(cursor, into);
        }
        if (reason != null) {
            return reason;
        }
        if (into.firstFragment && !IpProtocol.isDatagram(cursor.ipProtocol)) {
            return SkipReason.FIRST_FRAGMENT;
        }
        return switch (cursor.ipProtocol) {
            case IpProtocol.TCP -> segment(into);
            case IpProtocol.UDP -> datagram(into);
            case IpProtocol.ICMP -> end(DatagramHeader.icmp(cursor, into, DecodedPacket.ICMP));
            case IpProtocol.ICMPV6 -> end(DatagramHeader.icmp(cursor, into, DecodedPacket.ICMPV6));
            case IpProtocol.GRE -> GreHeader.read(cursor);
            case IpProtocol.IPV4 -> tunnel(0, EtherType.IPV4);
            case IpProtocol.IPV6 -> tunnel(0, EtherType.IPV6);
            case IpProtocol.MPLS -> cursor.followedBy(0, EtherType.MPLS);
            case IpProtocol.ETHERNET -> tunnel(0, EtherType.ETHERNET);
            case IpProtocol.ETHERNET_IN_IP -> tunnel(2, EtherType.ETHERNET);
            default -> SkipReason.OTHER_PROTOCOL;
        };
    }

    private @Nullable SkipReason end(@Nullable SkipReason reason) {
        cursor.etherType = EtherType.END;
        return reason;
    }

    private @Nullable SkipReason tunnel(int headerLength, int etherType) {
        cursor.opened++;
        SkipReason reason =
                cursor.lacks(
                        headerLength,
                        SkipReason.TRUNCATED_TUNNEL,
                        SkipReason.MALFORMED_ENCAPSULATION);
        return reason != null ? reason : cursor.followedBy(headerLength, etherType);
    }

    private @Nullable SkipReason segment(DecodedPacket into) {
        SkipReason reason = TcpHeader.read(cursor, into);
        if (reason == null) {
            optionsDefect =
                    TcpOptions.read(
                            cursor.buffer,
                            cursor.position,
                            (int) cursor.enclosedEnd,
                            cursor.capturedEnd,
                            into);
        }
        return end(reason);
    }

    private @Nullable SkipReason datagram(DecodedPacket into) {
        SkipReason reason = DatagramHeader.udp(cursor, into);
        if (reason != null
                || into.firstFragment
                || !UdpTunnel.isPort(into.sourcePort, into.destinationPort)) {
            return end(reason);
        }
        cursor.position = into.payloadOffset;
        cursor.enterEnclosing(0, into.payloadLength);
        return switch (UdpTunnel.open(cursor, into)) {
            case OPENED -> {
                cursor.opened += cursor.etherType == EtherType.MPLS ? 0 : 1;
                yield null;
            }
            case CUT -> SkipReason.TRUNCATED_TUNNEL;
            case NONE -> end(null);
        };
    }
}
