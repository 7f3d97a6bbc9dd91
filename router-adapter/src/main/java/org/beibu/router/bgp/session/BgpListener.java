package org.beibu.router.bgp.session;

import org.beibu.router.bgp.codec.SessionFormat;
import org.beibu.router.bgp.message.OpenMessage;
import org.beibu.router.bgp.message.RouteRefreshMessage;
import org.beibu.router.bgp.message.UpdateMessage;

/**
 * Hears what happens on the sessions. Everything about one router comes from one thread, that of
 * its session, in order; routers may have threads of their own. A slow listener makes its router
 * wait.
 */
public interface BgpListener {
    /** A session is there; nothing of an earlier one counts any more. */
    void established(String router, OpenMessage peer, SessionFormat format);

    /** Routes have come, or gone. */
    void update(String router, UpdateMessage message);

    /**
     * A ROUTE-REFRESH has come. A request was answered already, from what is announced on the
     * session; the listener hears of BoRR and EoRR, which frame what the router sends again.
     */
    void refresh(String router, RouteRefreshMessage message);

    /** The session has ended, and all that was learned and announced on it. */
    void down(String router, String reason);

    /** How many paths this router has announced and not withdrawn, for the bound of its session. */
    default long paths(String router) {
        return 0;
    }
}
