package org.beibu.router.bgp.codec;

import org.beibu.router.bgp.message.PathAttributes;
import org.jspecify.annotations.Nullable;

/**
 * LOCAL_PREF (5, RFC 4271 section 5.1.5). Malformed when it has not four octets: treat-as-withdraw
 * (RFC 7606 section 7.5). That it must not come from another AS is for those to judge who know
 * where the message is from.
 */
final class LocalPrefAttribute implements PathAttributeForm {
    static final int CODE = 5;

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
        into.localPref = value.u32();
        return null;
    }

    @Override
    public void encode(PathAttributes attributes, AttributeWriter into) {
        Long localPref = attributes.localPref();
        if (localPref != null) {
            into.write32(flags(), CODE, localPref);
        }
    }
}
