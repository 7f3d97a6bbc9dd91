package org.beibu.probe.stamp;

/**
 * Sub-TLVs of Location (RFC 8972 4.2.1): what a sender asks for, and what a reflector answers in
 * the same place.
 *
 * <pre>
 *   asked                  answered                                    Value, in both
 *   1 source MAC           2 EUI-48 (6 octets, 2 MBZ) or 3 EUI-64      8 octets
 *   4 destination address  5 IPv4 (4 octets, 12 MBZ) or 6 IPv6         16
 *   7 source address       8 IPv4 (4 octets, 12 MBZ) or 9 IPv6         16
 * </pre>
 */
public final class LocationSubTlv {
    /** Asks for the source MAC address. */
    public static final int SOURCE_MAC = 1;

    /** Answers with an EUI-48. */
    public static final int SOURCE_EUI_48 = 2;

    /** Answers with an EUI-64. */
    public static final int SOURCE_EUI_64 = 3;

    /** Asks for the destination address. */
    public static final int DESTINATION_ADDRESS = 4;

    /** Asks for the source address. */
    public static final int SOURCE_ADDRESS = 7;

    /** Added to what was asked: the answer is an IPv4 address. */
    public static final int ANSWERED_IPV4 = 1;

    /** Added to what was asked: the answer is an IPv6 address. */
    public static final int ANSWERED_IPV6 = 2;

    /** Octets of the Value with a MAC address. */
    public static final int MAC_LENGTH = 8;

    /** Octets of the Value with an IP address. */
    public static final int ADDRESS_LENGTH = 16;

    private LocationSubTlv() {}
}
