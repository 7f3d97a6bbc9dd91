package org.beibu.simulator.wire;

import java.nio.ByteBuffer;
import org.beibu.model.Address;
import org.beibu.simulator.tcp.Hosts;
import org.beibu.simulator.tcp.Segment;

/**
 * Writes a segment as an Ethernet frame:
 *
 * <pre>
 *  0 destination MAC | 6 source MAC | 12 0x8100 | 14 VLAN id | 16 0x0800 or 0x86dd | 18 IP header
 *  IPv4 (20 octets, RFC 791) or IPv6 (40 octets, RFC 8200) | TCP (RFC 9293 3.1) | options | payload
 * </pre>
 *
 * Frames shorter than the least Ethernet frame are padded.
 */
public final class FrameEncoder {
    /** Longest frame: full segment with tag. */
    public static final int MOST_OCTETS = 1518;

    private static final int LINK_OCTETS = 18;

    /** Octets before any payload, at most. */
    public static final int MOST_HEADER_OCTETS = LINK_OCTETS + 40 + 60;

    private static final int LEAST_OCTETS = 60;
    private static final int IPV4_OCTETS = 20;
    private static final int IPV6_OCTETS = 40;
    private static final int TCP_OCTETS = 20;
    private static final int TCP_PROTOCOL = 6;
    private static final int DONT_FRAGMENT = 0x4000;
    private static final int BUREAU_TTL = 63;
    private static final int ASEAN_TTL = 52;
    private static final int MSS_IPV4 = 1460;
    private static final int MSS_IPV6 = 1440;
    private static final int WINDOW_SCALE = 7;
    private static final byte[] ZEROS = new byte[MOST_OCTETS];

    private ByteBuffer out = ByteBuffer.allocate(0);

    /**
     * Writes the frame's first octets from the buffer's position on and advances it.
     *
     * @param snapLength how many octets to write at most, {@link #MOST_HEADER_OCTETS} or more
     * @return octets of the whole frame
     */
    public int encode(Segment segment, ByteBuffer buffer, int snapLength) {
        out = buffer;
        int start = buffer.position();
        boolean ipv4 = segment.connection().hosts().initiator().isIpv4();
        int optionOctets = optionOctets(segment);
        int ipOctets = ipv4 ? IPV4_OCTETS : IPV6_OCTETS;
        int tcpOctets = TCP_OCTETS + optionOctets + segment.payload();
        putLink(segment, ipv4);
        if (ipv4) {
            putIpv4(segment, tcpOctets);
        } else {
            putIpv6(segment, tcpOctets);
        }
        int tcpStart = buffer.position();
        putTcp(segment, optionOctets);
        int tcpEnd = buffer.position();
        long sum = pseudoHeaderSum(segment, tcpOctets) + sum(tcpStart, tcpEnd);
        buffer.putShort(tcpStart + 16, fold(sum));
        int length = LINK_OCTETS + ipOctets + tcpOctets;
        int wireLength = Math.max(length, LEAST_OCTETS);
        int captured = Math.min(wireLength, snapLength);
        buffer.put(ZEROS, 0, captured - (tcpEnd - start));
        return wireLength;
    }

    private void putLink(Segment segment, boolean ipv4) {
        int vlan = segment.connection().path().exit().vlan();
        boolean outward = isOutward(segment);
        putMac(outward ? vlan : 1);
        putMac(outward ? 1 : vlan);
        out.putShort((short) 0x8100);
        out.putShort((short) vlan);
        out.putShort((short) (ipv4 ? 0x0800 : 0x86dd));
    }

    /** A locally administered address. */
    private void putMac(int number) {
        out.putShort((short) 0x0200);
        out.putInt(number);
    }

    private static boolean isOutward(Segment segment) {
        return segment.fromInitiator() != segment.connection().hosts().inbound();
    }

    private void putIpv4(Segment segment, int tcpOctets) {
        int start = out.position();
        out.putShort((short) 0x4500);
        out.putShort((short) (IPV4_OCTETS + tcpOctets));
        out.putShort((short) segment.identification());
        out.putShort((short) DONT_FRAGMENT);
        out.put((byte) (isOutward(segment) ? BUREAU_TTL : ASEAN_TTL));
        out.put((byte) TCP_PROTOCOL);
        out.putShort((short) 0);
        out.putInt((int) source(segment).low());
        out.putInt((int) destination(segment).low());
        out.putShort(start + 10, fold(sum(start, start + IPV4_OCTETS)));
    }

    private void putIpv6(Segment segment, int tcpOctets) {
        int flowLabel = segment.connection().addressHash() & 0xfffff;
        out.putInt(0x6000_0000 | flowLabel);
        out.putShort((short) tcpOctets);
        out.put((byte) TCP_PROTOCOL);
        out.put((byte) (isOutward(segment) ? BUREAU_TTL : ASEAN_TTL));
        putAddress(source(segment));
        putAddress(destination(segment));
    }

    private void putAddress(Address address) {
        out.putLong(address.high());
        out.putLong(address.low());
    }

    private void putTcp(Segment segment, int optionOctets) {
        Hosts hosts = segment.connection().hosts();
        boolean fromInitiator = segment.fromInitiator();
        out.putShort((short) (fromInitiator ? hosts.initiatorPort() : hosts.responderPort()));
        out.putShort((short) (fromInitiator ? hosts.responderPort() : hosts.initiatorPort()));
        out.putInt((int) segment.sequence());
        out.putInt((int) segment.acknowledgment());
        int dataOffset = (TCP_OCTETS + optionOctets) / 4;
        out.putShort((short) (dataOffset << 12 | segment.flags()));
        out.putShort((short) segment.window());
        out.putShort((short) 0); // checksum, filled in later
        out.putShort((short) 0); // urgent pointer
        if (segment.has(Segment.SYN)) {
            putSynOptions(segment);
        } else {
            putOptions(segment);
        }
    }

    private static int optionOctets(Segment segment) {
        if (segment.has(Segment.SYN)) {
            return segment.hasTimestamps() ? 20 : 12;
        }
        int sackOctets = segment.sack().length == 0 ? 0 : 4 + 4 * segment.sack().length;
        return (segment.hasTimestamps() ? 12 : 0) + sackOctets;
    }

    private void putSynOptions(Segment segment) {
        boolean ipv4 = segment.connection().hosts().initiator().isIpv4();
        out.putShort((short) 0x0204); // maximum segment size
        out.putShort((short) (ipv4 ? MSS_IPV4 : MSS_IPV6));
        if (segment.hasTimestamps()) {
            out.putShort((short) 0x0402); // SACK permitted
            putTimestamps(segment);
        } else {
            out.putInt(0x0101_0402);
        }
        out.putInt(0x0103_0300 | WINDOW_SCALE);
    }

    private void putOptions(Segment segment) {
        if (segment.hasTimestamps()) {
            out.putShort((short) 0x0101);
            putTimestamps(segment);
        }
        long[] edges = segment.sack();
        if (edges.length > 0) {
            out.putShort((short) 0x0101);
            out.put((byte) 5);
            out.put((byte) (2 + 4 * edges.length));
            for (long edge : edges) {
                out.putInt((int) edge);
            }
        }
    }

    private void putTimestamps(Segment segment) {
        out.putShort((short) 0x080a);
        out.putInt((int) segment.tsval());
        out.putInt((int) segment.tsecr());
    }

    private static Address source(Segment segment) {
        Hosts hosts = segment.connection().hosts();
        return segment.fromInitiator() ? hosts.initiator() : hosts.responder();
    }

    private static Address destination(Segment segment) {
        Hosts hosts = segment.connection().hosts();
        return segment.fromInitiator() ? hosts.responder() : hosts.initiator();
    }

    /** The part of the sum that addresses, protocol and length make; the payload adds nothing. */
    private static long pseudoHeaderSum(Segment segment, int tcpOctets) {
        Hosts hosts = segment.connection().hosts();
        return words(hosts.initiator()) + words(hosts.responder()) + TCP_PROTOCOL + tcpOctets;
    }

    private static long words(Address address) {
        long low = address.isIpv4() ? address.low() & 0xffff_ffffL : address.low();
        return halves(address.high()) + halves(low);
    }

    private static long halves(long eight) {
        return (eight >>> 48)
                + (eight >>> 32 & 0xffff)
                + (eight >>> 16 & 0xffff)
                + (eight & 0xffff);
    }

    private long sum(int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i += 4) {
            sum += out.getInt(i) & 0xffff_ffffL;
        }
        return sum;
    }

    /** The Internet checksum of a sum of 16- and 32-bit words (RFC 1071). */
    private static short fold(long sum) {
        long folded = sum;
        while (folded >>> 16 != 0) {
            folded = (folded & 0xffff) + (folded >>> 16);
        }
        return (short) ~folded;
    }
}
