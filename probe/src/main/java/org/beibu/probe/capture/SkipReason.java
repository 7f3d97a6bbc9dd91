package org.beibu.probe.capture;

import org.beibu.runtime.counters.Counter;

/**
 * Why the decoder found no transport header to time. Each packet without one is counted under
 * exactly one of these.
 */
public enum SkipReason implements Counter {
    /** The link type of the interface is not known. */
    UNKNOWN_LINK_TYPE("unknown_link_type", "Packets of an interface whose link type is not read."),
    /** The captured octets end inside the link header or the VLAN tags. */
    TRUNCATED_LINK("truncated_link", "Packets whose captured octets end inside the link header."),
    /** The captured octets end inside the IP header or its extensions. */
    TRUNCATED_IP("truncated_ip", "Packets whose captured octets end inside the IP header."),
    /** The captured octets end inside the TCP header's first 20 octets, or UDP's or ICMP's 8. */
    TRUNCATED_TRANSPORT(
            "truncated_transport",
            "Packets whose captured octets end inside the transport header."),
    /** Version or lengths of the IP header contradict each other. */
    MALFORMED_IP("malformed_ip", "Packets whose IP header contradicts itself."),
    /** The transport header does not fit into the IP packet, or its length cannot be. */
    MALFORMED_TRANSPORT(
            "malformed_transport", "Packets whose transport header does not fit into the packet."),
    /** ARP or reverse ARP. */
    ARP("arp", "ARP packets."),
    /** Neither IP nor anything that can carry it: spanning tree, LLDP, IS-IS and so on. */
    NOT_IP("not_ip", "Packets that carry neither IP nor a known encapsulation of it."),
    /** IP, but neither TCP, UDP, ICMP nor a tunnel. */
    OTHER_PROTOCOL("other_protocol", "IP packets of a protocol that is not timed."),
    /** MPLS, PPPoE, GRE, IP in IP, VXLAN, Geneve, GTP-U: not looked into. */
    ENCAPSULATED("encapsulated", "Packets inside an encapsulation that is not decoded yet."),
    /** The first fragment of a fragmented TCP packet: where the segment ends is unknown. */
    FIRST_FRAGMENT("first_fragment", "First fragments: where the TCP segment ends is unknown."),
    /** A fragment other than the first: it has no transport header. */
    LATER_FRAGMENT("later_fragment", "Fragments without a transport header."),
    /** All of it could be read but the capture time: none at all, or one that cannot be. */
    NO_TIME("no_time", "Packets that could be timed but have no usable capture time.");

    private final String label;
    private final String help;

    SkipReason(String reason, String help) {
        this.label = "packets_skipped_" + reason;
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
