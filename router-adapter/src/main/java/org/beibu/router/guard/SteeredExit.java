package org.beibu.router.guard;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beibu.model.Address;

/**
 * An exit that traffic may be steered to.
 *
 * @param name the exit's name
 * @param nextHops by router that is told when traffic is to use it: the only next hops an override
 *     to it may have there, IPv4 and IPv6
 */
public record SteeredExit(String name, Map<String, List<Address>> nextHops) {
    public SteeredExit {
        Map<String, List<Address>> copy = new TreeMap<>();
        nextHops.forEach((router, addresses) -> copy.put(router, List.copyOf(addresses)));
        nextHops = Collections.unmodifiableMap(copy);
    }

    /** The same next hops on each of these routers. */
    public SteeredExit(String name, List<String> routers, List<Address> nextHops) {
        this(name, everywhere(routers, nextHops));
    }

    private static Map<String, List<Address>> everywhere(
            List<String> routers, List<Address> nextHops) {
        Map<String, List<Address>> all = new TreeMap<>();
        routers.forEach(router -> all.put(router, nextHops));
        return all;
    }

    /** The routers that are told, by name. */
    public List<String> routers() {
        return new ArrayList<>(nextHops.keySet());
    }

    /** The next hops that lead to it on this router. */
    public List<Address> nextHops(String router) {
        return nextHops.getOrDefault(router, List.of());
    }
}
