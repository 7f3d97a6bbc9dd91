package org.beibu.router.bgp.session;

/** Active: waits for a TCP connection of the router, or for the time to open one. */
final class Active {

    private Active() {}

    static Transition step(ConnectionState state, Event event, SessionConfig config) {
        if (event instanceof Event.Start) {
            return Transition.none(state);
        }
        if (event instanceof Event.Connected) {
            return Connect.open(state, config);
        }
        if (event.equals(new Event.Expired(SessionTimer.CONNECT_RETRY))) {
            return Transition.to(
                    state.in(Phase.CONNECT),
                    "connects again",
                    new Action.StartTimer(
                            SessionTimer.CONNECT_RETRY, config.timing().connectRetry()),
                    new Action.Connect());
        }
        return Connect.end(state, event);
    }
}
