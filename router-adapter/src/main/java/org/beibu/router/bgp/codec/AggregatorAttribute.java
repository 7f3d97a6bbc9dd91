package org.beibu.router.bgp.codec;

import org.beibu.router.bgp.message.Aggregator;
import org.beibu.router.bgp.message.OpenMessage;
import org.beibu.router.bgp.message.PathAttributes;
import org.jspecify.annotations.Nullable;

/**
 * AGGREGATOR (7, RFC 4271 section 5.1.7, RFC 6793). Malformed when it has not six octets, or eight
 * where AS numbers have four (RFC 7606 section 7.7), and when its AS is 0 (RFC 7607): attribute
 * discard.
 */
final class AggregatorAttribute implements PathAttributeForm {
    static final int CODE = 7;

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
        boolean four = into.format.fourOctetAs();
        if (value.remaining() != (four ? 8 : 6)) {
            return AttributeFault.Kind.LENGTH;
        }
        long asNumber = four ? value.u32() : value.u16();
        if (asNumber == 0 && into.tableFamily == null) { // a table is history, kept as it was
            return AttributeFault.Kind.VALUE;
        }
        into.aggregator = new Aggregator(asNumber, value.ipv4());
        return null;
    }

    @Override
    public void encode(PathAttributes attributes, AttributeWriter into) {
        Aggregator aggregator = attributes.aggregate().aggregator();
        if (aggregator == null) {
            return;
        }
        OctetWriter value = new OctetWriter();
        if (into.format().fourOctetAs()) {
            value.u32(aggregator.asNumber());
        } else {
            boolean fits = aggregator.asNumber() <= 0xffff;
            value.u16(fits ? (int) aggregator.asNumber() : OpenMessage.AS_TRANS);
        }
        value.ipv4(aggregator.router());
        into.write(flags(), CODE, value);
    }
}
