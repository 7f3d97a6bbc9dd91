package org.beibu.analyzer.recommend.held;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.beibu.model.Prefix;

/**
 * Prefixes of one route that move together, and the exit that they take.
 *
 * @param id the route's id, or {@code ROUTE:PREFIX} where a route has several groups
 * @param route id of the AseanRoute
 * @param prefixes at least one
 * @param current exit that carries the traffic
 * @param preferred the routers' own choice
 * @param held exits that hold a route to all of them; empty when nobody says
 * @param gbit traffic towards them, Gbit/s
 */
public record GroupState(
        String id,
        String route,
        List<Prefix> prefixes,
        String current,
        String preferred,
        Optional<Set<String>> held,
        double gbit) {

    public GroupState {
        prefixes = List.copyOf(prefixes);
        held = held.map(Set::copyOf);
    }

    /** Whether the routers hold a route by this exit, as far as anybody says. */
    public boolean isHeld(String exit) {
        return held.map(exits -> exits.contains(exit)).orElse(true);
    }
}
