package org.beibu.probe.capture;

import org.jspecify.annotations.Nullable;

/**
 * IPv6 header (RFC 8200 3).
 *
 * <pre>
 *  0 version, traffic class, flow label | 4 payload length | 6 next header | 7 hop limit
 *  8 source | 24 destination | 40 extension headers
 * </pre>
 */
final class Ipv6Header {
    private static final int LENGTH = 40;

    private Ipv6Header() {}

    static @Nullable SkipReason read(HeaderCursor cursor, DecodedPacket into) {
        SkipReason reason = cursor.lacks(LENGTH, SkipReason.TRUNCATED_IP, SkipReason.MALFORMED_IP);
        if (reason != null) {
            return reason;
        }
        if (cursor.octet(0) >>> 4 != 6) {
            return SkipReason.MALFORMED_IP;
        }
        int payloadLength = cursor.unsigned16(4);
        cursor.ipProtocol = cursor.octet(6);
        into.ipv4Identification = 0;
        into.dscp = cursor.unsigned16(0) >>> 6 & 0x3f;
        into.addressed = true;
        into.firstFragment = false;
        into.sourceHigh = cursor.buffer.getLong(cursor.position + 8);
        into.sourceLow = cursor.buffer.getLong(cursor.position + 16);
        into.destinationHigh = cursor.buffer.getLong(cursor.position + 24);
        into.destinationLow = cursor.buffer.getLong(cursor.position + 32);
        cursor.position += LENGTH;
        cursor.enclosedEnd = end(cursor, payloadLength);
        return null;
    }

    /** Segmentation offload and jumbograms leave the length 0: then the frame's length counts. */
    private static long end(HeaderCursor cursor, int payloadLength) {
        if (payloadLength == 0) {
            return cursor.enclosedOrFrameEnd();
        }
        return Math.min(cursor.enclosedEnd, (long) cursor.position + payloadLength);
    }
}
