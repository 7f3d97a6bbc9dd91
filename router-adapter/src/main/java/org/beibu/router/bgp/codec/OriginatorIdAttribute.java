package org.beibu.router.bgp.codec;

import org.beibu.model.Address;
import org.beibu.router.bgp.message.PathAttributes;
import org.jspecify.annotations.Nullable;

/**
 * ORIGINATOR_ID (9, RFC 4456). Malformed when it has not four octets: treat-as-withdraw (RFC 7606
 * section 7.9).
 */
final class OriginatorIdAttribute implements PathAttributeForm {
    static final int CODE = 9;

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
        into.originatorId = value.ipv4();
        return null;
    }

    @Override
    public void encode(PathAttributes attributes, AttributeWriter into) {
        Address originatorId = attributes.reflection().originatorId();
        if (originatorId != null) {
            into.write32(flags(), CODE, originatorId.low());
        }
    }
}
