package org.beibu.probe.udp;

import java.nio.ByteBuffer;

/**
 * An ICMP error for a datagram of this socket, as the kernel matched and queued it (IP_RECVERR); a
 * flyweight that is good until the handler returns.
 */
public final class ErrorReport {
    boolean ipv4;
    int type;
    int code;
    int information;
    long offenderHigh;
    long offenderLow;
    long destinationHigh;
    long destinationLow;
    int destinationPort;
    int ttl;
    long epochNanos;
    ByteBuffer buffer = ByteBuffer.allocate(0);
    int offset;
    int length;
    int extensionsAt;

    ErrorReport() {}

    /** Whether it came by ICMP, else by ICMPv6. */
    public boolean isIpv4() {
        return ipv4;
    }

    /** Type of the ICMP message. */
    public int type() {
        return type;
    }

    /** Code of the ICMP message. */
    public int code() {
        return code;
    }

    /** The MTU where the datagram was too big. */
    public int information() {
        return information;
    }

    /** Upper half of the address that sent the error. */
    public long offenderHigh() {
        return offenderHigh;
    }

    /** Lower half of that address; both are 0 when not known. */
    public long offenderLow() {
        return offenderLow;
    }

    /** Upper half of the address that the datagram was sent to. */
    public long destinationHigh() {
        return destinationHigh;
    }

    /** Lower half of that address. */
    public long destinationLow() {
        return destinationLow;
    }

    /** The UDP port that the datagram was sent to; nothing with echo. */
    public int destinationPort() {
        return destinationPort;
    }

    /** TTL or Hop Limit with which the error came in, or {@link Datagram#UNKNOWN}. */
    public int ttl() {
        return ttl;
    }

    /** When the kernel received it; 0 when it did not say. */
    public long epochNanos() {
        return epochNanos;
    }

    /** Holds what was quoted, in network order. */
    public ByteBuffer buffer() {
        return buffer;
    }

    /** Where that begins: the UDP payload, with echo the ICMP header. */
    public int offset() {
        return offset;
    }

    /** Octets that were quoted, 0 often. */
    public int length() {
        return length;
    }

    /** Where in them extensions begin by the message's own word (RFC 4884); -1 where none do. */
    public int extensionsAt() {
        return extensionsAt;
    }
}
