package org.beibu.router.guard;

import java.util.List;
import org.beibu.model.Address;

/**
 * An exit that traffic may be steered to.
 *
 * @param name the exit's name
 * @param routers the routers that are told when traffic is to use it
 * @param nextHops the only next hops an override to it may have, IPv4 and IPv6
 */
public record SteeredExit(String name, List<String> routers, List<Address> nextHops) {
    public SteeredExit {
        routers = List.copyOf(routers);
        nextHops = List.copyOf(nextHops);
    }
}
