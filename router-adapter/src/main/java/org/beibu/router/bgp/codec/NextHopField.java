package org.beibu.router.bgp.codec;

import org.beibu.model.Address;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.RouteGroup;
import org.jspecify.annotations.Nullable;

/**
 * The next hop inside MP_REACH_NLRI (RFC 4760, RFC 2545, RFC 8950, RFC 4364, RFC 4659).
 *
 * @param global the global next hop, null where the family has none
 * @param linkLocal the link-local one beside it, null without one
 */
record NextHopField(@Nullable Address global, @Nullable Address linkLocal) {
    static final NextHopField NONE = new NextHopField(null, null);

    private static final int IPV4 = 4;
    private static final int IPV6 = 16;
    private static final int ROUTE_DISTINGUISHER = 8;

    private static boolean isVpn(Family family) {
        return family.afi() <= 2 && (family.safi() == 128 || family.safi() == 129);
    }

    private static boolean isPlain(Family family) {
        return family.afi() <= 2
                && (family.safi() == 1 || family.safi() == 2 || family.safi() == 4);
    }

    /**
     * Whether a next hop of this family can have this many octets; any where we do not know. IPv4
     * next hops of IPv6 prefixes are taken although no RFC has them: the prefixes can be found.
     */
    static boolean canHave(Family family, int length) {
        if (isVpn(family)) {
            return length == ROUTE_DISTINGUISHER + IPV4
                    || length == ROUTE_DISTINGUISHER + IPV6
                    || length == 2 * (ROUTE_DISTINGUISHER + IPV6);
        }
        if (isPlain(family)) {
            return length == IPV6 || length == 2 * IPV6 || length == IPV4;
        }
        return true;
    }

    /** Reads a next hop, which is all that the reader has; route distinguishers are passed over. */
    static NextHopField decode(OctetReader field, Family family) {
        int distinguisher = isVpn(family) ? ROUTE_DISTINGUISHER : 0;
        int length = field.remaining();
        if (length == distinguisher + IPV4) {
            field.skip(distinguisher);
            return new NextHopField(field.ipv4(), null);
        }
        if (length != distinguisher + IPV6 && length != 2 * (distinguisher + IPV6)) {
            return NONE;
        }
        field.skip(distinguisher);
        Address global = field.ipv6();
        if (field.remaining() == 0) {
            return new NextHopField(global, null);
        }
        field.skip(distinguisher);
        return new NextHopField(global, field.ipv6());
    }

    /** Writes the length and the next hop of a group. */
    static void encode(RouteGroup group, OctetWriter into) {
        OctetWriter field = new OctetWriter();
        encodeAddress(group.nextHop(), group.family(), field);
        encodeAddress(group.linkLocal(), group.family(), field);
        into.u8(field.size());
        into.all(field);
    }

    private static void encodeAddress(@Nullable Address address, Family family, OctetWriter field) {
        if (address == null) {
            return;
        }
        if (isVpn(family)) {
            field.u64(0);
        }
        boolean mapped = family.afi() == 2 && !family.equals(Family.IPV6_SR_POLICY);
        if (mapped) {
            field.ipv6(address); // RFC 4659: IPv4-mapped where the way there is IPv4
        } else {
            field.address(address);
        }
    }
}
