package org.beibu.probe.capture;

import org.jspecify.annotations.Nullable;

/**
 * IEEE 802.2 LLC with a SNAP header, the way IP travels in IEEE 802.3 and FDDI frames (RFC 1042).
 *
 * <pre>
 *   DSAP aa | SSAP aa | control 03 | organisation 3 | EtherType 2
 * </pre>
 */
final class LlcHeader {
    private static final int LLC_LENGTH = 3;
    private static final int SNAP_LENGTH = 8;
    private static final int SNAP_SAP_PAIR = 0xaaaa;
    private static final int UNNUMBERED_INFORMATION = 0x03;
    private static final int ORGANISATION_RFC_1042 = 0x000000;
    private static final int ORGANISATION_802_1H = 0x0000f8;

    private LlcHeader() {}

    /** Behind an IEEE 802.3 length, which the cursor took for an EtherType. */
    static @Nullable SkipReason readBehindLength(HeaderCursor cursor) {
        cursor.enterEnclosing(0, cursor.etherType);
        return read(cursor);
    }

    static @Nullable SkipReason read(HeaderCursor cursor) {
        SkipReason reason = lacks(cursor, LLC_LENGTH);
        if (reason != null) {
            return reason;
        }
        if (cursor.unsigned16(0) != SNAP_SAP_PAIR || cursor.octet(2) != UNNUMBERED_INFORMATION) {
            return SkipReason.NOT_IP;
        }
        reason = lacks(cursor, SNAP_LENGTH);
        if (reason != null) {
            return reason;
        }
        int organisation = cursor.octet(3) << 16 | cursor.unsigned16(4);
        int etherType = cursor.unsigned16(6);
        boolean known =
                organisation == ORGANISATION_RFC_1042 || organisation == ORGANISATION_802_1H;
        if (!known || etherType < EtherType.LOWEST) {
            return SkipReason.NOT_IP;
        }
        return cursor.followedBy(SNAP_LENGTH, etherType);
    }

    private static @Nullable SkipReason lacks(HeaderCursor cursor, int octets) {
        return cursor.lacks(octets, SkipReason.TRUNCATED_LINK, SkipReason.MALFORMED_ENCAPSULATION);
    }
}
