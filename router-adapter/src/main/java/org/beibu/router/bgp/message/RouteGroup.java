package org.beibu.router.bgp.message;

import java.util.List;
import org.beibu.model.Address;
import org.jspecify.annotations.Nullable;

/**
 * Prefixes of one family that an UPDATE announces or withdraws together. NLRI of families other
 * than unicast stay octets.
 *
 * @param family the family
 * @param nextHop the global next hop; null in a withdrawal and where a family has none
 * @param linkLocal the link-local next hop beside it (RFC 2545), null without one
 * @param nlri the prefixes, in the order received
 * @param opaque octets of the NLRI field where the family is not unicast
 */
public record RouteGroup(
        Family family,
        @Nullable Address nextHop,
        @Nullable Address linkLocal,
        List<Nlri> nlri,
        Octets opaque) {
    public RouteGroup {
        nlri = List.copyOf(nlri);
    }

    /** A group that is withdrawn. */
    public static RouteGroup withdrawn(Family family, List<Nlri> nlri) {
        return new RouteGroup(family, null, null, nlri, Octets.NONE);
    }

    /** A group that is announced with this next hop. */
    public static RouteGroup announced(Family family, Address nextHop, List<Nlri> nlri) {
        return new RouteGroup(family, nextHop, null, nlri, Octets.NONE);
    }

    /** The same with other contents. */
    public RouteGroup with(List<Nlri> otherNlri, Octets otherOpaque) {
        return new RouteGroup(family, nextHop, linkLocal, otherNlri, otherOpaque);
    }

    /** The same contents, no longer reachable. */
    public RouteGroup asWithdrawn() {
        return new RouteGroup(family, null, null, nlri, opaque);
    }
}
