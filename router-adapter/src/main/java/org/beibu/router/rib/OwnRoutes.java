package org.beibu.router.rib;

import java.util.Set;
import org.beibu.model.Address;
import org.beibu.router.bgp.message.PathAttributes;

/**
 * By what our own overrides are known when routers show them back to us: over BMP we are one more
 * peer with one more path, and a route reflector hands our path on with our BGP Identifier as
 * ORIGINATOR_ID. Each mark suffices.
 *
 * @param marker the plain community on everything that we announce
 * @param addresses our addresses towards the routers
 * @param bgpIds our BGP Identifiers
 */
public record OwnRoutes(int marker, Set<Address> addresses, Set<Address> bgpIds) {
    public OwnRoutes {
        addresses = Set.copyOf(addresses);
        bgpIds = Set.copyOf(bgpIds);
    }

    /** Whether a path with these attributes is ours, whoever showed it. */
    public boolean marks(PathAttributes attributes) {
        Address originator = attributes.reflection().originatorId();
        return attributes.communities().plain().contains(marker)
                || (originator != null && bgpIds.contains(originator));
    }

    /** Whether this peer of a router is ourselves. */
    public boolean isUs(PeerFacts peer) {
        return addresses.contains(peer.address()) || bgpIds.contains(peer.bgpId());
    }
}
