package org.beibu.router.bgp.codec;

import java.util.Arrays;
import java.util.List;
import org.beibu.model.Address;
import org.beibu.router.bgp.message.PathAttributes;
import org.jspecify.annotations.Nullable;

/**
 * CLUSTER_LIST (10, RFC 4456). Malformed when its length is 0 or no multiple of four:
 * treat-as-withdraw (RFC 7606 section 7.10).
 */
final class ClusterListAttribute implements PathAttributeForm {
    static final int CODE = 10;
    private static final int SIZE = 4;

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
        int length = value.remaining();
        if (length == 0 || length % SIZE != 0) {
            return AttributeFault.Kind.LENGTH;
        }
        Address[] clusters = new Address[length / SIZE];
        for (int i = 0; i < clusters.length; i++) {
            clusters[i] = value.ipv4();
        }
        into.clusters = Arrays.asList(clusters);
        return null;
    }

    @Override
    public void encode(PathAttributes attributes, AttributeWriter into) {
        List<Address> clusters = attributes.reflection().clusters();
        if (!clusters.isEmpty()) {
            OctetWriter value = new OctetWriter();
            clusters.forEach(value::ipv4);
            into.write(flags(), CODE, value);
        }
    }
}
