package org.beibu.router.bgp.session;

import java.util.List;

/**
 * What an event leads to for one router.
 *
 * @param state the state from now on
 * @param actions what is to be done, in this order
 * @param words one for each transition: side, states, reason
 */
public record PeerTransition(PeerState state, List<Directed> actions, List<String> words) {

    /**
     * An action on one of both connections.
     *
     * @param side the connection
     * @param action what is to be done
     */
    public record Directed(Side side, Action action) {}
}
