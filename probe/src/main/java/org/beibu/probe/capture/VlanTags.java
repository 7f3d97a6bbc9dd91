package org.beibu.probe.capture;

import org.jspecify.annotations.Nullable;

/**
 * The stack of VLAN tags (IEEE 802.1Q and 802.1ad) behind the link header, of any depth, and the
 * IEEE 802.3 length that may follow it.
 *
 * <pre>
 *   EtherType 8100, 88a8 or 9100 (read before) | priority 3 bits, DEI 1, VLAN id 12 | next EtherType
 * </pre>
 */
final class VlanTags {
    private static final int TAG_LENGTH = 4;
    private static final int VLAN_ID_MASK = 0x0fff;

    /** An odd multiplier with well spread bits, 2^32 / golden ratio. */
    private static final int MIX = 0x9e37_79b1;

    private VlanTags() {}

    static @Nullable SkipReason read(HeaderCursor cursor, DecodedPacket into) {
        int depth = 0;
        int outer = 0;
        int inner = 0;
        int hash = 0;
        while (isTag(cursor.etherType)) {
            if (cursor.readable() < TAG_LENGTH) {
                return SkipReason.TRUNCATED_LINK;
            }
            inner = cursor.unsigned16(0) & VLAN_ID_MASK;
            outer = depth == 0 ? inner : outer;
            hash = extend(hash, inner);
            depth++;
            cursor.etherType = cursor.unsigned16(2);
            cursor.position += TAG_LENGTH;
        }
        into.vlanDepth = depth;
        into.vlanOuter = outer;
        into.vlanInner = inner;
        into.tagHash = hash;
        return cursor.etherType < EtherType.LOWEST ? lengthField(cursor) : null;
    }

    private static boolean isTag(int etherType) {
        return etherType == EtherType.VLAN
                || etherType == EtherType.VLAN_SERVICE
                || etherType == EtherType.VLAN_OLD_QINQ;
    }

    /** Id 0 is a tag with a priority but no VLAN: it must not tell two directions apart. */
    private static int extend(int hash, int vlanId) {
        if (vlanId == 0) {
            return hash;
        }
        int mixed = (Integer.rotateLeft(hash, 13) ^ vlanId) * MIX;
        return mixed == 0 ? 1 : mixed;
    }

    private static @Nullable SkipReason lengthField(HeaderCursor cursor) {
        long end = (long) cursor.position + cursor.etherType;
        cursor.enclosedEnd = Math.min(cursor.enclosedEnd, end);
        return LlcHeader.read(cursor);
    }
}
