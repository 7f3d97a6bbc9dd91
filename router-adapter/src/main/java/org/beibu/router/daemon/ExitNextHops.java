package org.beibu.router.daemon;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.beibu.model.Address;
import org.beibu.model.Exit;
import org.beibu.router.guard.SteeredExit;
import org.beibu.router.rib.ExitCandidate.ExitRoute;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigSection;
import org.beibu.runtime.config.ExitConfig;
import org.beibu.runtime.config.SharedConfig;

/**
 * Which next hops lead to which exit on which router: those of {@code shared.exits}, and those of
 * {@code router_adapter.next_hops} beside them (another family) or on a router instead of them.
 * Exits without any next hop, or at a router that is not ours, cannot be steered to.
 */
final class ExitNextHops {
    private final List<String> routers;
    private final Map<String, Exit> exits = new LinkedHashMap<>();
    private final Map<String, Set<Address>> everywhere = new LinkedHashMap<>();
    private final Map<String, Map<String, List<Address>>> there = new LinkedHashMap<>();

    private ExitNextHops(Set<String> routers) {
        this.routers = routers.stream().sorted().toList();
    }

    static ExitNextHops of(ConfigSection section, SharedConfig shared, Set<String> routers)
            throws ConfigException {
        ExitNextHops hops = new ExitNextHops(routers);
        for (ExitConfig one : shared.exits()) {
            Exit exit = one.exit();
            hops.exits.put(exit.name(), exit);
            if (!exit.nextHop().isEmpty()) {
                hops.everywhere(exit.name()).add(Address.parse(exit.nextHop()));
            }
        }
        for (ConfigSection element : section.list("next_hops")) {
            hops.add(element);
        }
        hops.exits.values().removeIf(exit -> !routers.contains(exit.router()));
        hops.exits.keySet().removeIf(name -> hops.onRouters(name).isEmpty());
        return hops;
    }

    private Set<Address> everywhere(String exit) {
        return everywhere.computeIfAbsent(exit, name -> new LinkedHashSet<>());
    }

    private void add(ConfigSection element) throws ConfigException {
        String exit = element.text(RouterKeys.HOP_EXIT);
        if (!exits.containsKey(exit)) {
            throw element.error(RouterKeys.HOP_EXIT, "'" + exit + "' is no exit of shared.exits");
        }
        List<Address> addresses = element.listed(RouterKeys.HOP_ADDRESSES, Address::parse);
        if (addresses.isEmpty()) {
            throw element.error(RouterKeys.HOP_ADDRESSES, "is needed");
        }
        String router = element.text(RouterKeys.HOP_ROUTER);
        if (router.isEmpty()) {
            everywhere(exit).addAll(addresses);
            return;
        }
        if (!routers.contains(router)) {
            throw element.error(
                    RouterKeys.HOP_ROUTER, "'" + router + "' is no router of this section");
        }
        if (there.computeIfAbsent(exit, name -> new TreeMap<>()).put(router, addresses) != null) {
            throw element.error(
                    RouterKeys.HOP_ROUTER, "two elements name " + exit + " on " + router);
        }
    }

    /** By router; none where no next hop leads. */
    private Map<String, List<Address>> onRouters(String exit) {
        Map<String, List<Address>> all = new TreeMap<>();
        List<Address> usual = new ArrayList<>(everywhere.getOrDefault(exit, Set.of()));
        for (String router : usual.isEmpty() ? List.<String>of() : routers) {
            all.put(router, usual);
        }
        all.putAll(there.getOrDefault(exit, Map.of()));
        return all;
    }

    /** The exits, each with the next hops of the routers that are told. */
    List<SteeredExit> steered() {
        return exits.keySet().stream().map(name -> new SteeredExit(name, onRouters(name))).toList();
    }

    /** By what their paths are known: at their own router, and where next hops of it are named. */
    List<ExitRoute> routes() {
        List<ExitRoute> routes = new ArrayList<>();
        exits.forEach(
                (name, exit) ->
                        onRouters(name)
                                .forEach(
                                        (router, hops) -> {
                                            if (router.equals(exit.router())
                                                    || isNamed(name, router)) {
                                                routes.add(
                                                        new ExitRoute(
                                                                name, router, Set.copyOf(hops)));
                                            }
                                        }));
        return routes;
    }

    private boolean isNamed(String exit, String router) {
        return there.getOrDefault(exit, Map.of()).containsKey(router);
    }

    /** Whether traffic may be steered to an exit of this name. */
    boolean has(String exit) {
        return exits.containsKey(exit);
    }
}
