package org.beibu.router.bmp;

import org.beibu.runtime.counters.Counter;

/** What the BMP station counts. Moved by the thread of the station only. */
public enum BmpCounter implements Counter {
    ROUTE_MONITORING("bmp_route_monitoring", "Route Monitoring messages read."),
    STATISTICS_REPORTS("bmp_statistics_reports", "Statistics Report messages read."),
    PEERS_UP("bmp_peers_up", "Peer Up messages taken."),
    PEERS_UP_AGAIN("bmp_peers_up_again", "Peer Up messages that repeat an earlier one, ignored."),
    PEERS_DOWN("bmp_peers_down", "Peer Down messages taken."),
    INITIATIONS("bmp_initiations", "Initiation messages read."),
    TERMINATIONS("bmp_terminations", "Termination messages read; each ends its session."),
    ROUTE_MIRRORING("bmp_route_mirroring", "Route Mirroring messages, not read further."),
    UNKNOWN_TYPE("bmp_unknown_type", "Messages of a type that is not known, ignored."),
    MALFORMED("bmp_malformed", "Messages that could not be read, ignored."),
    PEER_NOT_UP("bmp_peer_not_up", "Messages of a peer that is not up, ignored."),
    OTHER_INSTANCE("bmp_other_instance", "Messages of a routing instance that is not learned."),
    PRE_POLICY_OUT("bmp_pre_policy_out", "Adj-RIB-Out before policy, which nobody gets; ignored."),
    UPDATES_WITHDRAWN(
            "bmp_updates_withdrawn", "UPDATE messages whose prefixes were withdrawn by RFC 7606."),
    PEERS_GIVEN_UP(
            "bmp_peers_given_up",
            "Peers whose paths were dropped because of an UPDATE that no BGP session survives."),
    PATH_IDS_LEFT_OUT(
            "bmp_path_ids_left_out",
            "Times that the reading of path identifiers of an ADD-PATH peer was changed."),
    OWN_AS_REMOVED(
            "bmp_own_as_removed",
            "UPDATE messages of external peers with the router's own AS in front, removed."),
    SESSIONS("bmp_sessions", "Connections taken from configured routers."),
    SESSIONS_REPLACED(
            "bmp_sessions_replaced", "Sessions ended because their router connected again."),
    SESSIONS_REFUSED(
            "bmp_sessions_refused", "Connections from addresses that are not configured, closed."),
    SESSIONS_BROKEN(
            "bmp_sessions_broken", "Sessions ended because of octets that are not BMP in order.");

    private final String label;
    private final String help;

    BmpCounter(String label, String help) {
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
