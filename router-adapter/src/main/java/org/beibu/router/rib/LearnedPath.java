package org.beibu.router.rib;

import org.beibu.model.Address;
import org.beibu.model.Prefix;
import org.beibu.router.bgp.message.PathAttributes;

/**
 * One way to a prefix that a router holds, as it was learned.
 *
 * @param router name of the edge router, as configured
 * @param source how we know it
 * @param peer address of the router's own peer that it has the path from where BMP tells it; the
 *     router's address where ADD-PATH does
 * @param pathId path identifier of the session, {@code Nlri.NO_PATH_ID} without ADD-PATH
 * @param prefix the prefix
 * @param nextHop the global next hop
 * @param attributes its attributes; the same instance for equal ones
 * @param sinceEpochNs when this path came or last changed, epoch nanoseconds
 */
public record LearnedPath(
        String router,
        Source source,
        Address peer,
        long pathId,
        Prefix prefix,
        Address nextHop,
        PathAttributes attributes,
        long sinceEpochNs) {

    /** Where a path was learned. */
    public enum Source {
        /** The router's own ADD-PATH or plain iBGP session with us. */
        BGP,
        /** BMP Route Monitoring, Adj-RIB-In before policy. */
        BMP_PRE_POLICY,
        /** BMP Route Monitoring, Adj-RIB-In after policy. */
        BMP_POST_POLICY,
        /** BMP Route Monitoring, Adj-RIB-Out (RFC 8671). */
        BMP_ADJ_RIB_OUT,
        /** BMP Route Monitoring, Loc-RIB (RFC 9069). */
        BMP_LOC_RIB
    }
}
