package org.beibu.probe.capture;

import org.jspecify.annotations.Nullable;

/**
 * The UDP header (RFC 768), and the ICMP header of either version (RFC 792, RFC 4443), which is
 * left to its matcher from the type on.
 *
 * <pre>
 *   UDP    0 source port | 2 destination port | 4 length | 6 checksum
 *   ICMP   0 type | 1 code | 2 checksum | 4 by type
 * </pre>
 */
final class DatagramHeader {
    private static final int LENGTH = 8;

    private DatagramHeader() {}

    static @Nullable SkipReason udp(HeaderCursor cursor, DecodedPacket into) {
        SkipReason reason = lacks(cursor);
        if (reason != null) {
            return reason;
        }
        int length = cursor.unsigned16(4);
        if (length != 0 && length < LENGTH) {
            return SkipReason.MALFORMED_TRANSPORT;
        }
        int ports = cursor.buffer.getInt(cursor.position);
        into.sourcePort = ports >>> 16;
        into.destinationPort = ports & 0xffff;
        long enclosed = cursor.enclosedEnd - cursor.position;
        boolean unstated = length == 0; // segmentation offload and jumbograms
        boolean whole = unstated || (length > enclosed && !into.firstFragment);
        int octets = whole ? (int) enclosed : length;
        payload(cursor, into, LENGTH, octets - LENGTH);
        into.transport = DecodedPacket.UDP;
        return null;
    }

    static @Nullable SkipReason icmp(HeaderCursor cursor, DecodedPacket into, int transport) {
        SkipReason reason = lacks(cursor);
        if (reason != null) {
            return reason;
        }
        into.sourcePort = 0;
        into.destinationPort = 0;
        payload(cursor, into, 0, (int) (cursor.enclosedEnd - cursor.position));
        into.transport = transport;
        return null;
    }

    private static @Nullable SkipReason lacks(HeaderCursor cursor) {
        return cursor.lacks(LENGTH, SkipReason.TRUNCATED_TRANSPORT, SkipReason.MALFORMED_TRANSPORT);
    }

    private static void payload(HeaderCursor cursor, DecodedPacket into, int skipped, int octets) {
        into.buffer = cursor.buffer;
        into.payloadOffset = cursor.position + skipped;
        into.payloadLength = octets;
        long enclosed = cursor.enclosedEnd - into.payloadOffset;
        int readable = cursor.readable() - skipped;
        into.payloadCaptured = (int) Math.min(Math.min(readable, enclosed), octets);
    }
}
