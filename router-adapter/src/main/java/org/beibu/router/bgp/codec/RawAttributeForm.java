package org.beibu.router.bgp.codec;

import java.util.function.IntPredicate;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.bgp.message.RawAttribute;
import org.jspecify.annotations.Nullable;

/**
 * An optional transitive attribute that stays octets but whose length is known to be right or
 * wrong. A wrong one is treat-as-withdraw.
 *
 * @param code Attribute Type Code
 * @param lengths the lengths that it can have
 */
record RawAttributeForm(int code, IntPredicate lengths) implements PathAttributeForm {
    /** IPv6 Address Specific Extended Community (RFC 5701, RFC 7606 section 7.15). */
    static final RawAttributeForm IPV6_EXTENDED_COMMUNITIES =
            new RawAttributeForm(25, length -> length != 0 && length % 20 == 0);

    /** Only to Customer (RFC 9234 section 5): one AS number. */
    static final RawAttributeForm ONLY_TO_CUSTOMER =
            new RawAttributeForm(35, length -> length == 4);

    /** ATTR_SET (RFC 6368, RFC 7606 section 7.16): an AS number and attributes. */
    static final RawAttributeForm ATTR_SET = new RawAttributeForm(128, length -> length >= 4);

    @Override
    public int flags() {
        return OPTIONAL_TRANSITIVE;
    }

    @Override
    public AttributeFault.@Nullable Kind decode(OctetReader value, ReceivedAttributes into) {
        int length = value.remaining();
        if (!lengths.test(length)) {
            return AttributeFault.Kind.LENGTH;
        }
        into.others.add(new RawAttribute(into.flags & ~0x10, code, value.octets(length)));
        return null;
    }

    /** Written with all others. */
    @Override
    public void encode(PathAttributes attributes, AttributeWriter into) {}
}
