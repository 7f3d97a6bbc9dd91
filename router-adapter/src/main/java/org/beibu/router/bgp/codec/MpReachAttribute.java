package org.beibu.router.bgp.codec;

import java.util.List;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.Nlri;
import org.beibu.router.bgp.message.NotificationMessage;
import org.beibu.router.bgp.message.Octets;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.bgp.message.RouteGroup;
import org.jspecify.annotations.Nullable;

/**
 * MP_REACH_NLRI (14, RFC 4760 section 3).
 *
 * <pre>
 *   | AFI (2) | SAFI (1) | Length of Next Hop (1) | Next Hop | Reserved (1) | NLRI |
 * </pre>
 *
 * <p>Where next hop or NLRI cannot be found or read, the prefixes are unknown and the session ends
 * (RFC 7606 sections 5.3 and 7.11). With wrong Attribute Flags its prefixes are withdrawn (3 c).
 */
final class MpReachAttribute implements PathAttributeForm {
    static final int CODE = 14;
    static final int OPTIONAL_ATTRIBUTE_ERROR = 9;
    private static final int SHORTEST = 5;

    @Override
    public int code() {
        return CODE;
    }

    @Override
    public int flags() {
        return OPTIONAL;
    }

    @Override
    public AttributeFault.@Nullable Kind decode(OctetReader value, ReceivedAttributes into) {
        Family tableFamily = into.tableFamily;
        if (tableFamily != null && value.remaining() > 0 && value.peek() != 0) {
            decodeNextHop(value, tableFamily, into); // a whole one begins with an AFI below 256
            return null;
        }
        if (value.remaining() < SHORTEST) {
            into.refusal = refusal("MP_REACH_NLRI of " + value.remaining() + " octets");
            return null;
        }
        int afi = value.u16();
        Family family = new Family(afi, value.u8());
        int nextHopLength = value.u8();
        if (nextHopLength + 1 > value.remaining() || !NextHopField.canHave(family, nextHopLength)) {
            into.refusal = refusal("next hop of " + nextHopLength + " octets for " + family);
            return null;
        }
        NextHopField nextHop = NextHopField.decode(value.slice(nextHopLength), family);
        value.skip(1);
        into.reach = group(value, family, nextHop, into);
        return null;
    }

    /** What an MRT table keeps of it: length of the next hop, and the next hop. */
    private static void decodeNextHop(OctetReader value, Family family, ReceivedAttributes into) {
        int length = value.u8();
        if (length > value.remaining() || !NextHopField.canHave(family, length)) {
            into.refusal = refusal("next hop of " + length + " octets for " + family);
            return;
        }
        NextHopField nextHop = NextHopField.decode(value.slice(length), family);
        into.reach =
                new RouteGroup(
                        family, nextHop.global(), nextHop.linkLocal(), List.of(), Octets.NONE);
    }

    /** The group with the NLRI that are left; null with a refusal where they are malformed. */
    static @Nullable RouteGroup group(
            OctetReader field, Family family, NextHopField nextHop, ReceivedAttributes into) {
        List<Nlri> prefixes = List.of();
        Octets opaque = Octets.NONE;
        boolean whole;
        if (family.isUnicast()) {
            List<Nlri> read = NlriCodec.decode(field, family, into);
            whole = read != null;
            prefixes = read != null ? read : List.of();
        } else {
            OctetReader again = field.copy();
            whole = NlriCodec.isWhole(field, family, into.format);
            opaque = again.octets(again.remaining());
        }
        if (!whole) {
            into.refusal = refusal("NLRI of family " + family + " are malformed");
            return null;
        }
        return new RouteGroup(family, nextHop.global(), nextHop.linkLocal(), prefixes, opaque);
    }

    static Decoded.Bad refusal(String reason) {
        return Decoded.Bad.of(NotificationMessage.UPDATE_ERROR, OPTIONAL_ATTRIBUTE_ERROR, reason);
    }

    @Override
    public void encode(PathAttributes attributes, AttributeWriter into) {
        RouteGroup reach = into.reach();
        if (reach == null) {
            return;
        }
        OctetWriter value = new OctetWriter();
        value.u16(reach.family().afi());
        value.u8(reach.family().safi());
        NextHopField.encode(reach, value);
        value.u8(0);
        encodeNlri(reach, into.format(), value);
        into.write(flags(), CODE, value);
    }

    static void encodeNlri(RouteGroup group, SessionFormat format, OctetWriter value) {
        boolean addPath = format.addPathSend().contains(group.family());
        NlriCodec.encode(group, addPath, value);
        value.octets(group.opaque());
    }
}
