package org.beibu.probe.capture;

import java.nio.ByteBuffer;

/**
 * Flyweight with what the decoder found in one packet: the innermost IP header, and the TCP, UDP or
 * ICMP header behind it; valid until the next call of the decoder. Fields are plain and public to
 * the decoder only; readers use the accessors.
 *
 * <p>Addresses are two longs each, as in {@link org.beibu.model.Address}. {@link #tagHash()} keeps
 * equal 5-tuples in different VLAN stacks and virtual networks apart.
 */
public final class DecodedPacket {
    /** No transport header that could be read: a fragment, another protocol, cut too short. */
    public static final int NONE = 0;

    /** ICMP for IPv4 (RFC 792). */
    public static final int ICMP = 1;

    /** TCP (RFC 9293). */
    public static final int TCP = 6;

    /** UDP (RFC 768). */
    public static final int UDP = 17;

    /** ICMP for IPv6 (RFC 4443). */
    public static final int ICMPV6 = 58;

    /** FIN flag (RFC 9293 3.1). */
    public static final int FIN = 0x01;

    /** The value of {@link #mplsLabel()} of a packet without MPLS. */
    public static final int NO_MPLS_LABEL = -1;

    /** The value of a MAC address that the link layer does not have. */
    public static final long NO_MAC = -1;

    /** SACK blocks that are kept; more do not fit into a TCP header (RFC 2018 3). */
    public static final int MOST_SACK_BLOCKS = 4;

    /** SYN flag. */
    public static final int SYN = 0x02;

    /** RST flag. */
    public static final int RST = 0x04;

    /** PSH flag. */
    public static final int PSH = 0x08;

    /** ACK flag. */
    public static final int ACK = 0x10;

    long epochNanos;
    int interfaceIndex;
    long sourceHigh;
    long sourceLow;
    long destinationHigh;
    long destinationLow;
    int sourcePort;
    int destinationPort;
    int sequenceNumber;
    int acknowledgmentNumber;
    int flags;
    int window;
    int checksum;
    int ipv4Identification;
    int payloadLength;
    boolean hasTimestamps;
    int tsval;
    int tsecr;
    int sackHash;
    int sackBlocks;
    final int[] sackEdges = new int[2 * MOST_SACK_BLOCKS];
    int vlanDepth;
    int vlanOuter;
    int vlanInner;
    int tagHash;
    int wireLength;
    int transport;
    boolean addressed;
    boolean firstFragment;
    boolean encapsulated;
    int dscp;
    int mplsLabel = NO_MPLS_LABEL;
    long sourceMac = NO_MAC;
    long destinationMac = NO_MAC;
    ByteBuffer buffer = ByteBuffer.allocate(0);
    int payloadOffset;
    int payloadCaptured;

    /** What could be read behind the IP header: one of NONE, ICMP, TCP, UDP, ICMPV6. */
    public int transport() {
        return transport;
    }

    /**
     * Whether this is the first of several fragments: the transport header is there, the payload
     * only in part. Never with TCP, whose segments need their end.
     */
    public boolean isFirstFragment() {
        return firstFragment;
    }

    /** Whether it was inside an encapsulation, whose fragments are not put together. */
    public boolean isEncapsulated() {
        return encapsulated;
    }

    /** DSCP of the innermost IP header (RFC 2474), 0 to 63. */
    public int dscp() {
        return dscp;
    }

    /** The outermost MPLS label (RFC 3032), or {@link #NO_MPLS_LABEL}. */
    public int mplsLabel() {
        return mplsLabel;
    }

    /** Source of the outermost Ethernet header, 48 bits, or {@link #NO_MAC}. */
    public long sourceMac() {
        return sourceMac;
    }

    /** Destination of the outermost Ethernet header, 48 bits, or {@link #NO_MAC}. */
    public long destinationMac() {
        return destinationMac;
    }

    /** The buffer that holds the payload of a UDP or ICMP packet; read by absolute index only. */
    public ByteBuffer buffer() {
        return buffer;
    }

    /** Index in {@link #buffer()} of the first octet behind the UDP header, or of the ICMP type. */
    public int payloadOffset() {
        return payloadOffset;
    }

    /** Octets that may be read from {@link #payloadOffset()} on; at most what was captured. */
    public int payloadCaptured() {
        return payloadCaptured;
    }

    /** Capture time, epoch nanoseconds; never {@link CapturedPacket#NO_TIME}. */
    public long epochNanos() {
        return epochNanos;
    }

    /** The interface within the source. */
    public int interfaceIndex() {
        return interfaceIndex;
    }

    /** Source address, upper half. */
    public long sourceHigh() {
        return sourceHigh;
    }

    /** Source address, lower half. */
    public long sourceLow() {
        return sourceLow;
    }

    /** Destination address, upper half. */
    public long destinationHigh() {
        return destinationHigh;
    }

    /** Destination address, lower half. */
    public long destinationLow() {
        return destinationLow;
    }

    /** Source port. */
    public int sourcePort() {
        return sourcePort;
    }

    /** Destination port. */
    public int destinationPort() {
        return destinationPort;
    }

    /** Sequence number, 32 bits. */
    public int sequenceNumber() {
        return sequenceNumber;
    }

    /** Acknowledgment number, 32 bits; meaningful with {@link #ACK} only. */
    public int acknowledgmentNumber() {
        return acknowledgmentNumber;
    }

    /** The flag octet: CWR, ECE, URG, ACK, PSH, RST, SYN, FIN from high to low. */
    public int flags() {
        return flags;
    }

    /** Whether all of these flags are set. */
    public boolean has(int wanted) {
        return (flags & wanted) == wanted;
    }

    /** The window field, unscaled. */
    public int window() {
        return window;
    }

    /** The checksum field, unchecked: offloading makes it wrong on own packets. */
    public int checksum() {
        return checksum;
    }

    /** Identification of the IPv4 header; 0 for IPv6. */
    public int ipv4Identification() {
        return ipv4Identification;
    }

    /**
     * Payload octets by the IP length (UDP: by its own), not by what was captured; of ICMP the
     * whole message.
     */
    public int payloadLength() {
        return payloadLength;
    }

    /** Sequence space taken: payload, and one each for SYN and FIN. */
    public int sequenceLength() {
        return payloadLength + (flags & FIN) + ((flags & SYN) >>> 1);
    }

    /** Whether the segment carries the timestamps option (RFC 7323 3.2). */
    public boolean hasTimestamps() {
        return hasTimestamps;
    }

    /** TSval; meaningful with {@link #hasTimestamps()} only. */
    public int tsval() {
        return tsval;
    }

    /** TSecr; meaningful with {@link #hasTimestamps()} only. */
    public int tsecr() {
        return tsecr;
    }

    /** A hash of the SACK option's edges, 0 without one: tells copies from new ACKs. */
    public int sackHash() {
        return sackHash;
    }

    /** Whether the segment carries a SACK option with at least one block (RFC 2018 3). */
    public boolean hasSack() {
        return sackBlocks != 0;
    }

    /** Left edge of the first SACK block, the one that tells of the newest segment (RFC 2018 4). */
    public int sackLeft() {
        return sackEdges[0];
    }

    /** Right edge of the first SACK block. */
    public int sackRight() {
        return sackEdges[1];
    }

    /** Number of SACK blocks, at most {@link #MOST_SACK_BLOCKS}. */
    public int sackBlocks() {
        return sackBlocks;
    }

    /** Left edge of a SACK block, counted from 0; meaningful below {@link #sackBlocks()} only. */
    public int sackLeft(int block) {
        return sackEdges[2 * block];
    }

    /** Right edge of a SACK block, counted from 0. */
    public int sackRight(int block) {
        return sackEdges[2 * block + 1];
    }

    /** Number of VLAN tags. */
    public int vlanDepth() {
        return vlanDepth;
    }

    /** VLAN id of the outer tag, 0 without one. */
    public int vlanOuter() {
        return vlanOuter;
    }

    /** VLAN id of the innermost tag, 0 without one. */
    public int vlanInner() {
        return vlanInner;
    }

    /** A hash of all that keeps equal 5-tuples apart (VLAN stack); 0 for an untagged packet. */
    public int tagHash() {
        return tagHash;
    }

    /** Octets on the wire, link layer included, as the source states. */
    public int wireLength() {
        return wireLength;
    }
}
