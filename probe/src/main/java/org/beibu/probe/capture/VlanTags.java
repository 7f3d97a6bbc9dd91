package org.beibu.probe.capture;

import org.jspecify.annotations.Nullable;

/**
 * The stack of VLAN tags (IEEE 802.1Q and 802.1ad) behind an Ethernet header, of any depth.
 *
 * <pre>
 *   EtherType 8100, 88a8 or 9100 (read before) | priority 3 bits, DEI 1, VLAN id 12 | next EtherType
 * </pre>
 */
final class VlanTags {
    static final int TAG_LENGTH = 4;
    static final int VLAN_ID_MASK = 0x0fff;

    private VlanTags() {}

    static @Nullable SkipReason read(HeaderCursor cursor, DecodedPacket into) {
        while (EtherType.isTag(cursor.etherType)) {
            SkipReason reason =
                    cursor.lacks(
                            TAG_LENGTH,
                            SkipReason.TRUNCATED_LINK,
                            SkipReason.MALFORMED_ENCAPSULATION);
            if (reason != null) {
                return reason;
            }
            int id = cursor.unsigned16(0) & VLAN_ID_MASK;
            into.vlanOuter = into.vlanDepth == 0 ? id : into.vlanOuter;
            into.vlanInner = id;
            into.vlanDepth++;
            into.tagHash = TagHash.withVlan(into.tagHash, id);
            cursor.followedBy(TAG_LENGTH, cursor.unsigned16(2));
        }
        return null;
    }
}
