package org.beibu.probe.capture;

import java.nio.ByteBuffer;
import org.beibu.model.Address;

/**
 * The short way for what most packets are: Ethernet with at most one 802.1Q tag, IPv4 without
 * options or IPv6 without extension headers, whole TCP headers, and the usual TCP options. Whatever
 * differs in any way is left, untouched, to {@link LayerWalk}, which gives the same for these
 * packets too, only slower.
 *
 * <pre>
 *   Ethernet 14 [tag 4] | IPv4 20 | TCP 20 [options]
 *                       | IPv6 40 |
 * </pre>
 */
final class PlainSegment {
    private static final int ETHER_TYPE_AT = 12;
    private static final int IPV4_LENGTH = 20;
    private static final int IPV6_LENGTH = 40;
    private static final int TCP_LENGTH = 20;
    private static final int TIMESTAMPS_LENGTH = 12;

    /** Version 4, header length 20, and neither an offset nor more fragments. */
    static final long IPV4_PLAIN_MASK = 0xff00_0000_0000_3fffL;

    static final long IPV4_PLAIN = 0x4500_0000_0000_0000L;

    private PlainSegment() {}

    /** Reads an Ethernet frame; false if it must go the long way. */
    static boolean read(CapturedPacket packet, DecodedPacket into) {
        ByteBuffer buffer = packet.buffer();
        int at = packet.offset();
        int end = at + packet.capturedLength();
        if (end - at < LinkHeader.ETHERNET_LENGTH + IPV4_LENGTH + TCP_LENGTH) {
            return false;
        }
        int etherType = buffer.getShort(at + ETHER_TYPE_AT) & 0xffff;
        int ip = at + LinkHeader.ETHERNET_LENGTH;
        int vlan = -1;
        if (etherType == EtherType.VLAN) {
            int tag = buffer.getInt(ip);
            vlan = tag >>> 16 & VlanTags.VLAN_ID_MASK;
            etherType = tag & 0xffff;
            ip += VlanTags.TAG_LENGTH;
        }
        boolean read =
                etherType == EtherType.IPV4
                        ? ipv4(buffer, ip, end, into)
                        : etherType == EtherType.IPV6 && ipv6(buffer, ip, end, into);
        if (read) {
            link(buffer, at, vlan, into);
        }
        return read;
    }

    private static boolean ipv4(ByteBuffer buffer, int ip, int end, DecodedPacket into) {
        int tcp = ip + IPV4_LENGTH;
        if (end - tcp < TCP_LENGTH) {
            return false;
        }
        long first = buffer.getLong(ip);
        long second = buffer.getLong(ip + 8);
        int segmentLength = ((int) (first >>> 32) & 0xffff) - IPV4_LENGTH;
        boolean plain =
                (first & IPV4_PLAIN_MASK) == IPV4_PLAIN
                        && ((int) (second >>> 48) & 0xff) == IpProtocol.TCP;
        if (!plain || !segment(buffer, tcp, end, segmentLength, into)) {
            return false;
        }
        into.dscp = (int) (first >>> 50) & 0x3f;
        into.ipv4Identification = (int) (first >>> 16) & 0xffff;
        into.sourceHigh = 0;
        into.sourceLow = Address.ipv4Low((int) second);
        into.destinationHigh = 0;
        into.destinationLow = Address.ipv4Low(buffer.getInt(ip + 16));
        return true;
    }

    private static boolean ipv6(ByteBuffer buffer, int ip, int end, DecodedPacket into) {
        int tcp = ip + IPV6_LENGTH;
        if (end - tcp < TCP_LENGTH) {
            return false;
        }
        long first = buffer.getLong(ip);
        int segmentLength = (int) (first >>> 16) & 0xffff;
        boolean plain = first >>> 60 == 6 && ((int) (first >>> 8) & 0xff) == IpProtocol.TCP;
        if (!plain || !segment(buffer, tcp, end, segmentLength, into)) {
            return false;
        }
        into.dscp = (int) (first >>> 54) & 0x3f;
        into.ipv4Identification = 0;
        into.sourceHigh = buffer.getLong(ip + 8);
        into.sourceLow = buffer.getLong(ip + 16);
        into.destinationHigh = buffer.getLong(ip + 24);
        into.destinationLow = buffer.getLong(ip + 32);
        return true;
    }

    private static boolean segment(
            ByteBuffer buffer, int tcp, int end, int segmentLength, DecodedPacket into) {
        long first = buffer.getLong(tcp);
        long second = buffer.getLong(tcp + 8);
        int headerLength = ((int) (second >>> 28) & 0xf) << 2;
        int options = headerLength - TCP_LENGTH;
        int optionsAt = tcp + TCP_LENGTH;
        if (options < 0 || headerLength > segmentLength || end - optionsAt < options) {
            return false;
        }
        if (options == TIMESTAMPS_LENGTH
                && buffer.getInt(optionsAt) == TcpOptions.ALIGNED_TIMESTAMPS) {
            long values = buffer.getLong(optionsAt + 4);
            into.hasTimestamps = true;
            into.tsval = (int) (values >>> 32);
            into.tsecr = (int) values;
            into.sackHash = 0;
            into.sackBlocks = 0;
        } else if (options == 0) {
            TcpOptions.forget(into);
        } else if (TcpOptions.read(buffer, optionsAt, optionsAt + options, end, into) != null) {
            return false;
        }
        into.sourcePort = (int) (first >>> 48);
        into.destinationPort = (int) (first >>> 32) & 0xffff;
        into.sequenceNumber = (int) first;
        into.acknowledgmentNumber = (int) (second >>> 32);
        into.flags = (int) (second >>> 16) & 0xff;
        into.window = (int) second & 0xffff;
        into.checksum = buffer.getShort(tcp + 16) & 0xffff;
        into.payloadLength = segmentLength - headerLength;
        into.transport = DecodedPacket.TCP;
        return true;
    }

    private static void link(ByteBuffer buffer, int at, int vlan, DecodedPacket into) {
        into.destinationMac = buffer.getLong(at) >>> 16;
        into.sourceMac = buffer.getLong(at + 6) >>> 16;
        into.mplsLabel = DecodedPacket.NO_MPLS_LABEL;
        into.firstFragment = false;
        into.encapsulated = false;
        into.vlanDepth = vlan < 0 ? 0 : 1;
        into.vlanOuter = Math.max(vlan, 0);
        into.vlanInner = Math.max(vlan, 0);
        into.tagHash = TagHash.withVlan(0, Math.max(vlan, 0));
    }
}
