package org.beibu.probe.capture;

import org.jspecify.annotations.Nullable;

/** IP protocol numbers, and what follows from them when it is not a whole packet to time. */
final class IpProtocol {
    static final int HOP_BY_HOP = 0;
    static final int ICMP = 1;
    static final int IPV4 = 4;
    static final int TCP = 6;
    static final int UDP = 17;
    static final int IPV6 = 41;
    static final int ROUTING = 43;
    static final int FRAGMENT = 44;
    static final int GRE = 47;
    static final int AUTHENTICATION = 51;
    static final int ICMPV6 = 58;
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

    /** Why a packet whose protocol is not timed is skipped. */
    static SkipReason notTimed(HeaderCursor cursor) {
        return switch (cursor.ipProtocol) {
            case IPV4, IPV6, GRE -> SkipReason.ENCAPSULATED;
            default -> SkipReason.OTHER_PROTOCOL;
        };
    }

    /**
     * Why a fragment is skipped. The first one of UDP and ICMP is not: its header says all that a
     * datagram matcher needs, while a TCP segment needs its end.
     */
    static @Nullable SkipReason ofFragment(HeaderCursor cursor, int offset, DecodedPacket into) {
        if (offset != 0) {
            return SkipReason.LATER_FRAGMENT;
        }
        into.firstFragment = true;
        return switch (cursor.ipProtocol) {
            case UDP, ICMP, ICMPV6 -> null;
            default -> isExtension(cursor.ipProtocol) ? null : SkipReason.FIRST_FRAGMENT;
        };
    }

    /** Whether this destination port is a tunnel's. */
    static boolean isTunnelPort(int port) {
        return switch (port) {
            case GTP_U_PORT, VXLAN_PORT, GENEVE_PORT, VXLAN_OLD_PORT -> true;
            default -> false;
        };
    }
}
