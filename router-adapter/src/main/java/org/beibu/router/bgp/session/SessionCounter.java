package org.beibu.router.bgp.session;

import org.beibu.runtime.counters.Counter;

/** What BGP sessions count. */
public enum SessionCounter implements Counter {
    CONNECTS("bgp_connects", "TCP connections to routers that were begun."),
    CONNECTS_FAILED("bgp_connects_failed", "TCP connections to routers that could not be opened."),
    ACCEPTED("bgp_connections_accepted", "TCP connections of configured routers accepted."),
    REFUSED_UNKNOWN(
            "bgp_connections_refused_unknown",
            "TCP connections closed at once since no router of that address is configured."),
    REFUSED_BUSY(
            "bgp_connections_refused_busy",
            "TCP connections closed at once since the router has one, or is not to have one now."),
    TESTED(
            "bgp_sessions_tested",
            "Times that a router connected while its session stood, which was tested by a KEEPALIVE."),
    ESTABLISHED("bgp_sessions_established", "Sessions that reached Established."),
    DOWN("bgp_sessions_down", "Sessions that left Established."),
    COLLISIONS("bgp_collisions", "Connections closed since the router's other one was kept."),
    OPENS_REFUSED("bgp_opens_refused", "OPEN messages with which no session can be."),
    HOLD_EXPIRED("bgp_hold_timers_expired", "Connections closed since the router was silent."),
    NOTIFICATIONS_IN("bgp_notifications_received", "NOTIFICATION messages received."),
    NOTIFICATIONS_OUT("bgp_notifications_sent", "NOTIFICATION messages sent."),
    UPDATES_IN("bgp_updates_received", "UPDATE messages received on sessions."),
    UPDATES_OUT("bgp_updates_sent", "UPDATE messages sent, End-of-RIB included."),
    OCTETS_IN("bgp_octets_received", "Octets received from routers."),
    OCTETS_OUT("bgp_octets_sent", "Octets of messages given to the kernel."),
    MALFORMED("bgp_messages_malformed", "Messages received that ended the session (RFC 7606)."),
    TREATED_AS_WITHDRAWN(
            "bgp_updates_treated_as_withdrawn",
            "UPDATE messages whose prefixes were taken as withdrawn since an attribute was bad."),
    ATTRIBUTES_DISCARDED(
            "bgp_updates_with_attributes_discarded",
            "UPDATE messages of which a bad attribute was passed over."),
    FOREIGN_FAMILY(
            "bgp_families_ignored",
            "UPDATE and ROUTE-REFRESH messages with a family that was not agreed on."),
    REFRESHES_IN("bgp_refreshes_received", "ROUTE-REFRESH requests of routers."),
    MOST_PATHS("bgp_sessions_ended_too_many_paths", "Sessions ended at the bound of paths."),
    SENDS_REFUSED("bgp_sends_refused", "Announcements not taken: no session, or too many waiting."),
    STALLS(
            "bgp_watchdog_closings",
            "Times that the watchdog closed the sockets of a stalled loop."),
    ERRORS("bgp_errors", "Unexpected errors in the threads of sessions.");

    private final String label;
    private final String help;

    SessionCounter(String label, String help) {
        this.label = label;
        this.help = help;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public String help() {
        return help;
    }
}
