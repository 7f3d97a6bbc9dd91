package org.beibu.router.bgp.session;

import java.time.Duration;
import java.util.Set;
import org.beibu.router.bgp.codec.SessionFormat;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.OpenMessage;

/**
 * What two OPENs agree on.
 *
 * @param peer the router's OPEN
 * @param holdSeconds the lower of both Hold Times
 * @param format how messages are laid out from now on
 * @param families families that both speak
 * @param refresh what both understand of ROUTE-REFRESH
 */
public record Agreement(
        OpenMessage peer,
        int holdSeconds,
        SessionFormat format,
        Set<Family> families,
        RefreshKind refresh) {

    /** What both understand of ROUTE-REFRESH. */
    public enum RefreshKind {
        /** Nothing. */
        NONE,
        /** RFC 2918. */
        PLAIN,
        /** RFC 7313: the routes come between BoRR and EoRR. */
        ENHANCED
    }

    /** The time between two KEEPALIVEs of ours. */
    Duration keepalive() {
        return Duration.ofMillis(holdSeconds * 1000L / 3);
    }
}
