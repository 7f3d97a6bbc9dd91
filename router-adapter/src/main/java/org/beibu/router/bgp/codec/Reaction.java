package org.beibu.router.bgp.codec;

/**
 * What becomes of an UPDATE with a malformed attribute, from mild to strong (RFC 7606 section 2). A
 * session reset is {@link Decoded.Bad}; "AFI/SAFI disable" is a session reset here.
 */
public enum Reaction {
    /** Nothing: no fault, or one that changes nothing. */
    NONE,
    /** The attribute is left out and the rest stands. */
    ATTRIBUTE_DISCARD,
    /** The prefixes of the UPDATE count as withdrawn. */
    TREAT_AS_WITHDRAW;

    /** The stronger of the two (RFC 7606 section 3 h). */
    public Reaction or(Reaction other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
