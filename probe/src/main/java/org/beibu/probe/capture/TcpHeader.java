package org.beibu.probe.capture;

import org.jspecify.annotations.Nullable;

/**
 * TCP header (RFC 9293 3.1).
 *
 * <pre>
 *  0 source port | 2 destination port | 4 sequence number | 8 acknowledgment number
 * 12 data offset | 13 flags | 14 window | 16 checksum | 18 urgent pointer | 20 options
 * </pre>
 */
final class TcpHeader {
    private static final int MINIMUM_LENGTH = 20;

    private TcpHeader() {}

    static @Nullable SkipReason read(HeaderCursor cursor, DecodedPacket into) {
        SkipReason reason =
                cursor.lacks(
                        MINIMUM_LENGTH,
                        SkipReason.TRUNCATED_TRANSPORT,
                        SkipReason.MALFORMED_TRANSPORT);
        if (reason != null) {
            return reason;
        }
        long segmentLength = cursor.enclosedEnd - cursor.position;
        int headerLength = cursor.octet(12) >>> 4 << 2;
        if (headerLength < MINIMUM_LENGTH || headerLength > segmentLength) {
            return SkipReason.MALFORMED_TRANSPORT;
        }
        int ports = cursor.buffer.getInt(cursor.position);
        into.sourcePort = ports >>> 16;
        into.destinationPort = ports & 0xffff;
        into.sequenceNumber = cursor.buffer.getInt(cursor.position + 4);
        into.acknowledgmentNumber = cursor.buffer.getInt(cursor.position + 8);
        into.flags = cursor.octet(13);
        into.window = cursor.unsigned16(14);
        into.checksum = cursor.unsigned16(16);
        into.payloadLength = (int) (segmentLength - headerLength);
        cursor.enclosedEnd = (long) cursor.position + headerLength; // the options end there
        cursor.position += MINIMUM_LENGTH;
        into.transport = DecodedPacket.TCP;
        return null;
    }
}
