package org.beibu.probe.capture;

/**
 * EtherType values that the decoder knows (IEEE 802 numbers), and some of its own above them for
 * what has no number. They name what comes next below an IP header, whatever announced it.
 */
final class EtherType {
    /** Values below this one are an IEEE 802.3 length. */
    static final int LOWEST = 0x0600;

    static final int IPV4 = 0x0800;
    static final int ARP = 0x0806;
    static final int ERSPAN_III = 0x22eb;

    /** Transparent Ethernet bridging: a whole Ethernet frame. */
    static final int ETHERNET = 0x6558;

    static final int REVERSE_ARP = 0x8035;
    static final int VLAN = 0x8100;
    static final int IPV6 = 0x86dd;
    static final int PPP = 0x880b;
    static final int WCCP = 0x883e;
    static final int MPLS = 0x8847;
    static final int MPLS_UPSTREAM = 0x8848;

    /** Cisco FabricPath: a tag of two octets, then a whole Ethernet frame. */
    static final int FABRIC_PATH = 0x8903;

    /** Provider backbone (IEEE 802.1ah): a tag of four octets, then a whole Ethernet frame. */
    static final int BACKBONE_SERVICE = 0x88e7;

    static final int PPPOE_DISCOVERY = 0x8863;
    static final int PPPOE_SESSION = 0x8864;
    static final int VLAN_SERVICE = 0x88a8;

    /** ERSPAN, types I and II. */
    static final int ERSPAN = 0x88be;

    static final int LLDP = 0x88cc;
    static final int VLAN_OLD_QINQ = 0x9100;

    /** An IP packet of the version that its first nibble tells. */
    static final int IP_BY_VERSION = 0x1_0000;

    /** An IEEE 802.2 LLC header without a length before it. */
    static final int LLC = 0x1_0001;

    /** Nothing more to open: the transport header has been read. */
    static final int END = 0x1_0002;

    private EtherType() {}

    static boolean isTag(int etherType) {
        return etherType == VLAN || etherType == VLAN_SERVICE || etherType == VLAN_OLD_QINQ;
    }

    /** Whether octets with this EtherType at its place are likely an Ethernet frame. */
    static boolean isLikely(int etherType) {
        return switch (etherType) {
            case IPV4, ARP, REVERSE_ARP, IPV6, MPLS, MPLS_UPSTREAM, LLDP -> true;
            case PPPOE_DISCOVERY, PPPOE_SESSION -> true;
            default -> isTag(etherType);
        };
    }
}
