package org.beibu.router.bgp.codec;

/**
 * One thing wrong in an UPDATE that did not end the session.
 *
 * @param code Attribute Type Code; 0 for the UPDATE's own fields
 * @param kind what is wrong
 * @param reaction what was done about it
 */
public record AttributeFault(int code, Kind kind, Reaction reaction) {

    /** What can be wrong with an attribute, each with the rule that settles it. */
    public enum Kind {
        /** Optional or Transitive bit against the attribute's definition (RFC 7606 3 c). */
        FLAGS(4),
        /** A length that the attribute cannot have (RFC 7606 section 7). */
        LENGTH(5),
        /** Contents that mean nothing: an unknown ORIGIN, a broken AS_PATH, AS 0 (RFC 7607). */
        VALUE(9),
        /** Not the first attribute of its code (RFC 7606 3 g): the first one stands. */
        DUPLICATE(1),
        /** A well-known mandatory attribute is not there (RFC 7606 3 d). */
        MISSING(3),
        /** It is longer than what is left of all attributes (RFC 7606 section 4). */
        OVERRUN(5),
        /** Too few octets are left for one more attribute (RFC 7606 section 4). */
        TRUNCATED(1),
        /** AS4_PATH or AS4_AGGREGATOR of a speaker of four octets (RFC 6793 section 4.1). */
        NOT_OF_THIS_SESSION(1),
        /**
         * A prefix that names nothing, such as one inside ::ffff:0:0/96 (RFC 4271 6.3): ignored.
         */
        PREFIX_IGNORED(10);

        private final int subcode;

        Kind(int subcode) {
            this.subcode = subcode;
        }

        /** The subcode of UPDATE Message Error for it (RFC 4271 section 6.3). */
        int subcode() {
            return subcode;
        }
    }

    @Override
    public String toString() {
        return "attribute " + code + " " + kind + " " + reaction;
    }
}
