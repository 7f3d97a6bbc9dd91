package org.beibu.router.bgp.codec;

import org.beibu.router.bgp.message.AsPath;
import org.beibu.router.bgp.message.PathAttributes;
import org.jspecify.annotations.Nullable;

/**
 * AS_PATH (2, RFC 4271 section 4.3, RFC 5065, RFC 6793). Malformed, with treat-as-withdraw, when a
 * segment is of an unknown type, has no AS numbers, runs over the end or leaves one octet behind it
 * (RFC 7606 section 7.2), and when AS 0 stands in it (RFC 7607).
 */
final class AsPathAttribute implements PathAttributeForm {
    static final int CODE = 2;

    @Override
    public int code() {
        return CODE;
    }

    @Override
    public int flags() {
        return WELL_KNOWN;
    }

    @Override
    public AttributeFault.@Nullable Kind decode(OctetReader value, ReceivedAttributes into) {
        AsPath path = AsPathSegments.decode(value, into.format.fourOctetAs());
        into.asPath = path;
        return path == null ? AttributeFault.Kind.VALUE : null;
    }

    @Override
    public void encode(PathAttributes attributes, AttributeWriter into) {
        AsPath path = attributes.asPath();
        if (path != null) {
            OctetWriter value = new OctetWriter();
            AsPathSegments.encode(path, into.format().fourOctetAs(), value);
            into.write(flags(), CODE, value);
        }
    }
}
