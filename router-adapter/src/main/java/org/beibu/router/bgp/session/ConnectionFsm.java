package org.beibu.router.bgp.session;

import org.beibu.router.bgp.message.NotificationMessage;

/** The machine of one connection (RFC 4271 section 8.2.2): a pure function. */
public final class ConnectionFsm {

    private ConnectionFsm() {}

    /** What an event leads to. */
    public static Transition step(ConnectionState state, Event event, SessionConfig config) {
        return switch (state.phase()) {
            case IDLE -> Idle.step(state, event, config);
            case CONNECT -> Connect.step(state, event, config);
            case ACTIVE -> Active.step(state, event, config);
            case OPEN_SENT -> OpenSent.step(state, event, config);
            case OPEN_CONFIRM -> OpenConfirm.step(state, event);
            case ESTABLISHED -> Established.step(state, event);
        };
    }

    /** How the log names a NOTIFICATION that has come. */
    static String received(NotificationMessage notification) {
        return "the router says: " + Notifications.text(notification);
    }
}
