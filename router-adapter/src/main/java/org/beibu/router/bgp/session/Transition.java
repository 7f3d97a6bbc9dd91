package org.beibu.router.bgp.session;

import java.util.ArrayList;
import java.util.List;
import org.beibu.router.bgp.message.NotificationMessage;
import org.jspecify.annotations.Nullable;

/**
 * What an event leads to.
 *
 * @param state the state from now on
 * @param actions what is to be done, in this order
 * @param reason why; empty where nothing is worth a word
 */
public record Transition(ConnectionState state, List<Action> actions, String reason) {

    /** The event changes nothing. */
    static Transition none(ConnectionState state) {
        return new Transition(state, List.of(), "");
    }

    /** The state stays, and this is done. */
    static Transition stay(ConnectionState state, Action... actions) {
        return new Transition(state, List.of(actions), "");
    }

    /** Another state. */
    static Transition to(ConnectionState state, String reason, Action... actions) {
        return new Transition(state, List.of(actions), reason);
    }

    /**
     * To Idle: timers stopped, the router told, the connection dropped, and ConnectRetryCounter set
     * to {@code attempts}.
     */
    static Transition end(
            ConnectionState state,
            int attempts,
            String reason,
            @Nullable NotificationMessage notice) {
        List<Action> actions = new ArrayList<>();
        actions.add(new Action.StopTimers());
        if (notice != null) {
            actions.add(new Action.Send(notice));
        }
        actions.add(new Action.Close());
        if (state.phase() == Phase.ESTABLISHED) {
            actions.add(new Action.Down(reason));
        }
        return new Transition(state.in(Phase.IDLE).withAttempts(attempts), actions, reason);
    }

    /** To Idle by an error: ConnectRetryCounter grows. */
    static Transition fail(
            ConnectionState state, String reason, @Nullable NotificationMessage notice) {
        return end(state, state.attempts() + 1, reason, notice);
    }

    /** To Idle since this event has no place in this state (RFC 4271 section 6.6, RFC 6608). */
    static Transition fsmError(ConnectionState state, Event event) {
        String reason = "event " + event.number(state.side()) + " in " + state.phase();
        return fail(state, reason, Notifications.fsmError(state.phase()));
    }
}
