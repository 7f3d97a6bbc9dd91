package org.beibu.router.bgp.session;

import java.time.Duration;
import org.beibu.router.bgp.message.KeepaliveMessage;
import org.beibu.router.bgp.message.NotificationMessage;

/** OpenConfirm: both OPENs are there, the router's KEEPALIVE is awaited. */
final class OpenConfirm {

    private OpenConfirm() {}

    static Transition step(ConnectionState state, Event event) {
        if (event instanceof Event.Start || event instanceof Event.Connected) {
            return Transition.none(state);
        }
        if (event instanceof Event.Received received) {
            return receive(state, received);
        }
        if (event.equals(new Event.Expired(SessionTimer.KEEPALIVE))) {
            return keepAlive(state);
        }
        if (event instanceof Event.Failed failed) {
            return Transition.fail(state, failed.reason(), null);
        }
        return OpenSent.end(state, event);
    }

    /** Our KEEPALIVE is due. */
    static Transition keepAlive(ConnectionState state) {
        return Transition.stay(
                state,
                new Action.Send(KeepaliveMessage.INSTANCE),
                new Action.StartTimer(SessionTimer.KEEPALIVE, state.agreed().keepalive()));
    }

    /** The router has spoken. */
    static Action heard(ConnectionState state) {
        return new Action.StartTimer(
                SessionTimer.HOLD, Duration.ofSeconds(state.agreed().holdSeconds()));
    }

    /** A NOTIFICATION has come, here or in Established. */
    static Transition notified(ConnectionState state, Event.Received event) {
        NotificationMessage notification = (NotificationMessage) event.message();
        boolean version = event.number(state.side()) == 24 && state.phase() == Phase.OPEN_CONFIRM;
        int attempts = state.attempts() + (version ? 0 : 1);
        return Transition.end(state, attempts, ConnectionFsm.received(notification), null);
    }

    private static Transition receive(ConnectionState state, Event.Received event) {
        if (event.message() instanceof KeepaliveMessage) {
            Agreement agreement = state.agreed();
            return Transition.to(
                    state.in(Phase.ESTABLISHED, agreement),
                    "session established",
                    heard(state),
                    new Action.Established(agreement));
        }
        if (event.message() instanceof NotificationMessage) {
            return notified(state, event);
        }
        return Transition.fsmError(state, event);
    }
}
