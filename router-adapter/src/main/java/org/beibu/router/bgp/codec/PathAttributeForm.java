package org.beibu.router.bgp.codec;

import org.beibu.router.bgp.message.PathAttributes;
import org.jspecify.annotations.Nullable;

/** How one kind of path attribute stands on the wire. */
interface PathAttributeForm {
    /** Attribute Flags: known to everybody, carried on by everybody. */
    int WELL_KNOWN = 0x40;

    /** Attribute Flags: carried on also by those who do not know it. */
    int OPTIONAL_TRANSITIVE = 0xc0;

    /** Attribute Flags: dropped by those who do not know it. */
    int OPTIONAL = 0x80;

    /** Attribute Type Code. */
    int code();

    /** The Optional and Transitive bits that it must have. */
    int flags();

    /** What becomes of the UPDATE when this attribute is malformed (RFC 7606 section 7). */
    default Reaction whenMalformed() {
        return Reaction.TREAT_AS_WITHDRAW;
    }

    /** Reads the value, which is all that the reader has; returns what is wrong, or null. */
    AttributeFault.@Nullable Kind decode(OctetReader value, ReceivedAttributes into);

    /** Writes the attribute with its header, or nothing where there is none to be said. */
    void encode(PathAttributes attributes, AttributeWriter into);
}
