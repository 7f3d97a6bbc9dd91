package org.beibu.probe.capture;

/**
 * Tunnels in UDP, known by the destination port: VXLAN (RFC 7348), VXLAN-GPE
 * (draft-ietf-nvo3-vxlan-gpe), Geneve (RFC 8926), MPLS (RFC 7510), GTP-U (3GPP TS 29.281), L2TP and
 * Teredo, the last by either port. Any other program may use these ports as well, so what does not
 * look like such a tunnel stays a UDP packet.
 *
 * <pre>
 *   VXLAN   flags 1 (08: identifier is valid) | reserved 3 | identifier 3 | reserved 1
 *   GPE     flags 1 (04: next protocol is valid) | reserved 2 | next protocol 1 | as VXLAN
 *   Geneve  version 2 bits, options' length 6 | flags 1 | EtherType 2 | identifier 3 | reserved 1
 * </pre>
 */
final class UdpTunnel {
    /** What came of looking for a tunnel header. */
    enum Outcome {
        /** There is one; the cursor stands behind it. */
        OPENED,
        /** There may be one, but the captured octets end inside it. */
        CUT,
        /** There is none; the cursor stands where it was. */
        NONE
    }

    private static final int L2TP_PORT = 1701;
    private static final int GTP_U_PORT = 2152;
    private static final int TEREDO_PORT = 3544;
    private static final int VXLAN_PORT = 4789;
    private static final int VXLAN_GPE_PORT = 4790;
    private static final int GENEVE_PORT = 6081;
    private static final int MPLS_PORT = 6635;
    private static final int VXLAN_OLD_PORT = 8472;

    private static final int HEADER_LENGTH = 8;
    private static final int MPLS_ENTRY_LENGTH = 4;
    private static final int VXLAN_IDENTIFIER_VALID = 0x08;
    private static final int GPE_PROTOCOL_VALID = 0x04;
    private static final int GPE_VERSION_MASK = 0x30;
    private static final int GENEVE_VERSION_MASK = 0xc0;
    private static final int GENEVE_OPTIONS_MASK = 0x3f;
    private static final int GENEVE_RESERVED_FLAGS = 0x3f;

    private UdpTunnel() {}

    static boolean isPort(int sourcePort, int destinationPort) {
        return switch (destinationPort) {
            case L2TP_PORT, GTP_U_PORT, TEREDO_PORT, VXLAN_PORT -> true;
            case VXLAN_GPE_PORT, GENEVE_PORT, MPLS_PORT, VXLAN_OLD_PORT -> true;
            default -> sourcePort == TEREDO_PORT;
        };
    }

    /** Opens the tunnel in the payload of a UDP packet, at which the cursor stands. */
    static Outcome open(HeaderCursor cursor, DecodedPacket into) {
        return switch (into.destinationPort) {
            case GTP_U_PORT -> GtpUserHeader.open(cursor);
            case GENEVE_PORT -> geneve(cursor, into);
            case VXLAN_GPE_PORT -> genericVxlan(cursor, into);
            case MPLS_PORT -> mpls(cursor);
            case L2TP_PORT -> L2tpHeader.open(cursor);
            case VXLAN_PORT, VXLAN_OLD_PORT -> vxlan(cursor, into);
            default -> TeredoHeader.open(cursor);
        };
    }

    private static Outcome vxlan(HeaderCursor cursor, DecodedPacket into) {
        Outcome room = room(cursor, HEADER_LENGTH + LinkHeader.ETHERNET_LENGTH);
        if (room != Outcome.OPENED) {
            return room;
        }
        if ((cursor.octet(0) & VXLAN_IDENTIFIER_VALID) == 0 || cursor.octet(7) != 0) {
            return Outcome.NONE;
        }
        int etherType = cursor.unsigned16(HEADER_LENGTH + LinkHeader.ETHERNET_LENGTH - 2);
        return etherType < EtherType.LOWEST || EtherType.isLikely(etherType)
                ? opened(cursor, into, HEADER_LENGTH, EtherType.ETHERNET)
                : Outcome.NONE;
    }

    private static Outcome genericVxlan(HeaderCursor cursor, DecodedPacket into) {
        Outcome room = room(cursor, HEADER_LENGTH);
        if (room != Outcome.OPENED) {
            return room;
        }
        int flags = cursor.octet(0);
        int needed = VXLAN_IDENTIFIER_VALID | GPE_PROTOCOL_VALID;
        if ((flags & (needed | GPE_VERSION_MASK)) != needed || cursor.octet(7) != 0) {
            return Outcome.NONE;
        }
        return switch (cursor.octet(3)) {
            case 1 -> opened(cursor, into, HEADER_LENGTH, EtherType.IPV4);
            case 2 -> opened(cursor, into, HEADER_LENGTH, EtherType.IPV6);
            case 3 -> opened(cursor, into, HEADER_LENGTH, EtherType.ETHERNET);
            case 5 -> opened(cursor, into, HEADER_LENGTH, EtherType.MPLS);
            default -> Outcome.NONE;
        };
    }

    private static Outcome geneve(HeaderCursor cursor, DecodedPacket into) {
        Outcome room = room(cursor, HEADER_LENGTH);
        if (room != Outcome.OPENED) {
            return room;
        }
        int first = cursor.octet(0);
        int protocol = cursor.unsigned16(2);
        boolean known = protocol == EtherType.ETHERNET || EtherType.isLikely(protocol);
        boolean reserved = (cursor.octet(1) & GENEVE_RESERVED_FLAGS) != 0 || cursor.octet(7) != 0;
        if ((first & GENEVE_VERSION_MASK) != 0 || reserved || !known) {
            return Outcome.NONE;
        }
        int length = HEADER_LENGTH + ((first & GENEVE_OPTIONS_MASK) << 2);
        room = room(cursor, length);
        return room != Outcome.OPENED ? room : opened(cursor, into, length, protocol);
    }

    /** Any four octets are a label, so below the stack there must be IP (RFC 7510). */
    private static Outcome mpls(HeaderCursor cursor) {
        for (int bottom = 2; ; bottom += MPLS_ENTRY_LENGTH) {
            Outcome room = room(cursor, bottom + 3);
            if (room != Outcome.OPENED) {
                return room;
            }
            if ((cursor.octet(bottom) & 1) != 0) {
                int version = cursor.octet(bottom + 2) >>> 4;
                cursor.etherType = EtherType.MPLS;
                return version == 4 || version == 6 ? Outcome.OPENED : Outcome.NONE;
            }
        }
    }

    private static Outcome opened(
            HeaderCursor cursor, DecodedPacket into, int length, int etherType) {
        int identifier = cursor.buffer.getInt(cursor.position + 4) >>> 8;
        into.tagHash = TagHash.withVirtualNetwork(into.tagHash, identifier);
        cursor.followedBy(length, etherType);
        return Outcome.OPENED;
    }

    /** Whether so many octets are there: OPENED if they are, CUT if they were, else NONE. */
    static Outcome room(HeaderCursor cursor, int octets) {
        if (cursor.enclosedEnd - cursor.position < octets) {
            return Outcome.NONE;
        }
        return cursor.capturedEnd - cursor.position < octets ? Outcome.CUT : Outcome.OPENED;
    }
}
