package org.beibu.probe.stamp;

import java.util.Optional;

/** How a time stamp was taken (RFC 8972 4.3, table 8). */
public enum StampingMethod {
    /** By the network card. */
    HARDWARE_ASSISTED(1, "hardware"),
    /** By software of the machine that sent or received the packet. */
    SOFTWARE_LOCAL(2, "software"),
    /** By a control plane elsewhere. */
    CONTROL_PLANE(3, "control-plane");

    private final int code;
    private final String text;

    StampingMethod(int code, String text) {
        this.code = code;
        this.text = text;
    }

    /** The value on the wire. */
    public int code() {
        return code;
    }

    /** The method of a value on the wire, empty when it is not assigned. */
    public static Optional<StampingMethod> ofCode(int code) {
        return code > 0 && code <= values().length
                ? Optional.of(values()[code - 1])
                : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
