package org.beibu.probe.capture;

import java.nio.ByteBuffer;
import org.beibu.model.Address;
import org.beibu.runtime.counters.Counters;

/**
 * Divides packets among shards so that all packets with the same innermost ends meet, whatever
 * their direction and whatever they are wrapped in: all that any matcher keeps is known by these
 * ends, or by less. Addresses and ports of plain frames are read where they lie; other packets are
 * decoded, and decoded again by who times them, who also counts them.
 *
 * <p>Owned by the one thread that reads the capture.
 */
public final class FlowDivider {
    private static final int ETHER_TYPE_AT = 12;
    private static final int IPV4_LENGTH = 20;
    private static final int IPV6_LENGTH = 40;
    private static final int TCP_LENGTH = 20;
    private static final int DATA_OFFSET_AT = 12;

    private final int shards;
    private final PacketDecoder decoder = new PacketDecoder(new Counters());
    private final DecodedPacket decoded = new DecodedPacket();
    private int octetsOfInterest;
    private long hash;

    /** Divides among so many. */
    public FlowDivider(int shards) {
        this.shards = shards;
    }

    /** The shard of a packet, from 0; any for a packet that nobody can time. */
    public int shard(CapturedPacket packet) {
        octetsOfInterest = packet.capturedLength();
        if (packet.linkType() != LinkType.ETHERNET || !readPlain(packet)) {
            boolean timed = decoder.decode(packet, decoded);
            hash = timed && decoded.transport != DecodedPacket.NONE ? SymmetricHash.of(decoded) : 0;
        }
        return (int) (((hash >>> 32) * shards) >>> 32);
    }

    /**
     * How many of the captured octets of the last packet are ever looked at: the payload of TCP is
     * not.
     */
    public int octetsOfInterest() {
        return octetsOfInterest;
    }

    private boolean readPlain(CapturedPacket packet) {
        ByteBuffer buffer = packet.buffer();
        int at = packet.offset();
        int end = at + packet.capturedLength();
        if (end - at < LinkHeader.ETHERNET_LENGTH + VlanTags.TAG_LENGTH) {
            return false;
        }
        int etherType = buffer.getShort(at + ETHER_TYPE_AT) & 0xffff;
        int ip = at + LinkHeader.ETHERNET_LENGTH;
        if (etherType == EtherType.VLAN) {
            etherType = buffer.getInt(ip) & 0xffff;
            ip += VlanTags.TAG_LENGTH;
        }
        return etherType == EtherType.IPV4
                ? readIpv4(buffer, at, ip, end)
                : etherType == EtherType.IPV6 && readIpv6(buffer, at, ip, end);
    }

    private boolean readIpv4(ByteBuffer buffer, int at, int ip, int end) {
        int transport = ip + IPV4_LENGTH;
        if (end - transport < TCP_LENGTH) {
            return false;
        }
        long first = buffer.getLong(ip);
        long second = buffer.getLong(ip + 8);
        int ports = buffer.getInt(transport);
        boolean plain = (first & PlainSegment.IPV4_PLAIN_MASK) == PlainSegment.IPV4_PLAIN;
        int protocol = (int) (second >>> 48) & 0xff;
        if (!plain || !isPlain(protocol, ports)) {
            return false;
        }
        long destination = Address.ipv4Low(buffer.getInt(ip + 16));
        long source = Address.ipv4Low((int) second);
        hash = SymmetricHash.of(0, source, ports >>> 16, 0, destination, ports & 0xffff);
        if (protocol == IpProtocol.TCP) {
            leaveOutPayload(buffer, at, transport, end);
        }
        return true;
    }

    private boolean readIpv6(ByteBuffer buffer, int at, int ip, int end) {
        int transport = ip + IPV6_LENGTH;
        if (end - transport < TCP_LENGTH) {
            return false;
        }
        long first = buffer.getLong(ip);
        int protocol = (int) (first >>> 8) & 0xff;
        int ports = buffer.getInt(transport);
        if (first >>> 60 != 6 || !isPlain(protocol, ports)) {
            return false;
        }
        hash =
                SymmetricHash.of(
                        buffer.getLong(ip + 8),
                        buffer.getLong(ip + 16),
                        ports >>> 16,
                        buffer.getLong(ip + 24),
                        buffer.getLong(ip + 32),
                        ports & 0xffff);
        if (protocol == IpProtocol.TCP) {
            leaveOutPayload(buffer, at, transport, end);
        }
        return true;
    }

    private static boolean isPlain(int protocol, int ports) {
        return protocol == IpProtocol.TCP
                || (protocol == IpProtocol.UDP && !UdpTunnel.isPort(ports >>> 16, ports & 0xffff));
    }

    private void leaveOutPayload(ByteBuffer buffer, int at, int tcp, int end) {
        int headerLength = (buffer.get(tcp + DATA_OFFSET_AT) & 0xf0) >>> 2;
        octetsOfInterest = Math.min(end, tcp + Math.max(TCP_LENGTH, headerLength)) - at;
    }
}
