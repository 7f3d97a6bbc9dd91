package org.beibu.router.bgp.session;

/** Who opens a connection. */
public enum Side {
    /** We do. */
    OUTGOING,
    /** The router does. */
    INCOMING;

    /** The other one. */
    public Side other() {
        return this == OUTGOING ? INCOMING : OUTGOING;
    }
}
