package org.beibu.router.bgp.codec;

import org.beibu.router.bgp.message.Aggregator;
import org.beibu.router.bgp.message.PathAttributes;
import org.jspecify.annotations.Nullable;

/**
 * AS4_AGGREGATOR (18, RFC 6793 section 3). Malformed when it has not eight octets (section 6) or
 * its AS is 0 (RFC 7607): attribute discard. From a speaker of four octets it is left out (section
 * 4.1).
 */
final class As4AggregatorAttribute implements PathAttributeForm {
    static final int CODE = 18;

    @Override
    public int code() {
        return CODE;
    }

    @Override
    public int flags() {
        return OPTIONAL_TRANSITIVE;
    }

    @Override
    public Reaction whenMalformed() {
        return Reaction.ATTRIBUTE_DISCARD;
    }

    @Override
    public AttributeFault.@Nullable Kind decode(OctetReader value, ReceivedAttributes into) {
        if (into.format.fourOctetAs()) {
            return AttributeFault.Kind.NOT_OF_THIS_SESSION;
        }
        if (value.remaining() != 8) {
            return AttributeFault.Kind.LENGTH;
        }
        long asNumber = value.u32();
        if (asNumber == 0) {
            return AttributeFault.Kind.VALUE;
        }
        into.as4Aggregator = new Aggregator(asNumber, value.ipv4());
        return null;
    }

    @Override
    public void encode(PathAttributes attributes, AttributeWriter into) {
        Aggregator aggregator = attributes.aggregate().aggregator();
        if (aggregator != null && aggregator.asNumber() > 0xffff && !into.format().fourOctetAs()) {
            OctetWriter value = new OctetWriter();
            value.u32(aggregator.asNumber());
            value.ipv4(aggregator.router());
            into.write(flags(), CODE, value);
        }
    }
}
