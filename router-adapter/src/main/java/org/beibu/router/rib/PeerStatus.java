package org.beibu.router.rib;

import org.beibu.router.bgp.message.Family;
import org.beibu.router.rib.LearnedPath.Source;

/**
 * How it stands with what a router has from one of its peers.
 *
 * @param source how we know it
 * @param peer whose paths
 * @param family of which family
 * @param up whether the peer is up
 * @param endOfRib whether End-of-RIB has come since it is up
 * @param paths paths now
 * @param totals what has come since it is up
 */
public record PeerStatus(
        Source source,
        PeerFacts peer,
        Family family,
        boolean up,
        boolean endOfRib,
        int paths,
        Totals totals) {

    /** So many withdrawals without one announcement are not what a peer does. */
    private static final int SUSPICIOUS = 100;

    /**
     * What has come, prefix by prefix.
     *
     * @param announced announcements, replacements among them
     * @param withdrawn withdrawals of paths that were there
     * @param withdrawnUnknown withdrawals of paths that were not
     * @param refused announcements beyond a bound of {@link RibLimits}, or without next hop
     */
    public record Totals(long announced, long withdrawn, long withdrawnUnknown, long refused) {}

    /**
     * Whether this is the FRR that reports each announcement before policy as a withdrawal
     * (FRRouting/frr 10240, 22588; mended in 2026): the view then says nothing.
     */
    public boolean onlyWithdraws() {
        return totals.announced() == 0 && totals.withdrawnUnknown() >= SUSPICIOUS;
    }
}
