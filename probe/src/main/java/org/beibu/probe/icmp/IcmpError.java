package org.beibu.probe.icmp;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.beibu.model.Address;

/**
 * An ICMP or ICMPv6 error message and the packet that it quotes; a flyweight. Routers quote 8
 * octets behind the header at least (RFC 792), most more (RFC 1812 4.3.2.3, RFC 4443 2.4).
 *
 * <pre>
 *   0 type | 1 code | 2 checksum | 4 unused; MTU in 6-7 (RFC 1191), with ICMPv6 in 4-7
 *   8 the quoted packet: IP header | IPv6 extension headers | first octets of its payload
 *
 *   of that payload   UDP   0 source port | 2 destination port | 4 length | 6 checksum
 *                     TCP   0 source port | 2 destination port | 4 sequence number
 *                     echo  0 type | 1 code | 2 checksum | 4 identifier | 6 sequence number
 * </pre>
 *
 * <p>Owned by one thread.
 */
public final class IcmpError {
    /** Octets of the quoted payload that are always there. */
    public static final int LEAST_PAYLOAD = 8;

    private static final int HEADER = 8;
    private static final int IPV4_LEAST = 20;
    private static final int IPV6_HEADER = 40;
    private static final int MOST_EXTENSIONS = 8;
    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int DESTINATION_OPTIONS = 60;
    private static final int FRAGMENT_OFFSET = 0x1fff;

    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private boolean ipv4;
    private int at;
    private int quoted;
    private int payload;
    private int end;
    private int protocol;

    /**
     * Reads a message from its type on; false when it is no error, or quotes too little to tell
     * whose packet it was. A wrong checksum is not noticed.
     *
     * @param octets in network order
     */
    public boolean wrap(ByteBuffer octets, int from, int until, boolean ofIpv4) {
        buffer = octets;
        ipv4 = ofIpv4;
        at = from;
        end = until;
        quoted = from + HEADER;
        return until - from >= HEADER
                && kind().isPresent()
                && (ofIpv4 ? wrapIpv4() : wrapIpv6())
                && end - payload >= LEAST_PAYLOAD;
    }

    private boolean wrapIpv4() {
        if (end - quoted < IPV4_LEAST || octet(quoted) >>> 4 != 4) {
            return false;
        }
        int length = (octet(quoted) & 0xf) * 4;
        payload = quoted + length;
        protocol = octet(quoted + 9);
        return length >= IPV4_LEAST && (buffer.getShort(quoted + 6) & FRAGMENT_OFFSET) == 0;
    }

    private boolean wrapIpv6() {
        if (end - quoted < IPV6_HEADER || octet(quoted) >>> 4 != 6) {
            return false;
        }
        protocol = octet(quoted + 6);
        payload = quoted + IPV6_HEADER;
        for (int i = 0; isExtension(protocol); i++) {
            boolean fits = i < MOST_EXTENSIONS && end - payload >= LEAST_PAYLOAD;
            if (!fits || isLaterFragment()) {
                return false;
            }
            int length = protocol == FRAGMENT ? 8 : 8 + octet(payload + 1) * 8;
            protocol = octet(payload);
            payload += length;
        }
        return true;
    }

    private static boolean isExtension(int number) {
        return number == HOP_BY_HOP
                || number == ROUTING
                || number == FRAGMENT
                || number == DESTINATION_OPTIONS;
    }

    private boolean isLaterFragment() {
        return protocol == FRAGMENT && (buffer.getShort(payload + 2) & 0xfff8) != 0;
    }

    private int octet(int place) {
        return buffer.get(place) & 0xff;
    }

    private int half(int place) {
        return buffer.getShort(place) & 0xffff;
    }

    /** What it says; present once wrapped. */
    public Optional<IcmpErrorKind> kind() {
        return IcmpErrorKind.of(ipv4, type(), code());
    }

    /** Its type. */
    public int type() {
        return octet(at);
    }

    /** Its code. */
    public int code() {
        return octet(at + 1);
    }

    /** The next link's MTU where the kind is {@link IcmpErrorKind#PACKET_TOO_BIG}. */
    public int mtu() {
        return ipv4 ? half(at + 6) : buffer.getInt(at + 4);
    }

    /** The protocol of the quoted payload, as in RFC 790. */
    public int protocol() {
        return protocol;
    }

    /** Upper half of the address that sent the quoted packet. */
    public long sourceHigh() {
        return ipv4 ? 0 : buffer.getLong(quoted + 8);
    }

    /** Lower half of that address. */
    public long sourceLow() {
        return ipv4 ? Address.ipv4Low(buffer.getInt(quoted + 12)) : buffer.getLong(quoted + 16);
    }

    /** Upper half of the address that the quoted packet was sent to. */
    public long destinationHigh() {
        return ipv4 ? 0 : buffer.getLong(quoted + 24);
    }

    /** Lower half of that address. */
    public long destinationLow() {
        return ipv4 ? Address.ipv4Low(buffer.getInt(quoted + 16)) : buffer.getLong(quoted + 32);
    }

    /** TTL or Hop Limit that the quoted packet had left. */
    public int ttl() {
        return octet(quoted + (ipv4 ? 8 : 7));
    }

    /** DSCP and ECN of the quoted packet. */
    public int trafficClass() {
        return ipv4 ? octet(quoted + 1) : half(quoted) >>> 4 & 0xff;
    }

    /** Identification of the quoted IPv4 packet; 0 with IPv6. */
    public int identification() {
        return ipv4 ? half(quoted + 4) : 0;
    }

    /** Holds the message. */
    public ByteBuffer octets() {
        return buffer;
    }

    /** Where the quoted payload begins; {@link #LEAST_PAYLOAD} octets of it are there. */
    public int payloadAt() {
        return payload;
    }

    /** Where the message ends; there may be extensions (RFC 4884) at the end of it. */
    public int end() {
        return end;
    }

    /** Source port of the quoted UDP or TCP packet. */
    public int sourcePort() {
        return half(payload);
    }

    /** Destination port of the quoted UDP or TCP packet. */
    public int destinationPort() {
        return half(payload + 2);
    }

    /** Sequence number of the quoted TCP packet. */
    public int tcpSequence() {
        return buffer.getInt(payload + 4);
    }

    /** Type of the quoted ICMP message. */
    public int echoType() {
        return octet(payload);
    }

    /** Identifier of the quoted echo request. */
    public int echoIdentifier() {
        return half(payload + 4);
    }

    /** Sequence number of the quoted echo request. */
    public int echoSequence() {
        return half(payload + 6);
    }
}
