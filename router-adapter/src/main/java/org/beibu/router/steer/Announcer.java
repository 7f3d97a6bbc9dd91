package org.beibu.router.steer;

import org.beibu.router.bgp.message.UpdateMessage;

/** The way to the routers. */
@FunctionalInterface
public interface Announcer {
    /** Sends an UPDATE on the session with this router, or drops it when there is none. */
    void send(String router, UpdateMessage update);
}
