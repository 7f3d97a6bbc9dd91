package org.beibu.probe.capture;

import org.beibu.model.Address;
import org.jspecify.annotations.Nullable;

/**
 * IPv4 header (RFC 791 3.1), options skipped.
 *
 * <pre>
 *  0 version, header length | 2 total length | 4 identification | 6 flags, fragment offset
 *  8 time to live | 9 protocol | 10 checksum | 12 source | 16 destination | 20 options
 * </pre>
 */
final class Ipv4Header {
    private static final int MINIMUM_LENGTH = 20;
    private static final int FRAGMENT_OFFSET_MASK = 0x1fff;
    private static final int MORE_FRAGMENTS = 0x2000;

    private Ipv4Header() {}

    static @Nullable SkipReason read(HeaderCursor cursor, DecodedPacket into) {
        SkipReason reason = lacks(cursor, MINIMUM_LENGTH);
        if (reason != null) {
            return reason;
        }
        int first = cursor.octet(0);
        int headerLength = (first & 0x0f) << 2;
        int totalLength = cursor.unsigned16(2);
        if (first >>> 4 != 4 || headerLength < MINIMUM_LENGTH) {
            return SkipReason.MALFORMED_IP;
        }
        if (totalLength != 0 && totalLength < headerLength) {
            return SkipReason.MALFORMED_IP;
        }
        reason = lacks(cursor, headerLength);
        if (reason != null) {
            return reason;
        }
        cursor.enclosedEnd = end(cursor, totalLength);
        cursor.ipProtocol = cursor.octet(9);
        into.addressed = true;
        into.dscp = cursor.octet(1) >>> 2;
        into.ipv4Identification = cursor.unsigned16(4);
        into.sourceHigh = 0;
        into.sourceLow = Address.ipv4Low(cursor.buffer.getInt(cursor.position + 12));
        into.destinationHigh = 0;
        into.destinationLow = Address.ipv4Low(cursor.buffer.getInt(cursor.position + 16));
        int fragment = cursor.unsigned16(6);
        into.firstFragment = (fragment & MORE_FRAGMENTS) != 0;
        cursor.position += headerLength;
        return (fragment & FRAGMENT_OFFSET_MASK) != 0 ? SkipReason.LATER_FRAGMENT : null;
    }

    private static @Nullable SkipReason lacks(HeaderCursor cursor, int octets) {
        return cursor.lacks(octets, SkipReason.TRUNCATED_IP, SkipReason.MALFORMED_IP);
    }

    /** Segmentation offload leaves the total length 0: then the frame's own length counts. */
    private static long end(HeaderCursor cursor, int totalLength) {
        if (totalLength == 0) {
            return cursor.enclosedOrFrameEnd();
        }
        return Math.min(cursor.enclosedEnd, (long) cursor.position + totalLength);
    }
}
