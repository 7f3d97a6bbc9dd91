package org.beibu.probe.passive;

import org.beibu.model.Method;
import org.beibu.runtime.counters.Counter;

/** What the passive matchers count. */
public enum PassiveCounter implements Counter {
    TIMINGS_HANDSHAKE("timings_handshake", "Timings by TCP handshake."),
    TIMINGS_TIMESTAMP("timings_timestamp", "Timings by TCP timestamp echo."),
    TIMINGS_DATA_ACK("timings_data_ack", "Timings by TCP segment and the ACK of its exact end."),
    TIMINGS_QUIC_SPIN("timings_quic_spin", "Timings by edges of the QUIC spin bit."),
    TIMINGS_QUIC_HANDSHAKE("timings_quic_handshake", "Timings by QUIC Initial and its answer."),
    TIMINGS_DNS("timings_dns", "Timings by DNS query and answer over UDP."),
    TIMINGS_ICMP("timings_icmp", "Timings by ICMP echo."),
    TIMINGS_ICMPV6("timings_icmpv6", "Timings by ICMPv6 echo."),
    TIMINGS_STAMP("timings_stamp", "Timings by STAMP or TWAMP test packets that pass by."),
    COPIES_FOLDED(
            "copies_folded",
            "Segments with data, SYN or FIN seen again within milliseconds (tap copies)."),
    HANDSHAKES_AMBIGUOUS(
            "handshakes_ambiguous",
            "Handshake halves withheld: SYN or SYN/ACK sent again, reordered or contradictory."),
    DELAYS_NEGATIVE("delays_negative", "Timings withheld: the answer is older than the question."),
    DELAYS_TOO_LONG("delays_too_long", "Timings withheld: longer than 60 s."),
    CLOCK_STEPS_BACKWARD(
            "clock_steps_backward", "Capture clock went back; timings across it are withheld."),
    SEGMENTS_NOT_FOLLOWED(
            "segments_not_followed",
            "Segments not timed because too many wait for their ACK already."),
    FLOWS_OPENED("flows_opened", "Flows entered into the table."),
    FLOWS_EXPIRED("flows_expired", "Flows forgotten after being idle or closed."),
    FLOWS_EVICTED("flows_evicted", "Flows forgotten because the table was full."),
    HALF_OPEN_FLOWS_EVICTED(
            "half_open_flows_evicted", "Half-open flows forgotten because their share was full."),
    FLOWS_REFUSED("flows_refused", "Segments refused: too many VLAN stacks share their 5-tuple."),
    SEGMENTS_TO_SELF("segments_to_self", "Segments with equal ends, which have no direction.");

    private final String label;
    private final String help;

    PassiveCounter(String label, String help) {
        this.label = label;
        this.help = help;
    }

    /** The counter of timings by this method; active and imported ones are never used. */
    static PassiveCounter of(Method method) {
        return switch (method) {
            case HANDSHAKE, TCP_CONNECT -> TIMINGS_HANDSHAKE;
            case TIMESTAMP -> TIMINGS_TIMESTAMP;
            case DATA_ACK -> TIMINGS_DATA_ACK;
            case QUIC_SPIN -> TIMINGS_QUIC_SPIN;
            case QUIC_HANDSHAKE -> TIMINGS_QUIC_HANDSHAKE;
            case DNS, DNS_QUERY -> TIMINGS_DNS;
            case ICMP, ICMP_ECHO -> TIMINGS_ICMP;
            case ICMPV6, ICMPV6_ECHO -> TIMINGS_ICMPV6;
            case STAMP, SMOKEPING, RIPE_ATLAS, IMPORTED -> TIMINGS_STAMP;
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
