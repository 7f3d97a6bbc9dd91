package org.beibu.router.rib;

import java.util.List;
import java.util.Set;
import org.beibu.model.Address;

/**
 * One exit that really holds a route to a prefix now.
 *
 * @param exit the exit
 * @param paths its paths, best first, our own overrides left out; at least one
 * @param used whether the router uses this exit for the prefix now
 * @param how how we know what the router uses
 * @param sinceEpochNs since when the exit has one of these paths unchanged, epoch nanoseconds
 */
public record ExitCandidate(
        ExitRoute exit,
        List<LearnedPath> paths,
        boolean used,
        UsedPath.How how,
        long sinceEpochNs) {

    public ExitCandidate {
        paths = List.copyOf(paths);
    }

    /**
     * By what the paths of an exit are known.
     *
     * @param name the exit's name
     * @param router the edge router's name
     * @param nextHops next hops that lead to the exit, IPv4 and IPv6
     */
    public record ExitRoute(String name, String router, Set<Address> nextHops) {
        public ExitRoute {
            nextHops = Set.copyOf(nextHops);
        }
    }
}
