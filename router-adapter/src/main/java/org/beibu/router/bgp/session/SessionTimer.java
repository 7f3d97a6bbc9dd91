package org.beibu.router.bgp.session;

/** The timers of RFC 4271 section 8.1.3 that this speaker has; DelayOpenTimer is absent. */
public enum SessionTimer {
    /** How long a TCP connection may take to open, and how soon the next is tried from Active. */
    CONNECT_RETRY(true),
    /** How long the peer may be silent. */
    HOLD(false),
    /** When we have to speak. */
    KEEPALIVE(true),
    /** How long Idle lasts after a failure. */
    IDLE_HOLD(true);

    private final boolean jittered;

    SessionTimer(boolean jittered) {
        this.jittered = jittered;
    }

    /** Whether its time is multiplied by 0.75 to 1.0 at random (RFC 4271 section 10). */
    public boolean jittered() {
        return jittered;
    }
}
