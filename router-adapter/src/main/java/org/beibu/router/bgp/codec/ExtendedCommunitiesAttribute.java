package org.beibu.router.bgp.codec;

import java.util.Arrays;
import java.util.List;
import org.beibu.router.bgp.message.PathAttributes;
import org.jspecify.annotations.Nullable;

/**
 * EXTENDED COMMUNITIES (16, RFC 4360). Malformed when its length is 0 or no multiple of eight:
 * treat-as-withdraw (RFC 7606 section 7.14). Unknown types are well formed.
 */
final class ExtendedCommunitiesAttribute implements PathAttributeForm {
    static final int CODE = 16;
    private static final int SIZE = 8;

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
        Long[] communities = new Long[length / SIZE];
        for (int i = 0; i < communities.length; i++) {
            communities[i] = value.i64();
        }
        into.extended = Arrays.asList(communities);
        return null;
    }

    @Override
    public void encode(PathAttributes attributes, AttributeWriter into) {
        List<Long> communities = attributes.communities().extended();
        if (!communities.isEmpty()) {
            OctetWriter value = new OctetWriter();
            communities.forEach(value::u64);
            into.write(flags(), CODE, value);
        }
    }
}
