package org.beibu.probe.capture;

import org.jspecify.annotations.Nullable;

/**
 * The headers between IP and transport: the IPv6 extension headers (RFC 8200 4), and the
 * Authentication Header (RFC 4302) behind either version.
 *
 * <pre>
 *   hop-by-hop, routing, destination, mobility:  next header | length in 8 octets, without the first 8
 *   fragment:                                    next header | reserved | offset, more | identification
 *   authentication:                              next header | length in 4 octets, without the first 8
 * </pre>
 */
final class ExtensionHeaders {
    private static final int MINIMUM_LENGTH = 8;
    private static final int FRAGMENT_OFFSET_MASK = 0xfff8;
    private static final int MORE_FRAGMENTS = 0x0001;

    private ExtensionHeaders() {}

    static @Nullable SkipReason skip(HeaderCursor cursor, DecodedPacket into) {
        while (IpProtocol.isExtension(cursor.ipProtocol)) {
            SkipReason reason = lacks(cursor, MINIMUM_LENGTH);
            if (reason != null) {
                return reason;
            }
            int protocol = cursor.ipProtocol;
            int length = length(protocol, cursor.octet(1));
            int fragment = protocol == IpProtocol.FRAGMENT ? cursor.unsigned16(2) : 0;
            cursor.ipProtocol = cursor.octet(0);
            reason = lacks(cursor, length);
            if (reason != null) {
                return reason;
            }
            cursor.position += length;
            if ((fragment & FRAGMENT_OFFSET_MASK) != 0) {
                return SkipReason.LATER_FRAGMENT;
            }
            into.firstFragment |= (fragment & MORE_FRAGMENTS) != 0; // atomic (RFC 6946): whole
        }
        return null;
    }

    private static @Nullable SkipReason lacks(HeaderCursor cursor, int octets) {
        return cursor.lacks(octets, SkipReason.TRUNCATED_IP, SkipReason.MALFORMED_IP);
    }

    private static int length(int protocol, int lengthField) {
        return switch (protocol) {
            case IpProtocol.FRAGMENT -> MINIMUM_LENGTH;
            case IpProtocol.AUTHENTICATION -> (lengthField + 2) << 2;
            default -> (lengthField + 1) << 3;
        };
    }
}
