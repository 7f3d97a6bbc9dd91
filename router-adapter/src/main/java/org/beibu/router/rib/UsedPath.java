package org.beibu.router.rib;

import java.util.List;
import org.beibu.model.Address;

/**
 * What a router uses for a prefix, our own override not left out.
 *
 * @param how how we know it
 * @param nextHops next hops in use, several with equal-cost paths; empty when it has no route
 * @param own whether it is an override of ours
 * @param sinceEpochNs since when, epoch nanoseconds; 0 when nothing is used
 */
public record UsedPath(How how, List<Address> nextHops, boolean own, long sinceEpochNs) {

    /** How we know what a router uses. */
    public enum How {
        /** The router's Loc-RIB over BMP says so (RFC 9069). */
        LOC_RIB,
        /** Our decision process, over all that the router holds after its policy. */
        DECISION,
        /** We have announced an override, and nothing contradicts that the router follows it. */
        OVERRIDE
    }

    public UsedPath {
        nextHops = List.copyOf(nextHops);
    }

    static UsedPath of(How how, List<HeldPath> paths) {
        return new UsedPath(
                how,
                paths.stream().map(held -> held.path().nextHop()).distinct().toList(),
                paths.stream().anyMatch(HeldPath::own),
                paths.stream().mapToLong(held -> held.path().sinceEpochNs()).max().orElse(0));
    }
}
