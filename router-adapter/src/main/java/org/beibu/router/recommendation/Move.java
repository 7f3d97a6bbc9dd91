package org.beibu.router.recommendation;

import java.util.HashSet;
import java.util.List;
import org.beibu.model.Prefix;

/**
 * What is to be moved where.
 *
 * @param routeId id of the AseanRoute
 * @param prefixes the prefixes, each as the routers hold it; 1 to {@link #MOST_PREFIXES}
 * @param fromExit name of the exit in use
 * @param toExit name of the exit to be used
 */
public record Move(String routeId, List<Prefix> prefixes, String fromExit, String toExit) {
    /** The most prefixes that one recommendation names. */
    public static final int MOST_PREFIXES = 1_000;

    public Move {
        prefixes = List.copyOf(prefixes);
        if (prefixes.isEmpty() || prefixes.size() > MOST_PREFIXES) {
            throw new IllegalArgumentException(
                    "1 to " + MOST_PREFIXES + " prefixes, not " + prefixes.size());
        }
        if (new HashSet<>(prefixes).size() < prefixes.size()) {
            throw new IllegalArgumentException("a prefix is named twice");
        }
        if (routeId.isEmpty() || fromExit.isEmpty() || toExit.isEmpty()) {
            throw new IllegalArgumentException("route and exits need names");
        }
        if (fromExit.equals(toExit)) {
            throw new IllegalArgumentException("from and to are the same exit: " + toExit);
        }
    }
}
