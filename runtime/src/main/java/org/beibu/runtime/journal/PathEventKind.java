package org.beibu.runtime.journal;

import java.util.Locale;
import java.util.Optional;

/** What an active session notices about its path. */
public enum PathEventKind {
    /** Other numbers of routers than before are passed: before and after are hops. */
    HOP_COUNT_CHANGE(1),
    /** The round-trip delay has another level: before and after are medians in nanoseconds. */
    LATENCY_CHANGE(2),
    /** Several packets in a row were lost: after is their number so far. */
    LOSS(3);

    private static final PathEventKind[] KINDS = values();

    private final int code;

    PathEventKind(int code) {
        this.code = code;
    }

    /** The code in records; a published code is never given to another kind. */
    public int code() {
        return code;
    }

    /** The kind with this code, if there is one. */
    public static Optional<PathEventKind> ofCode(int code) {
        return code > 0 && code <= KINDS.length ? Optional.of(KINDS[code - 1]) : Optional.empty();
    }

    /** As people and the store write it: {@code hop-count-change}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
