package org.beibu.probe.active;

import org.beibu.probe.active.metrics.Arrival;
import org.beibu.runtime.counters.Counter;

/** What the Session-Sender counts; each reply under one of answered to unexpected. */
public enum SenderCounter implements Counter {
    PACKETS_SENT("session_packets_sent", "Test packets sent."),
    PACKETS_BEHIND("session_packets_behind", "Test packets sent more than 1 ms after their time."),
    PACKETS_SKIPPED(
            "session_packets_skipped",
            "Test packets left out because the process had stood still for more than 3 s."),
    PACKETS_HELD_BACK(
            "session_packets_held_back",
            "Packets left out because their target would have got more than"
                    + " probe.active.target_rate."),
    PACKETS_NOT_SENT("session_packets_not_sent", "Test packets that the kernel did not take."),
    REPLIES_TIMED("session_replies_timed", "Replies that were timed."),
    REPLIES_UNTIMED("session_replies_untimed", "Replies whose time stamps contradict each other."),
    REPLIES_USER_SPACE(
            "session_replies_user_space",
            "Replies timed by this process, not by the kernel; their delay holds its pauses."),
    REPLIES_DUPLICATE("session_replies_duplicate", "Replies to packets answered already."),
    REPLIES_LATE("session_replies_late", "Replies after the loss threshold."),
    REPLIES_MALFORMED("session_replies_malformed", "Replies too short, or with Multiplier 0."),
    REPLIES_WRONG_KEY("session_replies_wrong_key", "Replies whose HMAC no key has made."),
    REPLIES_UNEXPECTED("session_replies_unexpected", "Packets that answer nothing that was sent."),
    REPLIES_TO_TRACES("session_replies_to_traces", "Replies to packets of traces."),
    HOP_COUNT_CHANGES(
            "session_hop_count_changes", "Times the hop count of a session's direction changed."),
    PATH_EVENTS("path_events", "Events of paths that were recorded."),
    PATH_EVENTS_LEFT_OUT(
            "path_events_left_out", "Events of paths left out because a session had too many."),
    TRACES_MADE("traces_made", "Traces of paths."),
    TRACES_REFUSED(
            "traces_refused",
            "Traces that an event asked for and that were not made: too many of the path or of"
                    + " all."),
    ICMP_ERRORS("session_icmp_errors", "ICMP errors that came while a trace was made."),
    RECORDS_LOST(
            "session_records_lost",
            "Records of sessions lost because the thread that writes the journal did not keep up."),
    WINDOWS_NOT_SHOWN(
            "session_windows_not_shown",
            "Windows of sessions that the admin endpoint misses as it did not keep up."),
    ERRORS("session_errors", "Unexpected errors on the Session-Sender's thread.");

    private final String label;
    private final String help;

    SenderCounter(String label, String help) {
        this.label = label;
        this.help = help;
    }

    /** The counter of replies that were this to their session. */
    static SenderCounter of(Arrival arrival) {
        return switch (arrival) {
            case TIMED -> REPLIES_TIMED;
            case UNTIMED -> REPLIES_UNTIMED;
            case DUPLICATE -> REPLIES_DUPLICATE;
            case LATE -> REPLIES_LATE;
            case UNKNOWN -> REPLIES_UNEXPECTED;
        };
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
