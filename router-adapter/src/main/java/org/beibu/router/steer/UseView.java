package org.beibu.router.steer;

import org.beibu.model.Address;
import org.beibu.model.Prefix;

/** Tells whether a router follows an override: by its Loc-RIB, or by what it does not send. */
@FunctionalInterface
public interface UseView {
    /** What a router is seen to do. */
    enum Use {
        /** It uses the override. */
        USED,
        /** It uses another route. */
        NOT_USED,
        /** Nothing that it sends tells. */
        UNKNOWN
    }

    /** Whether the router uses our route to the prefix by this next hop. */
    Use use(String router, Prefix prefix, Address nextHop);
}
