package org.beibu.probe.capture;

import org.jspecify.annotations.Nullable;

/**
 * The first header of a packet, by link type. Leaves the cursor behind it and names what follows as
 * an {@link EtherType}.
 *
 * <pre>
 * Ethernet   destination 6 | source 6 | EtherType or length 2
 * FDDI       frame control 1 | destination 6 | source 6 | LLC
 * SLL        packet type 2 | ARPHRD 2 | address length 2 | address 8 | protocol 2
 * SLL2       protocol 2 | reserved 2 | interface 4 | ARPHRD 2 | packet type 1 | length 1 | address 8
 * null, loop address family 4
 * IPNET      version 1 | family 1 | hook 2 | length 4 | interfaces 4 + 4 | zones 4 + 4
 * raw        nothing: the version nibble of the IP header
 * </pre>
 */
final class LinkHeader {
    static final int ETHERNET_LENGTH = 14;
    private static final int FDDI_LENGTH = 13;
    private static final int SLL_LENGTH = 16;
    private static final int SLL2_LENGTH = 20;
    private static final int FAMILY_LENGTH = 4;
    private static final int IPNET_LENGTH = 24;
    private static final int MAC_LENGTH = 6;

    /** What Linux cooked captures write for an 802.2 LLC header without a length before it. */
    private static final int SLL_LLC = 0x0004;

    private static final int FDDI_FORMAT_MASK = 0xf0;
    private static final int FDDI_LLC = 0x50;

    private LinkHeader() {}

    static @Nullable SkipReason read(HeaderCursor cursor, int linkType, DecodedPacket into) {
        return switch (linkType) {
            case LinkType.ETHERNET -> outermostEthernet(cursor, into);
            case LinkType.LINUX_SLL -> cooked(cursor, into);
            case LinkType.LINUX_SLL2 -> cookedV2(cursor, into);
            case LinkType.RAW, LinkType.RAW_BSD, LinkType.RAW_OPENBSD ->
                    cursor.followedBy(0, EtherType.IP_BY_VERSION);
            case LinkType.IPV4 -> cursor.followedBy(0, EtherType.IPV4);
            case LinkType.IPV6 -> cursor.followedBy(0, EtherType.IPV6);
            case LinkType.NULL, LinkType.LOOP -> addressFamily(cursor);
            case LinkType.IPNET -> solaris(cursor);
            case LinkType.FDDI -> fddi(cursor);
            case LinkType.PPP, LinkType.PPP_HDLC, LinkType.CISCO_HDLC ->
                    cursor.followedBy(0, EtherType.PPP);
            case LinkType.PPP_ETHER -> cursor.followedBy(0, EtherType.PPPOE_SESSION);
            default -> SkipReason.UNKNOWN_LINK_TYPE;
        };
    }

    private static @Nullable SkipReason outermostEthernet(HeaderCursor cursor, DecodedPacket into) {
        int at = cursor.position;
        SkipReason reason = ethernet(cursor);
        if (reason == null) {
            into.destinationMac = cursor.buffer.getLong(at) >>> 16;
            into.sourceMac = cursor.buffer.getLong(at + MAC_LENGTH) >>> 16;
        }
        return reason;
    }

    /** An Ethernet frame, at the outside or inside a tunnel. */
    static @Nullable SkipReason ethernet(HeaderCursor cursor) {
        SkipReason reason = lacks(cursor, ETHERNET_LENGTH);
        return reason != null
                ? reason
                : cursor.followedBy(ETHERNET_LENGTH, cursor.unsigned16(ETHERNET_LENGTH - 2));
    }

    private static @Nullable SkipReason fddi(HeaderCursor cursor) {
        SkipReason reason = lacks(cursor, FDDI_LENGTH);
        if (reason != null) {
            return reason;
        }
        return (cursor.octet(0) & FDDI_FORMAT_MASK) == FDDI_LLC
                ? cursor.followedBy(FDDI_LENGTH, EtherType.LLC)
                : SkipReason.NOT_IP;
    }

    private static @Nullable SkipReason cooked(HeaderCursor cursor, DecodedPacket into) {
        SkipReason reason = lacks(cursor, SLL_LENGTH);
        if (reason != null) {
            return reason;
        }
        if (cursor.unsigned16(4) == MAC_LENGTH) {
            into.sourceMac = cursor.buffer.getLong(cursor.position + 6) >>> 16;
        }
        return cookedProtocol(cursor, SLL_LENGTH, cursor.unsigned16(SLL_LENGTH - 2));
    }

    private static @Nullable SkipReason cookedV2(HeaderCursor cursor, DecodedPacket into) {
        SkipReason reason = lacks(cursor, SLL2_LENGTH);
        if (reason != null) {
            return reason;
        }
        if (cursor.octet(11) == MAC_LENGTH) {
            into.sourceMac = cursor.buffer.getLong(cursor.position + 12) >>> 16;
        }
        return cookedProtocol(cursor, SLL2_LENGTH, cursor.unsigned16(0));
    }

    private static @Nullable SkipReason cookedProtocol(
            HeaderCursor cursor, int length, int protocol) {
        if (protocol == SLL_LLC) {
            return cursor.followedBy(length, EtherType.LLC);
        }
        return protocol < EtherType.LOWEST
                ? SkipReason.NOT_IP
                : cursor.followedBy(length, protocol);
    }

    /** Families are small numbers, so either byte order can be told from the other. */
    private static @Nullable SkipReason addressFamily(HeaderCursor cursor) {
        SkipReason reason = lacks(cursor, FAMILY_LENGTH);
        if (reason != null) {
            return reason;
        }
        int family = cursor.buffer.getInt(cursor.position);
        return switch ((family & 0xffff) == 0 ? Integer.reverseBytes(family) : family) {
            case 2 -> cursor.followedBy(FAMILY_LENGTH, EtherType.IPV4);
            case 10, 24, 28, 30 -> // Linux, BSDs, Darwin
                    cursor.followedBy(FAMILY_LENGTH, EtherType.IPV6);
            default -> SkipReason.NOT_IP;
        };
    }

    private static @Nullable SkipReason solaris(HeaderCursor cursor) {
        SkipReason reason = lacks(cursor, IPNET_LENGTH);
        if (reason != null) {
            return reason;
        }
        return switch (cursor.octet(1)) {
            case 2, 26 -> cursor.followedBy(IPNET_LENGTH, EtherType.IP_BY_VERSION);
            default -> SkipReason.NOT_IP;
        };
    }

    private static @Nullable SkipReason lacks(HeaderCursor cursor, int octets) {
        return cursor.lacks(octets, SkipReason.TRUNCATED_LINK, SkipReason.MALFORMED_ENCAPSULATION);
    }
}
