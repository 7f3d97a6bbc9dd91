package org.beibu.probe.capture;

import org.jspecify.annotations.Nullable;

/**
 * The MPLS label stack (RFC 3032) down to its bottom, and what is likely below it: nothing says so,
 * the first nibble must tell (RFC 4928).
 *
 * <pre>
 *   label 20 bits | traffic class 3 | bottom of stack 1 | time to live 8
 *   nibble 4 or 6: IP      0: control word 4, Ethernet frame (RFC 4448)      1: channel (RFC 5586)
 * </pre>
 *
 * <p>A pseudowire without control word begins with a destination address, so any nibble may also be
 * an Ethernet frame; its EtherType then decides.
 */
final class MplsStack {
    private static final int ENTRY_LENGTH = 4;
    private static final int BOTTOM_OF_STACK = 0x100;
    private static final int CONTROL_WORD_LENGTH = 4;
    private static final int LOWEST_IPV4_FIRST_OCTET = 0x45;

    private MplsStack() {}

    static @Nullable SkipReason read(HeaderCursor cursor, DecodedPacket into) {
        cursor.opened++;
        int entry;
        do {
            SkipReason reason = lacks(cursor, ENTRY_LENGTH);
            if (reason != null) {
                return reason;
            }
            entry = cursor.buffer.getInt(cursor.position);
            if (into.mplsLabel == DecodedPacket.NO_MPLS_LABEL) {
                into.mplsLabel = entry >>> 12;
            }
            cursor.position += ENTRY_LENGTH;
        } while ((entry & BOTTOM_OF_STACK) == 0);
        return payload(cursor);
    }

    private static @Nullable SkipReason payload(HeaderCursor cursor) {
        SkipReason reason = lacks(cursor, 1);
        if (reason != null) {
            return reason;
        }
        int first = cursor.octet(0);
        return switch (first >>> 4) {
            case 4 ->
                    first < LOWEST_IPV4_FIRST_OCTET && isEthernetAt(cursor, 0)
                            ? cursor.followedBy(0, EtherType.ETHERNET)
                            : cursor.followedBy(0, EtherType.IPV4);
            case 6 -> sixOrEthernet(cursor);
            case 0 -> pseudowire(cursor);
            default ->
                    isEthernetAt(cursor, 0)
                            ? cursor.followedBy(0, EtherType.ETHERNET)
                            : SkipReason.NOT_IP;
        };
    }

    /** An IPv6 packet longer than the frame that holds it is rather an address that begins so. */
    private static @Nullable SkipReason sixOrEthernet(HeaderCursor cursor) {
        boolean six =
                !isEthernetAt(cursor, 0)
                        || cursor.position + 40L + cursor.unsigned16(4)
                                <= cursor.enclosedOrFrameEnd();
        return cursor.followedBy(0, six ? EtherType.IPV6 : EtherType.ETHERNET);
    }

    private static @Nullable SkipReason pseudowire(HeaderCursor cursor) {
        if (isEthernetAt(cursor, CONTROL_WORD_LENGTH)) {
            return cursor.followedBy(CONTROL_WORD_LENGTH, EtherType.ETHERNET);
        }
        if (isEthernetAt(cursor, 0)) {
            return cursor.followedBy(0, EtherType.ETHERNET);
        }
        SkipReason reason = lacks(cursor, CONTROL_WORD_LENGTH + LinkHeader.ETHERNET_LENGTH);
        return reason != null ? reason : SkipReason.NOT_IP;
    }

    private static boolean isEthernetAt(HeaderCursor cursor, int offset) {
        return cursor.readable() >= offset + LinkHeader.ETHERNET_LENGTH
                && EtherType.isLikely(cursor.unsigned16(offset + LinkHeader.ETHERNET_LENGTH - 2));
    }

    private static @Nullable SkipReason lacks(HeaderCursor cursor, int octets) {
        return cursor.lacks(octets, SkipReason.TRUNCATED_LINK, SkipReason.MALFORMED_ENCAPSULATION);
    }
}
