package org.beibu.router.bgp.codec;

import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.bgp.message.RouteGroup;
import org.jspecify.annotations.Nullable;

/**
 * MP_UNREACH_NLRI (15, RFC 4760 section 4).
 *
 * <pre>
 *   | AFI (2) | SAFI (1) | Withdrawn Routes |
 * </pre>
 *
 * <p>Where the prefixes cannot be read, the session ends (RFC 7606 sections 5.3 and 7.12).
 */
final class MpUnreachAttribute implements PathAttributeForm {
    static final int CODE = 15;
    private static final int SHORTEST = 3;

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
        if (value.remaining() < SHORTEST) {
            into.refusal =
                    MpReachAttribute.refusal("MP_UNREACH_NLRI of " + value.remaining() + " octets");
            return null;
        }
        int afi = value.u16();
        Family family = new Family(afi, value.u8());
        into.unreach = MpReachAttribute.group(value, family, NextHopField.NONE, into);
        return null;
    }

    @Override
    public void encode(PathAttributes attributes, AttributeWriter into) {
        RouteGroup unreach = into.unreach();
        if (unreach == null) {
            return;
        }
        OctetWriter value = new OctetWriter();
        value.u16(unreach.family().afi());
        value.u8(unreach.family().safi());
        MpReachAttribute.encodeNlri(unreach, into.format(), value);
        boolean marker = value.size() == SHORTEST;
        if (marker) {
            into.writeExtended(flags(), CODE, value); // End-of-RIB, as everybody writes it
        } else {
            into.write(flags(), CODE, value);
        }
    }
}
