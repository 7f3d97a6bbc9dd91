package org.beibu.router.bgp.codec;

import org.beibu.model.Address;
import org.beibu.router.bgp.message.PathAttributes;
import org.jspecify.annotations.Nullable;

/**
 * NEXT_HOP (3, RFC 4271 section 5.1.3). Malformed when it has not four octets: treat-as-withdraw
 * (RFC 7606 section 7.3).
 */
final class NextHopAttribute implements PathAttributeForm {
    static final int CODE = 3;

    @Override
    public int code() {
        return CODE;
    }

    @Override
    public int flags() {
        return WELL_KNOWN;
    }

    @Override
    public AttributeFault.@Nullable Kind decode(OctetReader value, ReceivedAttributes into) {
        if (value.remaining() != 4) {
            return AttributeFault.Kind.LENGTH;
        }
        into.nextHop = value.ipv4();
        return null;
    }

    @Override
    public void encode(PathAttributes attributes, AttributeWriter into) {
        Address own = into.nextHop();
        Address nextHop = own != null ? own : attributes.nextHop();
        if (nextHop != null && nextHop.isIpv4()) {
            into.write32(flags(), CODE, nextHop.low());
        }
    }
}
