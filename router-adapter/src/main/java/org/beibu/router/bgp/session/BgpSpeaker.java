package org.beibu.router.bgp.session;

import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.NotificationMessage;
import org.beibu.router.bgp.message.UpdateMessage;

/** Speaks to the routers; from any thread, without waiting. */
public interface BgpSpeaker {
    /**
     * Announces and withdraws. Withdrawals overtake announcements that wait, and cancel those of
     * the same prefix.
     *
     * @return false when nothing was taken: the router has no session, or too much waits already
     */
    boolean send(String router, UpdateMessage message);

    /**
     * Asks the router to send all routes of a family again.
     *
     * @return false when there is no session on which it could be asked
     */
    boolean requestRefresh(String router, Family family);

    /** Ends the session of a router and tells it why; the next one is tried after a while. */
    void close(String router, NotificationMessage notice);
}
