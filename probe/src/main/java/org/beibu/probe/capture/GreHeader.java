package org.beibu.probe.capture;

import org.jspecify.annotations.Nullable;

/**
 * GRE (RFC 2784, with the key and sequence number of RFC 2890 and the routing of RFC 1701), GRE
 * version 1 of PPTP (RFC 2637 4.1), and the ERSPAN headers inside it.
 *
 * <pre>
 *   flags: C 8000, R 4000, K 2000, S 1000, A 0080 (version 1), version 0007 | protocol 2
 *   checksum 2, offset 2: with C or R | key 4: with K | sequence number 4: with S | routing: with R
 *   version 1: payload length 2 | call id 2 | sequence number 4: with S | acknowledgment 4: with A
 *   routing entry: address family 2 | offset 1 | length 1 | that many octets; the last has length 0
 *   ERSPAN I: nothing (no S)   II: version 4 bits (1), 8 octets
 *   III: version 4 bits (2), 12 octets, 8 more with the last bit set
 * </pre>
 */
final class GreHeader {
    private static final int MINIMUM_LENGTH = 4;
    private static final int CHECKSUM = 0x8000;
    private static final int ROUTING = 0x4000;
    private static final int KEY = 0x2000;
    private static final int SEQUENCE = 0x1000;
    private static final int ACKNOWLEDGMENT = 0x0080;
    private static final int VERSION_MASK = 0x0007;
    private static final int PPTP_LENGTH = 8;

    private static final int ERSPAN_II_LENGTH = 8;
    private static final int ERSPAN_III_LENGTH = 12;
    private static final int ERSPAN_III_MORE = 0x01;
    private static final int ERSPAN_III_FRAME_TYPE_MASK = 0x7c;
    private static final int WCCP_HEADER_LENGTH = 4;

    private GreHeader() {}

    static @Nullable SkipReason read(HeaderCursor cursor) {
        cursor.opened++;
        SkipReason reason = lacks(cursor, MINIMUM_LENGTH);
        if (reason != null) {
            return reason;
        }
        int flags = cursor.unsigned16(0);
        return switch (flags & VERSION_MASK) {
            case 0 -> version0(cursor, flags);
            case 1 -> version1(cursor, flags);
            default -> SkipReason.ENCAPSULATED;
        };
    }

    private static @Nullable SkipReason version0(HeaderCursor cursor, int flags) {
        int length =
                MINIMUM_LENGTH
                        + ((flags & (CHECKSUM | ROUTING)) != 0 ? 4 : 0)
                        + ((flags & KEY) != 0 ? 4 : 0)
                        + ((flags & SEQUENCE) != 0 ? 4 : 0);
        SkipReason reason = lacks(cursor, length);
        if (reason != null) {
            return reason;
        }
        int protocol = cursor.unsigned16(2);
        cursor.position += length;
        if ((flags & ROUTING) != 0) {
            reason = skipRouting(cursor);
        }
        return reason != null ? reason : payload(cursor, protocol, (flags & SEQUENCE) != 0);
    }

    private static @Nullable SkipReason skipRouting(HeaderCursor cursor) {
        int octets;
        do {
            SkipReason reason = lacks(cursor, 4);
            if (reason != null) {
                return reason;
            }
            octets = cursor.octet(3);
            reason = lacks(cursor, 4 + octets);
            if (reason != null) {
                return reason;
            }
            cursor.position += 4 + octets;
        } while (octets != 0);
        return null;
    }

    private static @Nullable SkipReason version1(HeaderCursor cursor, int flags) {
        int length =
                PPTP_LENGTH
                        + ((flags & SEQUENCE) != 0 ? 4 : 0)
                        + ((flags & ACKNOWLEDGMENT) != 0 ? 4 : 0);
        SkipReason reason = lacks(cursor, length);
        if (reason != null) {
            return reason;
        }
        if ((flags & SEQUENCE) == 0) {
            return SkipReason.PPP_CONTROL; // an acknowledgment alone
        }
        if (cursor.unsigned16(2) != EtherType.PPP) {
            return SkipReason.NOT_IP;
        }
        cursor.enterEnclosing(length, cursor.unsigned16(4));
        return cursor.followedBy(0, EtherType.PPP);
    }

    private static @Nullable SkipReason payload(
            HeaderCursor cursor, int protocol, boolean sequenced) {
        return switch (protocol) {
            case EtherType.ERSPAN ->
                    sequenced ? erspan2(cursor) : cursor.followedBy(0, EtherType.ETHERNET);
            case EtherType.ERSPAN_III -> erspan3(cursor);
            case EtherType.WCCP -> wccp(cursor);
            default ->
                    protocol < EtherType.LOWEST
                            ? SkipReason.NOT_IP
                            : cursor.followedBy(0, protocol);
        };
    }

    private static @Nullable SkipReason erspan2(HeaderCursor cursor) {
        SkipReason reason = lacks(cursor, ERSPAN_II_LENGTH);
        if (reason == null && cursor.octet(0) >>> 4 != 1) {
            return SkipReason.ENCAPSULATED;
        }
        return reason != null ? reason : erspan(cursor, ERSPAN_II_LENGTH);
    }

    private static @Nullable SkipReason erspan(HeaderCursor cursor, int length) {
        SkipReason reason = lacks(cursor, length);
        return reason != null ? reason : cursor.followedBy(length, EtherType.ETHERNET);
    }

    private static @Nullable SkipReason erspan3(HeaderCursor cursor) {
        SkipReason reason = lacks(cursor, ERSPAN_III_LENGTH);
        if (reason != null) {
            return reason;
        }
        if (cursor.octet(0) >>> 4 != 2) {
            return SkipReason.ENCAPSULATED;
        }
        int last = cursor.octet(ERSPAN_III_LENGTH - 1);
        boolean isFrame = (cursor.octet(ERSPAN_III_LENGTH - 2) & ERSPAN_III_FRAME_TYPE_MASK) == 0;
        reason = erspan(cursor, ERSPAN_III_LENGTH + ((last & ERSPAN_III_MORE) != 0 ? 8 : 0));
        if (reason == null && !isFrame) {
            cursor.etherType = EtherType.IP_BY_VERSION;
        }
        return reason;
    }

    /** Web cache redirection: version 2 has a header of its own before the IPv4 packet. */
    private static @Nullable SkipReason wccp(HeaderCursor cursor) {
        SkipReason reason = lacks(cursor, WCCP_HEADER_LENGTH);
        if (reason != null) {
            return reason;
        }
        boolean bare = cursor.octet(0) >>> 4 == 4;
        return cursor.followedBy(bare ? 0 : WCCP_HEADER_LENGTH, EtherType.IPV4);
    }

    private static @Nullable SkipReason lacks(HeaderCursor cursor, int octets) {
        return cursor.lacks(
                octets, SkipReason.TRUNCATED_TUNNEL, SkipReason.MALFORMED_ENCAPSULATION);
    }
}
