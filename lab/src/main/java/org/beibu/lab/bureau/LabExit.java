package org.beibu.lab.bureau;

/**
 * An exit router of the lab and the upstream behind it; the delay line is between the two.
 *
 * @param number from 0 on
 * @param asNumber its own AS
 * @param upstreamAs the AS behind it
 * @param prepends how often the upstream lengthens its AS path, so that BGP has an order of choice
 * @param isFrr whether it runs FRR; else BIRD
 */
public record LabExit(int number, int asNumber, int upstreamAs, int prepends, boolean isFrr) {
    /** The name in Beibu's configuration, and of its node. */
    public String name() {
        return "exit-" + letter();
    }

    /** The node of its upstream. */
    public String upstream() {
        return "up-" + letter();
    }

    public char letter() {
        return (char) ('a' + number);
    }

    /** The next hop at the edge. */
    public String address() {
        return "192.0.2." + (2 + number);
    }

    /** Of its interface at the edge, by which the probe tells exits apart. */
    public String mac() {
        return String.format("02:00:00:00:00:%02x", 0x0a + number);
    }

    /** Its end of the delay line. */
    public String lineNear() {
        return "192.0.2." + (33 + 4 * number);
    }

    /** The upstream's end of the delay line. */
    public String lineFar() {
        return "192.0.2." + (34 + 4 * number);
    }

    /** The source address of probes that leave by it. */
    public String probeSource() {
        return "198.51.100." + (35 + number);
    }

    /** The routing table at the edge, and the mark at destinations, that stand for it. */
    public int table() {
        return 101 + number;
    }

    /** The TTL that the edge's users see in packets that came back by it. */
    public int replyTtl() {
        return 39 + 10 * number;
    }
}
