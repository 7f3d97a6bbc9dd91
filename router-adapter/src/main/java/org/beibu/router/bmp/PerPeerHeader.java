package org.beibu.router.bmp;

import org.beibu.model.Address;
import org.beibu.router.bgp.codec.OctetReader;

/**
 * The Per-Peer Header (RFC 7854 section 4.2, RFC 8671 section 4, RFC 9069 section 4.2), 42 octets:
 *
 * <pre>
 *   0   Peer Type (1)          1   Peer Flags (1)
 *   2   Peer Distinguisher (8)
 *   10  Peer Address (16), IPv4 in the last four
 *   26  Peer AS (4)            30  Peer BGP ID (4)
 *   34  Timestamp, seconds (4) 38  Timestamp, microseconds (4)
 * </pre>
 *
 * @param type Peer Type
 * @param flags Peer Flags
 * @param distinguisher which routing instance, 0 for the global one
 * @param address the peer's address, 0.0.0.0 for Loc-RIB
 * @param asNumber the peer's AS
 * @param bgpId the peer's BGP Identifier
 * @param seconds when the router had the message, seconds of the epoch; 0 when it does not say
 * @param microseconds the rest of it
 */
public record PerPeerHeader(
        int type,
        int flags,
        long distinguisher,
        Address address,
        long asNumber,
        Address bgpId,
        long seconds,
        int microseconds) {
    /** Octets of the header. */
    public static final int LENGTH = 42;

    /** Peer Type of a peer of the global instance. */
    public static final int GLOBAL = 0;

    /** Peer Type of a peer of an instance with a route distinguisher. */
    public static final int ROUTE_DISTINGUISHER = 1;

    /** Peer Type of a peer of an instance that has a local name only. */
    public static final int LOCAL = 2;

    /** Peer Type of the router's Loc-RIB. */
    public static final int LOC_RIB = 3;

    private static final int V = 0x80;
    private static final int L = 0x40;
    private static final int A = 0x20;
    private static final int O = 0x10;
    private static final int F = 0x80;
    private static final int IPV4_PADDING = 12;

    /** Reads the header, of which there is enough. */
    static PerPeerHeader decode(OctetReader octets) {
        int type = octets.u8();
        int flags = octets.u8();
        long distinguisher = octets.i64();
        return new PerPeerHeader(
                type,
                flags,
                distinguisher,
                address(octets, type != LOC_RIB && (flags & V) != 0),
                octets.u32(),
                octets.ipv4(),
                octets.u32(),
                octets.i32());
    }

    /** An address in 16 octets. */
    static Address address(OctetReader octets, boolean ipv6) {
        if (ipv6) {
            return octets.ipv6();
        }
        octets.skip(IPV4_PADDING);
        return octets.ipv4();
    }

    /** Whether it is about the router's Loc-RIB, not a peer. */
    public boolean isLocRib() {
        return type == LOC_RIB;
    }

    /** V flag: the addresses are IPv6. */
    public boolean isIpv6() {
        return !isLocRib() && (flags & V) != 0;
    }

    /** L flag: after policy. */
    public boolean isPostPolicy() {
        return !isLocRib() && (flags & L) != 0;
    }

    /** A flag: AS numbers of two octets in AS_PATH. */
    public boolean isTwoOctetAs() {
        return !isLocRib() && (flags & A) != 0;
    }

    /** O flag: Adj-RIB-Out. */
    public boolean isAdjRibOut() {
        return !isLocRib() && (flags & O) != 0;
    }

    /** F flag: the Loc-RIB is shown through a filter. */
    public boolean isFiltered() {
        return isLocRib() && (flags & F) != 0;
    }
}
