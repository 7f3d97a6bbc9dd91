package org.beibu.probe.capture;

import org.beibu.runtime.counters.Counter;

/**
 * Why the decoder found no transport header to time. Each packet without one is counted under
 * exactly one of these.
 */
public enum SkipReason implements Counter {
    /** The link type of the interface is not known. */
    UNKNOWN_LINK_TYPE("unknown_link_type", "Packets of an interface whose link type is not read."),
    /** The captured octets end inside the link header, VLAN tags, PPPoE, PPP or MPLS. */
    TRUNCATED_LINK("truncated_link", "Packets whose captured octets end inside the link header."),
    /** The captured octets end inside the IP header or its extensions. */
    TRUNCATED_IP("truncated_ip", "Packets whose captured octets end inside the IP header."),
    /** The captured octets end inside a tunnel header behind an IP header. */
    TRUNCATED_TUNNEL("truncated_tunnel", "Packets whose captured octets end in a tunnel header."),
    /** The captured octets end inside the TCP header's first 20 octets, or UDP's or ICMP's 8. */
    TRUNCATED_TRANSPORT(
            "truncated_transport",
            "Packets whose captured octets end inside the transport header."),
    /** A header of link layer or tunnel contradicts itself or the length around it. */
    MALFORMED_ENCAPSULATION(
            "malformed_encapsulation", "Packets whose link or tunnel header contradicts itself."),
    /** Version or lengths of the IP header contradict each other. */
    MALFORMED_IP("malformed_ip", "Packets whose IP header contradicts itself."),
    /** The transport header does not fit into the IP packet, or its length cannot be. */
    MALFORMED_TRANSPORT(
            "malformed_transport", "Packets whose transport header does not fit into the packet."),
    /** ARP or reverse ARP. */
    ARP("arp", "ARP packets."),
    /** PPP link and network control, authentication, PPPoE discovery, PPTP acknowledgments. */
    PPP_CONTROL("ppp_control", "Packets that set up or keep a PPP link."),
    /** Neither IP nor anything that can carry it: spanning tree, LLDP, IS-IS and so on. */
    NOT_IP("not_ip", "Packets that carry neither IP nor a known encapsulation of it."),
    /** IP, but neither TCP, UDP, ICMP nor a tunnel. */
    OTHER_PROTOCOL("other_protocol", "IP packets of a protocol that is not timed."),
    /** Compressed or encrypted, or a version of an encapsulation that the decoder does not know. */
    ENCAPSULATED("encapsulated", "Packets inside an encapsulation that cannot be opened."),
    /** More encapsulations inside one another than the decoder opens. */
    TOO_DEEP("too_deep", "Packets inside more encapsulations than are opened."),
    /** The first fragment of TCP or of a tunnel: where the segment ends is unknown. */
    FIRST_FRAGMENT("first_fragment", "First fragments: where the TCP segment ends is unknown."),
    /** A fragment other than the first: it has no transport header. */
    LATER_FRAGMENT("later_fragment", "Fragments without a transport header."),
    /** All of it could be read but the capture time: none at all, or one that cannot be. */
    NO_TIME("no_time", "Packets that could be timed but have no usable capture time.");

    private final String reason;
    private final String label;
    private final String help;

    SkipReason(String reason, String help) {
        this.reason = reason;
        this.label = "packets_skipped_" + reason;
        this.help = help;
    }

    /** The reason as text in the journal; a published one is never given to another reason. */
    public String reason() {
        return reason;
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
