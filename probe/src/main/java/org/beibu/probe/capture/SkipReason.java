package org.beibu.probe.capture;

import org.beibu.runtime.counters.Counter;

/** Why the decoder skipped a packet. Each skipped packet is counted under exactly one of these. */
public enum SkipReason implements Counter {
    /** The link type of the interface is not known. */
    UNKNOWN_LINK_TYPE("unknown_link_type", "Packets of an interface whose link type is not read."),
    /** The captured octets end inside the link header or the VLAN tags. */
    TRUNCATED_LINK("truncated_link", "Packets whose captured octets end inside the link header."),
    /** The captured octets end inside the IP header or its extensions. */
    TRUNCATED_IP("truncated_ip", "Packets whose captured octets end inside the IP header."),
    /** The captured octets end inside the first 20 octets of the TCP header. */
    TRUNCATED_TCP("truncated_tcp", "Packets whose captured octets end inside the TCP header."),
    /** Version or lengths of the IP header contradict each other. */
    MALFORMED_IP("malformed_ip", "Packets whose IP header contradicts itself."),
    /** The TCP header does not fit into the IP packet, or its length is below 20. */
    MALFORMED_TCP("malformed_tcp", "Packets whose TCP header does not fit into the IP packet."),
    /** ARP or reverse ARP. */
    ARP("arp", "ARP packets."),
    /** Neither IP nor anything that can carry it: spanning tree, LLDP, IS-IS and so on. */
    NOT_IP("not_ip", "Packets that carry neither IP nor a known encapsulation of it."),
    /** IP, but neither TCP nor a tunnel. */
    NOT_TCP("not_tcp", "IP packets of another transport protocol than TCP."),
    /** MPLS, PPPoE, GRE, IP in IP, VXLAN, Geneve, GTP-U: not looked into. */
    ENCAPSULATED("encapsulated", "Packets inside an encapsulation that is not decoded yet."),
    /** The first fragment of a fragmented TCP packet: where the segment ends is unknown. */
    FIRST_FRAGMENT("first_fragment", "First fragments: where the TCP segment ends is unknown."),
    /** A fragment other than the first: it has no TCP header. */
    LATER_FRAGMENT("later_fragment", "Fragments without a TCP header."),
    /** A TCP segment without a usable capture time: none at all, or one that cannot be. */
    NO_TIME("no_time", "TCP segments without a usable capture time.");

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
