package org.beibu.router.bgp.session;

/** Idle: no connection is wanted; one that comes is refused. */
final class Idle {

    private Idle() {}

    static Transition step(ConnectionState state, Event event, SessionConfig config) {
        if (event instanceof Event.Connected) {
            return Transition.stay(state, new Action.Close());
        }
        boolean starts =
                event instanceof Event.Start
                        || event.equals(new Event.Expired(SessionTimer.IDLE_HOLD));
        if (!starts) {
            return Transition.none(state);
        }
        ConnectionState fresh = state.withAttempts(0);
        if (state.side() == Side.INCOMING) {
            return Transition.to(fresh.in(Phase.ACTIVE), "waits for the router");
        }
        return Transition.to(
                fresh.in(Phase.CONNECT),
                "connects",
                new Action.StartTimer(SessionTimer.CONNECT_RETRY, config.timing().connectRetry()),
                new Action.Connect());
    }
}
