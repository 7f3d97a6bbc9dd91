package org.beibu.probe.question;

import org.beibu.probe.icmp.IcmpErrorKind;
import org.beibu.runtime.counters.Counter;

/** What came back and was no answer, and which answers were remarkable. */
public enum QuestionCounter implements Counter {
    STRANGERS("session_answers_of_strangers", "Answers from an address or port never asked."),
    MISMATCHED(
            "session_answers_mismatched",
            "Answers whose numbers, token or question are not those of what was asked."),
    MALFORMED("session_answers_malformed", "Answers too short, or of an impossible form."),
    UNREACHABLE("session_icmp_unreachable", "ICMP: what was asked cannot be delivered."),
    PACKET_TOO_BIG("session_icmp_packet_too_big", "ICMP: what was asked is too long for a link."),
    TIME_EXCEEDED("session_icmp_time_exceeded", "ICMP: TTL used up on the way."),
    PARAMETER_PROBLEM("session_icmp_parameter_problem", "ICMP: header not understood."),
    ICMP_UNMATCHED("session_icmp_unmatched", "ICMP errors that quote nothing that was asked."),
    DNS_NO_SUCH_NAME("session_dns_no_such_name", "Answers that the name is not there (NXDOMAIN)."),
    DNS_REFUSED("session_dns_refused", "Answers that the server does not want to (REFUSED)."),
    DNS_SERVER_FAILED("session_dns_server_failed", "Answers that the server failed (SERVFAIL)."),
    DNS_OTHER_CODE("session_dns_other_code", "Answers with another response code than 0."),
    DNS_TRUNCATED("session_dns_truncated", "Answers cut to fit into a datagram (TC)."),
    DNS_NO_ID("session_dns_no_id", "Queries not sent: no id was free."),
    CONNECT_REFUSED("session_connect_refused", "Connects answered by RST; they are timed."),
    CONNECT_RETRANSMITTED(
            "session_connect_retransmitted",
            "Answers withheld: the SYN had gone out more than once, as after a pause."),
    CONNECT_NO_PORT("session_connect_no_port", "Connects not begun: no source port was free."),
    CONNECT_UNSEEN(
            "session_connect_unseen",
            "Connects answered, but the capture did not see it: timed otherwise.");

    private final String label;
    private final String help;

    QuestionCounter(String label, String help) {
        this.label = label;
        this.help = help;
    }

    /** The counter of ICMP errors of this kind. */
    public static QuestionCounter of(IcmpErrorKind kind) {
        return switch (kind) {
            case UNREACHABLE -> UNREACHABLE;
            case PACKET_TOO_BIG -> PACKET_TOO_BIG;
            case TIME_EXCEEDED -> TIME_EXCEEDED;
            case PARAMETER_PROBLEM -> PARAMETER_PROBLEM;
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
