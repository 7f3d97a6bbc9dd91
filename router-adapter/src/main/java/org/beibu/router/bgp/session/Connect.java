package org.beibu.router.bgp.session;

import java.time.Duration;

/** Connect: the TCP connection is being opened. */
final class Connect {
    /** The HoldTimer until an OPEN has come: four minutes (RFC 4271 section 8.2.2). */
    private static final Duration LARGE_HOLD = Duration.ofMinutes(4);

    private Connect() {}

    static Transition step(ConnectionState state, Event event, SessionConfig config) {
        if (event instanceof Event.Start) {
            return Transition.none(state);
        }
        if (event instanceof Event.Connected) {
            return open(state, config);
        }
        if (event.equals(new Event.Expired(SessionTimer.CONNECT_RETRY))) {
            return Transition.to(
                    state,
                    "no TCP connection in time, tries again",
                    new Action.Close(),
                    new Action.StartTimer(
                            SessionTimer.CONNECT_RETRY, config.timing().connectRetry()),
                    new Action.Connect());
        }
        return end(state, event);
    }

    /** The connection is there: our OPEN goes. */
    static Transition open(ConnectionState state, SessionConfig config) {
        return Transition.to(
                state.in(Phase.OPEN_SENT),
                "TCP connection opened",
                new Action.StopTimer(SessionTimer.CONNECT_RETRY),
                new Action.Send(Negotiation.open(config)),
                new Action.StartTimer(SessionTimer.HOLD, LARGE_HOLD));
    }

    /** What ends the attempt, here and in Active. No OPEN was sent, so nothing is said. */
    static Transition end(ConnectionState state, Event event) {
        if (event instanceof Event.Stop stop) {
            int attempts = stop.manual() ? 0 : state.attempts() + 1;
            return Transition.end(state, attempts, "stopped", null);
        }
        if (event instanceof Event.Failed failed) {
            boolean counts = state.phase() == Phase.ACTIVE;
            int attempts = state.attempts() + (counts ? 1 : 0);
            return Transition.end(state, attempts, failed.reason(), null);
        }
        String reason = "event " + event.number(state.side()) + " in " + state.phase();
        return Transition.fail(state, reason, null);
    }
}
