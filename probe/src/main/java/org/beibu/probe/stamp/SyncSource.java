package org.beibu.probe.stamp;

import java.util.Optional;

/** What a clock is synchronised to (RFC 8972 4.3, table 6). */
public enum SyncSource {
    /** NTP. */
    NTP(1, "ntp"),
    /** Precision Time Protocol (IEEE 1588). */
    PTP(2, "ptp"),
    /** Synchronisation supply unit, building integrated timing supply. */
    SSU_BITS(3, "ssu-bits"),
    /** GPS, GLONASS, BeiDou, Galileo, LORAN-C. */
    SATELLITE(4, "satellite"),
    /** Nothing: a local clock. */
    FREE_RUNNING(5, "free-running");

    private final int code;
    private final String text;

    SyncSource(int code, String text) {
        this.code = code;
        this.text = text;
    }

    /** The value on the wire. */
    public int code() {
        return code;
    }

    /** The source of a value on the wire, empty when it is not assigned. */
    public static Optional<SyncSource> ofCode(int code) {
        return code > 0 && code <= values().length
                ? Optional.of(values()[code - 1])
                : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
