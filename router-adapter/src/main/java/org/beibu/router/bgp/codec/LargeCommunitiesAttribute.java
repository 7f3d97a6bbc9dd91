package org.beibu.router.bgp.codec;

import java.util.Arrays;
import java.util.List;
import org.beibu.router.bgp.message.LargeCommunity;
import org.beibu.router.bgp.message.PathAttributes;
import org.jspecify.annotations.Nullable;

/**
 * LARGE_COMMUNITY (32, RFC 8092). Malformed when its length is 0 or no multiple of twelve:
 * treat-as-withdraw (RFC 8092 section 6).
 */
final class LargeCommunitiesAttribute implements PathAttributeForm {
    static final int CODE = 32;
    private static final int SIZE = 12;

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
        LargeCommunity[] communities = new LargeCommunity[length / SIZE];
        for (int i = 0; i < communities.length; i++) {
            communities[i] = new LargeCommunity(value.u32(), value.u32(), value.u32());
        }
        into.large = Arrays.asList(communities);
        return null;
    }

    @Override
    public void encode(PathAttributes attributes, AttributeWriter into) {
        List<LargeCommunity> communities = attributes.communities().large();
        if (!communities.isEmpty()) {
            OctetWriter value = new OctetWriter();
            for (LargeCommunity community : communities) {
                value.u32(community.global());
                value.u32(community.first());
                value.u32(community.second());
            }
            into.write(flags(), CODE, value);
        }
    }
}
