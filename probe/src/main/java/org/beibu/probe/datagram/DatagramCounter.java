package org.beibu.probe.datagram;

import org.beibu.runtime.counters.Counter;

/** What the matchers of UDP and ICMP count. */
public enum DatagramCounter implements Counter {
    UNTIMED("datagrams_untimed", "UDP and ICMP packets that no method times."),
    MALFORMED("datagrams_malformed", "DNS, ICMP echo or STAMP packets cut short or impossible."),
    COPIES("datagram_copies_folded", "UDP and ICMP packets seen again at once (tap copies)."),
    QUESTIONS("questions_opened", "DNS queries, echo requests and STAMP packets that were noted."),
    QUESTIONS_REPEATED(
            "questions_repeated", "Questions asked again: their answers are timed no more."),
    QUESTIONS_EVICTED(
            "questions_evicted", "Questions forgotten before their answer: too many were open."),
    ANSWERS_REPEATED("answers_repeated", "Answers to a question that was answered before."),
    ANSWERS_AMBIGUOUS("answers_ambiguous", "Answers to a question that was asked again."),
    ANSWERS_UNASKED("answers_unasked", "Answers whose question was not seen, or was forgotten."),
    ANSWERS_ACROSS_CLOCK_STEP(
            "answers_across_clock_step", "Answers withheld: the capture clock was set back."),
    SESSIONS_OWN(
            "session_packets_seen",
            "Packets of this probe's own sessions in the capture; they are timed by themselves."),
    QUIC_FLOWS_OPENED("quic_flows_opened", "QUIC connections noted at their first Initial."),
    QUIC_FLOWS_EXPIRED("quic_flows_expired", "QUIC connections forgotten after being idle."),
    QUIC_FLOWS_EVICTED(
            "quic_flows_evicted", "QUIC connections forgotten because the table was full."),
    QUIC_HANDSHAKES_AMBIGUOUS(
            "quic_handshakes_ambiguous",
            "QUIC handshakes withheld: several Initials, or the answer came out of order."),
    QUIC_FLOWS_SPINNING("quic_flows_spinning", "QUIC connections whose spin bit was believed."),
    QUIC_FLOWS_NOT_SPINNING(
            "quic_flows_not_spinning",
            "QUIC connections whose spin bit follows no round trip, or turned too seldom."),
    QUIC_FLOWS_SPIN_SKIPPED(
            "quic_flows_spin_skipped",
            "QUIC connections whose spin bit was not followed: too many awaited a verdict.");

    private final String label;
    private final String help;

    DatagramCounter(String label, String help) {
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
