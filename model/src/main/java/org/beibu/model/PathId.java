package org.beibu.model;

import java.util.Objects;

/**
 * One {@link AseanRoute} through one {@link Exit}: the unit that is measured and ranked.
 *
 * @param routeId id of the route, or {@link AseanRoute#UNROUTED}
 * @param exit name of the exit, or {@link Exit#UNKNOWN}
 */
public record PathId(String routeId, String exit) implements Comparable<PathId> {

    public PathId {
        Objects.requireNonNull(routeId, "routeId");
        Objects.requireNonNull(exit, "exit");
        if (routeId.isEmpty() || exit.isEmpty()) {
            throw new IllegalArgumentException("a PathId needs both route and exit");
        }
    }

    /**
     * Reads {@code route/exit}.
     *
     * @throws IllegalArgumentException when the text has another form
     */
    public static PathId parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("not a path (route/exit): '" + text + "'");
        }
        return new PathId(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public int compareTo(PathId other) {
        int byRoute = routeId.compareTo(other.routeId);
        return byRoute != 0 ? byRoute : exit.compareTo(other.exit);
    }

    @Override
    public String toString() {
        return routeId + "/" + exit;
    }
}
