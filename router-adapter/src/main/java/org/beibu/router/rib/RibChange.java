package org.beibu.router.rib;

import java.util.Optional;
import org.beibu.model.Prefix;

/**
 * Something that a router holds has changed; what is there now is to be asked for.
 *
 * @param sequence number of the change, one more than that of the change before
 * @param router at which router
 * @param kind what has changed
 * @param prefix the prefix, only for {@link Kind#PREFIX}
 */
public record RibChange(long sequence, String router, Kind kind, Optional<Prefix> prefix) {

    /** What has changed. */
    public enum Kind {
        /** Paths of one prefix. */
        PREFIX,
        /** A peer of the router, or a session with it, came or went: any prefix. */
        PEER,
        /** The router is completely learned now. */
        COMPLETE
    }
}
