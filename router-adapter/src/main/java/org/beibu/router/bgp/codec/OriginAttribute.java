package org.beibu.router.bgp.codec;

import org.beibu.router.bgp.message.Origin;
import org.beibu.router.bgp.message.PathAttributes;
import org.jspecify.annotations.Nullable;

/**
 * ORIGIN (1, RFC 4271 section 5.1.1). Malformed when it has not one octet or an undefined value:
 * treat-as-withdraw (RFC 7606 section 7.1).
 */
final class OriginAttribute implements PathAttributeForm {
    static final int CODE = 1;
    private static final Origin[] ORIGINS = Origin.values();

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
        if (value.remaining() != 1) {
            return AttributeFault.Kind.LENGTH;
        }
        int origin = value.u8();
        if (origin >= ORIGINS.length) {
            return AttributeFault.Kind.VALUE;
        }
        into.origin = ORIGINS[origin];
        return null;
    }

    @Override
    public void encode(PathAttributes attributes, AttributeWriter into) {
        Origin origin = attributes.origin();
        if (origin != null) {
            OctetWriter value = new OctetWriter();
            value.u8(
                    switch (origin) {
                        case IGP -> 0;
                        case EGP -> 1;
                        case INCOMPLETE -> 2;
                    });
            into.write(flags(), CODE, value);
        }
    }
}
