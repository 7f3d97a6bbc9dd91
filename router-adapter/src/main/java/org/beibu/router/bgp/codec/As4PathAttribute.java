package org.beibu.router.bgp.codec;

import org.beibu.router.bgp.message.AsPath;
import org.beibu.router.bgp.message.PathAttributes;
import org.jspecify.annotations.Nullable;

/**
 * AS4_PATH (17, RFC 6793 section 3). A malformed one is left out and the AS_PATH stands alone
 * (section 6): attribute discard. Confederation segments in it are left out too. A speaker of four
 * octets must not send it; from such a one it is left out (section 4.1).
 */
final class As4PathAttribute implements PathAttributeForm {
    static final int CODE = 17;

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
        AsPath path = AsPathSegments.decode(value, true);
        if (path == null || path.segments().isEmpty()) {
            return AttributeFault.Kind.VALUE;
        }
        into.as4Path = AsPathSegments.withoutConfederations(path);
        return null;
    }

    @Override
    public void encode(PathAttributes attributes, AttributeWriter into) {
        AsPath path = attributes.asPath();
        if (path != null && !into.format().fourOctetAs() && AsPathSegments.needsFourOctets(path)) {
            OctetWriter value = new OctetWriter();
            AsPathSegments.encode(AsPathSegments.withoutConfederations(path), true, value);
            into.write(flags(), CODE, value);
        }
    }
}
