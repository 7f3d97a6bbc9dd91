package org.beibu.probe.capture;

import org.jspecify.annotations.Nullable;

/**
 * The first header of a packet, by link type. Leaves the cursor behind it and names what follows as
 * an {@link EtherType}.
 *
 * <pre>
 * Ethernet   destination 6 | source 6 | EtherType or length 2
 * SLL        packet type 2 | ARPHRD 2 | address length 2 | address 8 | protocol 2
 * SLL2       protocol 2 | reserved 2 | interface 4 | ARPHRD 2 | packet type 1 | length 1 | address 8
 * null, loop address family 4
 * raw        nothing: the version nibble of the IP header
 * </pre>
 */
final class LinkHeader {
    private static final int ETHERNET_LENGTH = 14;
    private static final int SLL_LENGTH = 16;
    private static final int SLL2_LENGTH = 20;
    private static final int FAMILY_LENGTH = 4;

    /** What Linux cooked captures write for an 802.2 LLC header without a length before it. */
    private static final int SLL_LLC = 0x0004;

    private LinkHeader() {}

    static @Nullable SkipReason read(HeaderCursor cursor, int linkType, DecodedPacket into) {
        return switch (linkType) {
            case LinkType.ETHERNET -> ethernet(cursor, into);
            case LinkType.LINUX_SLL -> cooked(cursor, SLL_LENGTH, SLL_LENGTH - 2);
            case LinkType.LINUX_SLL2 -> cooked(cursor, SLL2_LENGTH, 0);
            case LinkType.RAW, LinkType.RAW_BSD, LinkType.RAW_OPENBSD -> byVersion(cursor);
            case LinkType.IPV4 -> followedBy(cursor, EtherType.IPV4);
            case LinkType.IPV6 -> followedBy(cursor, EtherType.IPV6);
            case LinkType.NULL, LinkType.LOOP -> addressFamily(cursor);
            default -> SkipReason.UNKNOWN_LINK_TYPE;
        };
    }

    private static @Nullable SkipReason ethernet(HeaderCursor cursor, DecodedPacket into) {
        if (cursor.readable() < ETHERNET_LENGTH) {
            return SkipReason.TRUNCATED_LINK;
        }
        into.destinationMac = cursor.buffer.getLong(cursor.position) >>> 16;
        into.sourceMac = cursor.buffer.getLong(cursor.position + 6) >>> 16;
        int etherType = cursor.unsigned16(ETHERNET_LENGTH - 2);
        cursor.position += ETHERNET_LENGTH;
        return followedBy(cursor, etherType);
    }

    private static @Nullable SkipReason cooked(HeaderCursor cursor, int length, int protocolAt) {
        if (cursor.readable() < length) {
            return SkipReason.TRUNCATED_LINK;
        }
        int protocol = cursor.unsigned16(protocolAt);
        cursor.position += length;
        if (protocol == SLL_LLC) {
            return LlcHeader.read(cursor);
        }
        return protocol < EtherType.LOWEST ? SkipReason.NOT_IP : followedBy(cursor, protocol);
    }

    private static @Nullable SkipReason byVersion(HeaderCursor cursor) {
        if (cursor.readable() < 1) {
            return SkipReason.TRUNCATED_IP;
        }
        return switch (cursor.octet(0) >>> 4) {
            case 4 -> followedBy(cursor, EtherType.IPV4);
            case 6 -> followedBy(cursor, EtherType.IPV6);
            default -> SkipReason.NOT_IP;
        };
    }

    /** Families are small numbers, so either byte order can be told from the other. */
    private static @Nullable SkipReason addressFamily(HeaderCursor cursor) {
        if (cursor.readable() < FAMILY_LENGTH) {
            return SkipReason.TRUNCATED_LINK;
        }
        int family = cursor.buffer.getInt(cursor.position);
        cursor.position += FAMILY_LENGTH;
        return switch ((family & 0xffff) == 0 ? Integer.reverseBytes(family) : family) {
            case 2 -> followedBy(cursor, EtherType.IPV4);
            case 10, 24, 28, 30 -> followedBy(cursor, EtherType.IPV6); // Linux, BSDs, Darwin
            default -> SkipReason.NOT_IP;
        };
    }

    private static @Nullable SkipReason followedBy(HeaderCursor cursor, int etherType) {
        cursor.etherType = etherType;
        return null;
    }
}
