package org.beibu.probe.capture;

/** IP protocol numbers that the decoder knows (IANA). */
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
    static final int ETHERNET_IN_IP = 97;
    static final int MOBILITY = 135;
    static final int MPLS = 137;
    static final int HOST_IDENTITY = 139;
    static final int SHIM6 = 140;
    static final int ETHERNET = 143;

    private IpProtocol() {}

    static boolean isExtension(int protocol) {
        return switch (protocol) {
            case HOP_BY_HOP, ROUTING, FRAGMENT, AUTHENTICATION, DESTINATION -> true;
            case MOBILITY, HOST_IDENTITY, SHIM6 -> true;
            default -> false;
        };
    }

    /**
     * Whether the first fragment alone says all that a matcher needs; a TCP segment and a tunnel
     * need their end.
     */
    static boolean isDatagram(int protocol) {
        return protocol == UDP || protocol == ICMP || protocol == ICMPV6;
    }
}
