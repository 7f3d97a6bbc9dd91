package org.beibu.runtime.journal;

import java.util.Locale;
import java.util.Optional;

/** How a trace ended. */
public enum TraceOutcome {
    /** The target answered. */
    REACHED(1),
    /** A router or the target said that it goes no further. */
    UNREACHABLE(2),
    /** Too many hops in a row did not answer. */
    SILENT(3),
    /** The highest TTL came before the target. */
    TOO_FAR(4),
    /** The same address answered at three TTLs. */
    LOOP(5),
    /** Packets could not be sent. */
    NOT_SENT(6);

    private static final TraceOutcome[] OUTCOMES = values();

    private final int code;

    TraceOutcome(int code) {
        this.code = code;
    }

    /** The code in records. */
    public int code() {
        return code;
    }

    /** The outcome with this code, if there is one. */
    public static Optional<TraceOutcome> ofCode(int code) {
        return code > 0 && code <= OUTCOMES.length
                ? Optional.of(OUTCOMES[code - 1])
                : Optional.empty();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
