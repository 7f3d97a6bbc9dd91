package org.beibu.router.bgp.message;

/**
 * ROUTE-REFRESH (RFC 2918, RFC 7313).
 *
 * @param family what is to be sent again
 * @param subtype what is said about it
 */
public record RouteRefreshMessage(Family family, Subtype subtype) implements BgpMessage {
    /** The message subtype of RFC 7313. */
    public enum Subtype {
        /** Send everything again. */
        REQUEST,
        /** BoRR: everything follows. */
        BEGIN,
        /** EoRR: that was everything. */
        END,
        /** One that RFC 7313 section 5 wants to be logged and ignored. */
        UNKNOWN
    }
}
