package org.beibu.router.bgp.session;

import java.time.Duration;
import org.beibu.router.bgp.message.KeepaliveMessage;
import org.beibu.router.bgp.message.NotificationMessage;
import org.beibu.router.bgp.message.OpenMessage;

/** OpenSent: our OPEN is out, the router's is awaited. */
final class OpenSent {

    private OpenSent() {}

    static Transition step(ConnectionState state, Event event, SessionConfig config) {
        if (event instanceof Event.Start || event instanceof Event.Connected) {
            return Transition.none(state);
        }
        if (event instanceof Event.Received received) {
            return receive(state, received, config);
        }
        if (event instanceof Event.Failed failed) {
            return Transition.to(
                    state.in(Phase.ACTIVE),
                    failed.reason(),
                    new Action.StopTimers(),
                    new Action.Close(),
                    new Action.StartTimer(
                            SessionTimer.CONNECT_RETRY, config.timing().connectRetry()));
        }
        return end(state, event);
    }

    private static Transition receive(
            ConnectionState state, Event.Received event, SessionConfig config) {
        if (event.message() instanceof OpenMessage open) {
            return meet(state, open, config);
        }
        if (event.message() instanceof NotificationMessage notification) {
            // RFC 4271 would have an FSM error sent for other codes than Unsupported Version
            // Number;
            // a NOTIFICATION is not answered (its section 6.4).
            int more = event.number(state.side()) == 24 ? 0 : 1;
            String reason = ConnectionFsm.received(notification);
            return Transition.end(state, state.attempts() + more, reason, null);
        }
        return Transition.fsmError(state, event);
    }

    private static Transition meet(ConnectionState state, OpenMessage open, SessionConfig config) {
        Negotiation.Outcome outcome = Negotiation.meet(open, config);
        if (outcome instanceof Negotiation.Outcome.Refused refused) {
            return Transition.fail(state, "OPEN refused: " + refused.reason(), refused.answer());
        }
        Agreement agreement = ((Negotiation.Outcome.Agreed) outcome).agreement();
        return Transition.to(
                state.in(Phase.OPEN_CONFIRM, agreement),
                "OPEN of " + open.bgpId() + ", hold time " + agreement.holdSeconds() + " s",
                new Action.StopTimer(SessionTimer.CONNECT_RETRY),
                new Action.Send(KeepaliveMessage.INSTANCE),
                new Action.StartTimer(SessionTimer.KEEPALIVE, agreement.keepalive()),
                new Action.StartTimer(
                        SessionTimer.HOLD, Duration.ofSeconds(agreement.holdSeconds())));
    }

    /** What ends the connection in this state and in the two after it alike. */
    static Transition end(ConnectionState state, Event event) {
        if (event instanceof Event.Stop stop) {
            int attempts = stop.manual() ? 0 : state.attempts() + 1;
            String reason = "stopped: " + Notifications.text(stop.notice());
            return Transition.end(state, attempts, reason, stop.notice());
        }
        if (event.equals(new Event.Expired(SessionTimer.HOLD))) {
            return Transition.fail(state, "hold timer expired", Notifications.holdTimerExpired());
        }
        if (event instanceof Event.CollisionDump) {
            return Transition.fail(
                    state, "the router's other connection is kept", Notifications.collision());
        }
        if (event instanceof Event.Malformed malformed && fits(state.phase(), malformed)) {
            return Transition.fail(state, malformed.reason(), malformed.answer());
        }
        return Transition.fsmError(state, event);
    }

    /** A bad message of a kind that the state has no place for is an FSM error all the same. */
    private static boolean fits(Phase phase, Event.Malformed malformed) {
        return switch (malformed.answer().code()) {
            case Notifications.HEADER -> true;
            case Notifications.OPEN -> phase != Phase.ESTABLISHED;
            default -> phase == Phase.ESTABLISHED;
        };
    }
}
