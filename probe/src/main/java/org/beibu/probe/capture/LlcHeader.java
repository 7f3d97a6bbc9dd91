package org.beibu.probe.capture;

import org.jspecify.annotations.Nullable;

/**
 * IEEE 802.2 LLC with a SNAP header, the way IP travels in IEEE 802.3 frames (RFC 1042).
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

    static @Nullable SkipReason read(HeaderCursor cursor) {
        if (cursor.readable() < LLC_LENGTH) {
            return SkipReason.TRUNCATED_LINK;
        }
        if (cursor.unsigned16(0) != SNAP_SAP_PAIR || cursor.octet(2) != UNNUMBERED_INFORMATION) {
            return SkipReason.NOT_IP;
        }
        if (cursor.readable() < SNAP_LENGTH) {
            return SkipReason.TRUNCATED_LINK;
        }
        int organisation = cursor.octet(3) << 16 | cursor.unsigned16(4);
        int etherType = cursor.unsigned16(6);
        boolean known =
                organisation == ORGANISATION_RFC_1042 || organisation == ORGANISATION_802_1H;
        if (!known || etherType < EtherType.LOWEST) {
            return SkipReason.NOT_IP;
        }
        cursor.position += SNAP_LENGTH;
        cursor.etherType = etherType;
        return null;
    }
}
