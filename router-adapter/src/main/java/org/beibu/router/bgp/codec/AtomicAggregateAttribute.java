package org.beibu.router.bgp.codec;

import org.beibu.router.bgp.message.PathAttributes;
import org.jspecify.annotations.Nullable;

/**
 * ATOMIC_AGGREGATE (6, RFC 4271 section 5.1.6). Malformed when it has any octet: attribute discard
 * (RFC 7606 section 7.6).
 */
final class AtomicAggregateAttribute implements PathAttributeForm {
    static final int CODE = 6;

    @Override
    public int code() {
        return CODE;
    }

    @Override
    public int flags() {
        return WELL_KNOWN;
    }

    @Override
    public Reaction whenMalformed() {
        return Reaction.ATTRIBUTE_DISCARD;
    }

    @Override
    public AttributeFault.@Nullable Kind decode(OctetReader value, ReceivedAttributes into) {
        if (value.remaining() != 0) {
            return AttributeFault.Kind.LENGTH;
        }
        into.atomic = true;
        return null;
    }

    @Override
    public void encode(PathAttributes attributes, AttributeWriter into) {
        if (attributes.aggregate().atomic()) {
            into.write(flags(), CODE, new OctetWriter());
        }
    }
}
