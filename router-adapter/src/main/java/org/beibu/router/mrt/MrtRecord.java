package org.beibu.router.mrt;

import org.beibu.router.bgp.message.Octets;

/**
 * One record (RFC 6396 section 2).
 *
 * @param epochSeconds Timestamp
 * @param microseconds of BGP4MP_ET, 0 otherwise
 * @param type Type, the plain one for an extended timestamp
 * @param subtype Subtype
 * @param body Message without the extended timestamp
 */
public record MrtRecord(long epochSeconds, int microseconds, int type, int subtype, Octets body) {
    /** BGP, deprecated: files of before 2001. */
    public static final int BGP = 5;

    /** TABLE_DUMP. */
    public static final int TABLE_DUMP = 12;

    /** TABLE_DUMP_V2. */
    public static final int TABLE_DUMP_V2 = 13;

    /** BGP4MP. */
    public static final int BGP4MP = 16;

    /** BGP4MP_ET, which becomes {@link #BGP4MP} when it is read. */
    public static final int BGP4MP_ET = 17;
}
