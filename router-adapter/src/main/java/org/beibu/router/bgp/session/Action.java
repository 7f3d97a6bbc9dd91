package org.beibu.router.bgp.session;

import java.time.Duration;
import org.beibu.router.bgp.message.BgpMessage;
import org.beibu.router.bgp.message.RouteRefreshMessage;
import org.beibu.router.bgp.message.UpdateMessage;

/** What is to be done on a connection, in the order told. */
public sealed interface Action {
    /** Open the TCP connection. */
    record Connect() implements Action {}

    /** Send this now. */
    record Send(BgpMessage message) implements Action {}

    /** Close the TCP connection, opened or not, after what was sent. */
    record Close() implements Action {}

    /** Start a timer, or start it again. */
    record StartTimer(SessionTimer timer, Duration time) implements Action {}

    /** Stop a timer. */
    record StopTimer(SessionTimer timer) implements Action {}

    /** Stop the connection's timers, all but {@link SessionTimer#IDLE_HOLD}. */
    record StopTimers() implements Action {}

    /** The session is there: tell it. */
    record Established(Agreement agreement) implements Action {}

    /** Hand an UPDATE on. */
    record Deliver(UpdateMessage message) implements Action {}

    /** The router wants routes again, or says where its own begin and end. */
    record Refresh(RouteRefreshMessage message) implements Action {}

    /** The session that was there has ended, and everything learned and announced on it. */
    record Down(String reason) implements Action {}

    /** Count this. */
    record Count(SessionCounter counter) implements Action {}
}
