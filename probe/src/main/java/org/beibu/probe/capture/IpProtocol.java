package org.beibu.probe.capture;

import org.jspecify.annotations.Nullable;

/** IP protocol numbers, and what follows from them when it is not a whole TCP segment. */
final class IpProtocol {
    static final int HOP_BY_HOP = 0;
    static final int IPV4 = 4;
    static final int TCP = 6;
    static final int UDP = 17;
    static final int IPV6 = 41;
    static final int ROUTING = 43;
    static final int FRAGMENT = 44;
    static final int GRE = 47;
    static final int AUTHENTICATION = 51;
    static final int DESTINATION = 60;
    static final int MOBILITY = 135;

    private static final int GTP_U_PORT = 2152;
    private static final int VXLAN_PORT = 4789;
    private static final int GENEVE_PORT = 6081;
    private static final int VXLAN_OLD_PORT = 8472;

    private IpProtocol() {}

    static boolean isExtension(int protocol) {
        return switch (protocol) {
            case HOP_BY_HOP, ROUTING, FRAGMENT, AUTHENTICATION, DESTINATION, MOBILITY -> true;
            default -> false;
        };
    }

    /** Why a packet whose protocol is not TCP is skipped. */
    static SkipReason notTcp(HeaderCursor cursor) {
        return switch (cursor.ipProtocol) {
            case IPV4, IPV6, GRE -> SkipReason.ENCAPSULATED;
            case UDP -> isTunnelPort(cursor) ? SkipReason.ENCAPSULATED : SkipReason.NOT_TCP;
            default -> SkipReason.NOT_TCP;
        };
    }

    /**
     * Why a fragment is skipped. Protocol first: the two counters of fragments then tell how much
     * TCP is lost to fragmentation.
     */
    static @Nullable SkipReason ofFragment(HeaderCursor cursor, int fragmentOffset) {
        if (cursor.ipProtocol != TCP && !isExtension(cursor.ipProtocol)) {
            return fragmentOffset == 0 ? notTcp(cursor) : SkipReason.NOT_TCP;
        }
        return fragmentOffset == 0 ? SkipReason.FIRST_FRAGMENT : SkipReason.LATER_FRAGMENT;
    }

    private static boolean isTunnelPort(HeaderCursor cursor) {
        return cursor.readable() >= 4
                && switch (cursor.unsigned16(2)) {
                    case GTP_U_PORT, VXLAN_PORT, GENEVE_PORT, VXLAN_OLD_PORT -> true;
                    default -> false;
                };
    }
}
