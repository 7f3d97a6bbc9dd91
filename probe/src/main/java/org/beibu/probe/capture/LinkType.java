package org.beibu.probe.capture;

/**
 * Link types as written in capture files (LINKTYPE_ values). Only those that {@link PacketDecoder}
 * reads, and those whose records may be longer than others.
 */
public final class LinkType {
    /** BSD loopback: address family in the byte order of the machine that wrote the file. */
    public static final int NULL = 0;

    /** Ethernet, and IEEE 802.3 with LLC inside it. */
    public static final int ETHERNET = 1;

    /** PPP, with or without HDLC-like framing. */
    public static final int PPP = 9;

    /** FDDI. */
    public static final int FDDI = 10;

    /** Raw IP, as some BSD systems number it. */
    public static final int RAW_BSD = 12;

    /** Raw IP, as OpenBSD numbers it. */
    public static final int RAW_OPENBSD = 14;

    /** PPP in HDLC-like framing, or Cisco's HDLC. */
    public static final int PPP_HDLC = 50;

    /** PPPoE session packets without the Ethernet header. */
    public static final int PPP_ETHER = 51;

    /** Raw IP, version by its first nibble. */
    public static final int RAW = 101;

    /** Cisco's HDLC. */
    public static final int CISCO_HDLC = 104;

    /** OpenBSD loopback: address family in network byte order. */
    public static final int LOOP = 108;

    /** Linux cooked capture, version 1. */
    public static final int LINUX_SLL = 113;

    /** Solaris: a header of its own before the IP packet. */
    public static final int IPNET = 226;

    /** Raw IPv4. */
    public static final int IPV4 = 228;

    /** Raw IPv6. */
    public static final int IPV6 = 229;

    /** Linux cooked capture, version 2. */
    public static final int LINUX_SLL2 = 276;

    private static final int USB_LINUX_MMAPPED = 220;
    private static final int DBUS = 231;
    private static final int USBPCAP = 249;
    private static final int EBHSCR = 279;

    private static final int MAXIMUM_CAPTURED_LENGTH = 262_144;
    private static final int MAXIMUM_CAPTURED_LENGTH_OF_BUSES = 16 << 20;

    private LinkType() {}

    /** The longest record of this link type; a longer one means that the file is damaged. */
    static int maximumCapturedLength(int linkType) {
        return switch (linkType) {
            case USB_LINUX_MMAPPED, DBUS, USBPCAP, EBHSCR -> MAXIMUM_CAPTURED_LENGTH_OF_BUSES;
            default -> MAXIMUM_CAPTURED_LENGTH;
        };
    }
}
