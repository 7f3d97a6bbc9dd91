package org.beibu.router.bgp.codec;

import java.util.Arrays;
import java.util.List;
import org.beibu.router.bgp.message.PathAttributes;
import org.jspecify.annotations.Nullable;

/**
 * COMMUNITIES (8, RFC 1997). Malformed when its length is 0 or no multiple of four:
 * treat-as-withdraw (RFC 7606 section 7.8).
 */
final class CommunitiesAttribute implements PathAttributeForm {
    static final int CODE = 8;
    private static final int SIZE = 4;

    @Override
    public int code() {
        return CODE;
    }

    @Override
    public int flags() {
        return OPTIONAL_TRANSITIVE;
    }

    @Override
    public AttributeFault.@Nullable Kind decode(OctetReader value, ReceivedAttributes into) {
        int length = value.remaining();
        if (length == 0 || length % SIZE != 0) {
            return AttributeFault.Kind.LENGTH;
        }
        Integer[] communities = new Integer[length / SIZE];
        for (int i = 0; i < communities.length; i++) {
            communities[i] = value.i32();
        }
        into.communities = Arrays.asList(communities);
        return null;
    }

    @Override
    public void encode(PathAttributes attributes, AttributeWriter into) {
        List<Integer> communities = attributes.communities().plain();
        if (!communities.isEmpty()) {
            OctetWriter value = new OctetWriter();
            communities.forEach(value::u32);
            into.write(flags(), CODE, value);
        }
    }
}
