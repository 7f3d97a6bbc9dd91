package org.beibu.probe.capture;

import org.beibu.runtime.counters.Counter;

/** What the decoder counts beside the skipped packets ({@link SkipReason}). */
public enum CaptureCounter implements Counter {
    /** Packets handed to the decoder. */
    PACKETS("packets_decoded", "Packets handed to the decoder."),
    /** Packets that gave a transport header to time; all others were skipped for one reason. */
    USED("packets_used", "Packets with a TCP, UDP or ICMP header and a usable time."),
    /** First fragments that gave a transport header all the same; later ones are skipped. */
    FIRST_FRAGMENTS_USED("first_fragments_used", "First fragments of UDP and ICMP that were used."),
    /** Packets inside MPLS, PPPoE or a tunnel, used or not. */
    ENCAPSULATED("packets_in_encapsulation", "Packets inside MPLS, PPPoE or a tunnel."),
    /** The snap length cut the TCP options; those captured whole were read. */
    TCP_OPTIONS_CUT("tcp_options_cut", "TCP segments whose options were captured only in part."),
    /** An option's length is impossible; the options before it were read. */
    TCP_OPTIONS_MALFORMED("tcp_options_malformed", "TCP segments with an impossible option."),
    /** More octets captured than were on the wire, by the source's own account. */
    LONGER_THAN_WIRE("packets_longer_than_wire", "Packets captured longer than they were.");

    private final String label;
    private final String help;

    CaptureCounter(String label, String help) {
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
