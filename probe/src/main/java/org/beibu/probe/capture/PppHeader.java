package org.beibu.probe.capture;

import org.jspecify.annotations.Nullable;

/**
 * PPP (RFC 1661 2), with or without HDLC-like framing (RFC 1662 3.1), Cisco's HDLC, which shares
 * link types with it, and PPPoE (RFC 2516 4) around it.
 *
 * <pre>
 *   PPPoE   version, type 11 | code 1 | session 2 | length 2
 *   PPP     address ff | control 03, both may be left out | protocol 2, or 1 when compressed
 *   Cisco   address 0f or 8f | control 00 | EtherType 2
 * </pre>
 *
 * <p>A protocol number's first octet is even and its last is odd, which is how a compressed one is
 * told.
 */
final class PppHeader {
    private static final int PPPOE_LENGTH = 6;
    private static final int PPPOE_VERSION_AND_TYPE = 0x11;

    private static final int HDLC_FRAMING = 0xff03;
    private static final int CISCO_UNICAST = 0x0f00;
    private static final int CISCO_BROADCAST = 0x8f00;
    private static final int CISCO_LENGTH = 4;

    private static final int IPV4 = 0x0021;
    private static final int COMPRESSED_TCP = 0x002d;
    private static final int UNCOMPRESSED_TCP = 0x002f;
    private static final int MULTILINK = 0x003d;
    private static final int ENCRYPTED = 0x0053;
    private static final int IPV6 = 0x0057;
    private static final int COMPRESSED_IN_BUNDLE = 0x00fb;
    private static final int COMPRESSED = 0x00fd;
    private static final int MPLS = 0x0281;
    private static final int MPLS_MULTICAST = 0x0283;

    /** From here on: network control, link control and authentication. */
    private static final int LOWEST_CONTROL = 0x8000;

    private PppHeader() {}

    static @Nullable SkipReason overEthernet(HeaderCursor cursor) {
        cursor.opened++;
        SkipReason reason = lacks(cursor, PPPOE_LENGTH);
        if (reason != null) {
            return reason;
        }
        if (cursor.octet(0) != PPPOE_VERSION_AND_TYPE) {
            return SkipReason.MALFORMED_ENCAPSULATION;
        }
        if (cursor.octet(1) != 0) {
            return SkipReason.PPP_CONTROL;
        }
        cursor.enterEnclosing(PPPOE_LENGTH, cursor.unsigned16(4));
        return cursor.followedBy(0, EtherType.PPP);
    }

    static @Nullable SkipReason read(HeaderCursor cursor) {
        SkipReason reason = lacks(cursor, 1);
        if (reason == null && isFraming(cursor.octet(0))) {
            reason = lacks(cursor, 2);
        }
        if (reason != null) {
            return reason;
        }
        int first = cursor.readable() >= 2 ? cursor.unsigned16(0) : 0;
        if (first == CISCO_UNICAST || first == CISCO_BROADCAST) {
            return cisco(cursor);
        }
        cursor.position += first == HDLC_FRAMING ? 2 : 0;
        return protocol(cursor);
    }

    private static boolean isFraming(int octet) {
        return octet == HDLC_FRAMING >>> 8
                || octet == CISCO_UNICAST >>> 8
                || octet == CISCO_BROADCAST >>> 8;
    }

    private static @Nullable SkipReason protocol(HeaderCursor cursor) {
        SkipReason reason = lacks(cursor, 1);
        if (reason != null) {
            return reason;
        }
        int first = cursor.octet(0);
        if ((first & 1) != 0) {
            return byProtocol(cursor, 1, first);
        }
        reason = lacks(cursor, 2);
        return reason != null ? reason : byProtocol(cursor, 2, cursor.unsigned16(0));
    }

    private static @Nullable SkipReason cisco(HeaderCursor cursor) {
        SkipReason reason = lacks(cursor, CISCO_LENGTH);
        if (reason != null) {
            return reason;
        }
        int etherType = cursor.unsigned16(2);
        return EtherType.isLikely(etherType)
                ? cursor.followedBy(CISCO_LENGTH, etherType)
                : SkipReason.NOT_IP;
    }

    private static @Nullable SkipReason byProtocol(HeaderCursor cursor, int length, int protocol) {
        return switch (protocol) {
            case IPV4 -> cursor.followedBy(length, EtherType.IPV4);
            case IPV6 -> cursor.followedBy(length, EtherType.IPV6);
            case MPLS, MPLS_MULTICAST -> cursor.followedBy(length, EtherType.MPLS);
            case COMPRESSED_TCP, UNCOMPRESSED_TCP, MULTILINK -> SkipReason.ENCAPSULATED;
            case ENCRYPTED, COMPRESSED_IN_BUNDLE, COMPRESSED -> SkipReason.ENCAPSULATED;
            default -> protocol >= LOWEST_CONTROL ? SkipReason.PPP_CONTROL : SkipReason.NOT_IP;
        };
    }

    private static @Nullable SkipReason lacks(HeaderCursor cursor, int octets) {
        return cursor.lacks(octets, SkipReason.TRUNCATED_LINK, SkipReason.MALFORMED_ENCAPSULATION);
    }
}
