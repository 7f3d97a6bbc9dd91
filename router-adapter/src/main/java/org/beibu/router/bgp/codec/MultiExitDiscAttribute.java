package org.beibu.router.bgp.codec;

import org.beibu.router.bgp.message.PathAttributes;
import org.jspecify.annotations.Nullable;

/**
 * MULTI_EXIT_DISC (4, RFC 4271 section 5.1.4). Malformed when it has not four octets:
 * treat-as-withdraw (RFC 7606 section 7.4).
 */
final class MultiExitDiscAttribute implements PathAttributeForm {
    static final int CODE = 4;

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
        if (value.remaining() != 4) {
            return AttributeFault.Kind.LENGTH;
        }
        into.med = value.u32();
        return null;
    }

    @Override
    public void encode(PathAttributes attributes, AttributeWriter into) {
        Long med = attributes.med();
        if (med != null) {
            into.write32(flags(), CODE, med);
        }
    }
}
