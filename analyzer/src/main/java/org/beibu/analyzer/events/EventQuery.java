package org.beibu.analyzer.events;

import java.util.Optional;

/**
 * Which events are wanted.
 *
 * @param fromNanos first moment
 * @param toNanos first moment after them
 * @param route only this AseanRoute
 * @param exit only this exit
 * @param kind only this kind
 */
public record EventQuery(
        long fromNanos,
        long toNanos,
        Optional<String> route,
        Optional<String> exit,
        Optional<String> kind) {
    /** More than these are not given: the newest are. */
    public static final int MOST = 1_000;
}
