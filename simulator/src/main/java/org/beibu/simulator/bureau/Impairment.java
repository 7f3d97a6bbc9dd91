package org.beibu.simulator.bureau;

/** What may go wrong, or be unusual, in the simulated network. Each has a share from 0 to 1. */
public enum Impairment {
    /** Share of packets that are lost: half of them before the capture point, half behind it. */
    LOSS("loss", 0.004),
    /** Share of packets that others overtake: half before the capture point, half behind it. */
    REORDERING("reordering", 0.004),
    /** Share of hosts that delay ACKs by up to 40 ms. */
    DELAYED_ACK("delayed-ack", 0.5),
    /** Share of packets that the tap delivers twice. */
    TAP_COPIES("tap-copies", 0),
    /** Share of connections that are nothing but a SYN with a forged source address. */
    SYN_FLOOD("syn-flood", 0),
    /** Share of connections that fall idle and are kept alive by probes. */
    KEEP_ALIVE("keep-alive", 0.02),
    /** Share of connections whose 5-tuple is used again once they have ended. */
    PORT_REUSE("port-reuse", 0.02),
    /** Share of connections without TCP timestamps. */
    WITHOUT_TIMESTAMPS("without-timestamps", 0.15),
    /** Share of connections whose TSval passes 2^32 within their first seconds. */
    TSVAL_WRAP("tsval-wrap", 0.05),
    /** Share of connections whose sequence numbers pass 2^32 within their first segments. */
    SEQUENCE_WRAP("sequence-wrap", 0.05),
    /** Share of connections that ASEAN hosts open towards the bureau. */
    INBOUND("inbound", 0.2),
    /** Share of connections that end by RST. */
    RESET("reset", 0.02);

    private final String text;
    private final double mildShare;

    Impairment(String text, double mildShare) {
        this.text = text;
        this.mildShare = mildShare;
    }

    /**
     * The impairment with this name.
     *
     * @throws IllegalArgumentException when none has it
     */
    public static Impairment parse(String text) {
        for (Impairment impairment : values()) {
            if (impairment.text.equals(text)) {
                return impairment;
            }
        }
        throw new IllegalArgumentException("not an impairment: '" + text + "'");
    }

    /** The share in a plain run. */
    double mildShare() {
        return mildShare;
    }

    /** The name on the command line, for example {@code tap-copies}. */
    @Override
    public String toString() {
        return text;
    }
}
