package org.beibu.router.mrt;

import org.beibu.model.Address;
import org.beibu.model.Prefix;
import org.beibu.router.bgp.codec.DecodedAttributes;
import org.beibu.router.bgp.codec.SessionFormat;
import org.beibu.router.bgp.message.Octets;

/** What one record, or one entry of a table in it, says. */
public sealed interface MrtEntry {

    /**
     * A peer of the one who writes.
     *
     * @param address its address
     * @param asNumber its AS
     */
    record Peer(Address address, long asNumber) {}

    /**
     * The state of a session has changed (RFC 6396 section 4.4.1).
     *
     * @param source the kind of record that it stood in
     * @param epochSeconds when
     * @param peer with whom
     * @param from Old State, 1 to 6
     * @param to New State
     */
    record StateChange(Source source, long epochSeconds, Peer peer, int from, int to)
            implements MrtEntry {}

    /**
     * A message of a session (RFC 6396 section 4.4.2).
     *
     * @param source the kind of record that it stood in
     * @param epochSeconds when
     * @param peer with whom
     * @param message it, header and all
     * @param format how it is to be read
     */
    record Message(
            Source source, long epochSeconds, Peer peer, Octets message, SessionFormat format)
            implements MrtEntry {}

    /**
     * A path of a table (RFC 6396 sections 4.2 and 4.3).
     *
     * @param source the kind of record that it stood in
     * @param epochSeconds when the table was written
     * @param peer whom it was learned from
     * @param prefix the prefix
     * @param pathId Path Identifier where the table has them, else 0
     * @param attributes its attributes
     */
    record TablePath(
            Source source,
            long epochSeconds,
            Peer peer,
            Prefix prefix,
            long pathId,
            DecodedAttributes attributes)
            implements MrtEntry {}

    /**
     * Something that is not understood.
     *
     * @param reason why not
     */
    record Skipped(String reason) implements MrtEntry {}

    /** Kinds of records. */
    enum Source {
        /** BGP, of before 2001 (RFC 6396 appendix B.1). */
        BGP,
        /** BGP4MP and BGP4MP_ET. */
        BGP4MP,
        /** The same with path identifiers (RFC 8050). */
        BGP4MP_ADD_PATH,
        /** TABLE_DUMP. */
        TABLE_DUMP,
        /** TABLE_DUMP_V2. */
        TABLE_DUMP_V2,
        /** TABLE_DUMP_V2 with path identifiers (RFC 8050). */
        TABLE_DUMP_V2_ADD_PATH
    }
}
