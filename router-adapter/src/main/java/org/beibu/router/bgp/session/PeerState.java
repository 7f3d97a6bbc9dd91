package org.beibu.router.bgp.session;

/**
 * State of everything with one router.
 *
 * @param outgoing the machine of the connection that we open
 * @param incoming the machine of the connection that the router opens
 * @param failures how often the IdleHoldTimer was started since a session has last settled
 * @param running whether a session is wanted
 * @param waiting whether the IdleHoldTimer runs
 * @param held whether the router's own connections are refused until it has run out
 */
public record PeerState(
        ConnectionState outgoing,
        ConnectionState incoming,
        int failures,
        boolean running,
        boolean waiting,
        boolean held) {

    /** The state before the first event. */
    public static final PeerState STOPPED =
            new PeerState(
                    ConnectionState.idle(Side.OUTGOING),
                    ConnectionState.idle(Side.INCOMING),
                    0,
                    false,
                    false,
                    false);

    /** The machine of that side. */
    public ConnectionState on(Side side) {
        return side == Side.OUTGOING ? outgoing : incoming;
    }

    /** The further of both states, as an operator sees it. */
    public Phase phase() {
        return outgoing.phase().compareTo(incoming.phase()) >= 0
                ? outgoing.phase()
                : incoming.phase();
    }

    PeerState with(ConnectionState state) {
        return state.side() == Side.OUTGOING
                ? new PeerState(state, incoming, failures, running, waiting, held)
                : new PeerState(outgoing, state, failures, running, waiting, held);
    }

    PeerState withFailures(int count) {
        return new PeerState(outgoing, incoming, count, running, waiting, held);
    }

    PeerState withRunning(boolean wanted) {
        return new PeerState(outgoing, incoming, failures, wanted, waiting, held);
    }

    PeerState withWaiting(boolean runs) {
        return new PeerState(outgoing, incoming, failures, running, runs, held);
    }

    PeerState withHeld(boolean refused) {
        return new PeerState(outgoing, incoming, failures, running, waiting, refused);
    }
}
