package org.beibu.model;

import java.util.Optional;

/** Where the two stamps of a delay come from, and so how far they can be trusted. */
public enum ClockQuality {
    /** Nothing is known about the stamps. */
    UNKNOWN(0, "unknown"),
    /** Stamped by the network card. */
    HARDWARE(1, "hardware"),
    /** Stamped by the kernel when the packet was captured. */
    KERNEL(2, "kernel"),
    /** Read from a capture file; as good as whoever wrote it. */
    FILE(3, "file"),
    /** Stamped in user space: a pause of the process looks like delay. */
    USER_SPACE(4, "user-space"),
    /** Made up by the simulator, exact by construction. */
    SIMULATED(5, "simulated");

    private final int code;
    private final String text;

    ClockQuality(int code, String text) {
        this.code = code;
        this.text = text;
    }

    /** The code on disk, 0 to 127; a published code is never given to another quality. */
    public int code() {
        return code;
    }

    /** The quality of a code on disk, empty when a newer writer knows one that we do not. */
    public static Optional<ClockQuality> ofCode(int code) {
        return code >= 0 && code < values().length ? Optional.of(values()[code]) : Optional.empty();
    }

    /** The name in outputs and JSON, for example {@code kernel}. */
    @Override
    public String toString() {
        return text;
    }
}
