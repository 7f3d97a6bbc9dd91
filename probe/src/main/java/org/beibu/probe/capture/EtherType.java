package org.beibu.probe.capture;

/** EtherType values that the decoder knows (IEEE 802 numbers). */
final class EtherType {
    /** Values below this one are an IEEE 802.3 length. */
    static final int LOWEST = 0x0600;

    static final int IPV4 = 0x0800;
    static final int ARP = 0x0806;
    static final int REVERSE_ARP = 0x8035;
    static final int VLAN = 0x8100;
    static final int IPV6 = 0x86dd;
    static final int MPLS = 0x8847;
    static final int MPLS_UPSTREAM = 0x8848;
    static final int PPPOE_SESSION = 0x8864;
    static final int VLAN_SERVICE = 0x88a8;
    static final int VLAN_OLD_QINQ = 0x9100;

    private EtherType() {}
}
