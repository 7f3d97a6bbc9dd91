package org.beibu.analyzer.recommend.held;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.beibu.model.AseanRoute;
import org.beibu.model.Catalogue;
import org.beibu.model.Prefix;

/**
 * Makes the groups of prefixes that move together: those of a route that the same exits hold and
 * for which the routers make the same choice by themselves. An override changes neither, so a group
 * outlives its moves. The largest group of a route has the route's own id.
 */
public final class Grouping {
    private static final Comparator<List<HeldPrefix>> LARGEST =
            Comparator.<List<HeldPrefix>>comparingInt(List::size)
                    .reversed()
                    .thenComparing(group -> group.get(0).prefix());

    private final Catalogue catalogue;
    private final SortedMap<String, GroupState> groups = new TreeMap<>();
    private final SortedMap<String, String> reasons = new TreeMap<>();
    private final Traffic traffic;

    private Grouping(Catalogue catalogue, Traffic traffic) {
        this.catalogue = catalogue;
        this.traffic = traffic;
    }

    /** Groups where nobody says what the routers hold: a route takes the exit with most traffic. */
    public static Groups byTraffic(Catalogue catalogue, Traffic traffic) {
        Grouping made = new Grouping(catalogue, traffic);
        for (AseanRoute route : catalogue.routes()) {
            String most = made.most(route.id(), traffic.of(route.id()).keySet());
            if (most.isEmpty()) {
                made.reasons.put(route.id(), "no traffic is seen, so the exit in use is not known");
            } else if (!route.prefixes().isEmpty()) {
                made.add(
                        new GroupState(
                                route.id(),
                                route.id(),
                                route.prefixes(),
                                most,
                                most,
                                Optional.empty(),
                                traffic.sum(route.id())));
            }
        }
        return new Groups(made.groups, made.reasons);
    }

    /**
     * Groups by what the routers hold.
     *
     * @param kept groups with a living offer: they keep their prefixes
     */
    public static Groups byCandidates(
            Catalogue catalogue,
            Traffic traffic,
            Candidates candidates,
            Map<String, Set<Prefix>> kept) {
        Grouping made = new Grouping(catalogue, traffic);
        SortedMap<String, List<HeldPrefix>> byRoute = new TreeMap<>();
        candidates
                .prefixes()
                .forEach(
                        one ->
                                byRoute.computeIfAbsent(one.route(), id -> new ArrayList<>())
                                        .add(one));
        for (AseanRoute route : made.catalogue.routes()) {
            List<HeldPrefix> held = byRoute.getOrDefault(route.id(), List.of());
            if (held.isEmpty()) {
                made.reasons.put(route.id(), "the routers hold none of its prefixes");
            } else {
                made.route(route.id(), held, kept);
            }
        }
        return new Groups(made.groups, made.reasons);
    }

    private void route(String route, List<HeldPrefix> held, Map<String, Set<Prefix>> kept) {
        Map<String, List<HeldPrefix>> named = new TreeMap<>();
        Map<Object, List<HeldPrefix>> alike = new HashMap<>();
        for (HeldPrefix one : held) {
            Optional<String> offered =
                    kept.entrySet().stream()
                            .filter(offer -> offer.getValue().contains(one.prefix()))
                            .map(Map.Entry::getKey)
                            .findFirst();
            offered.map(id -> named.computeIfAbsent(id, any -> new ArrayList<>()))
                    .orElseGet(
                            () ->
                                    alike.computeIfAbsent(
                                            List.of(one.exits(), one.preferred()),
                                            any -> new ArrayList<>()))
                    .add(one);
        }
        List<List<HeldPrefix>> rest = new ArrayList<>(alike.values());
        rest.forEach(group -> group.sort(Comparator.comparing(HeldPrefix::prefix)));
        rest.sort(LARGEST);
        for (List<HeldPrefix> group : rest) {
            String id = named.containsKey(route) ? route + ":" + group.get(0).prefix() : route;
            named.put(id, group);
        }
        named.forEach((id, group) -> group(id, group, held));
    }

    private void group(String id, List<HeldPrefix> prefixes, List<HeldPrefix> routes) {
        String route = prefixes.get(0).route();
        SortedSet<String> exits = new TreeSet<>(prefixes.get(0).exits());
        prefixes.forEach(one -> exits.retainAll(one.exits()));
        List<String> using = chosen(prefixes.stream().map(HeldPrefix::used).toList());
        Optional<String> current = carrying(route, using);
        if (current.isEmpty()) {
            reasons.put(route, notKnown(using));
            return;
        }
        List<String> choices = chosen(prefixes.stream().map(HeldPrefix::preferred).toList());
        String preferred = carrying(route, choices).orElse(current.get());
        long sharing = routes.stream().filter(one -> one.used().contains(current.get())).count();
        add(
                new GroupState(
                        id,
                        route,
                        prefixes.stream().map(HeldPrefix::prefix).toList(),
                        current.get(),
                        preferred,
                        Optional.of(exits),
                        traffic.of(route, current.get())
                                * prefixes.size()
                                / Math.max(prefixes.size(), sharing)));
    }

    /** The exits that most of the prefixes take; several where routers differ. */
    private static List<String> chosen(List<SortedSet<String>> choices) {
        SortedMap<String, Integer> votes = new TreeMap<>();
        choices.forEach(choice -> choice.forEach(exit -> votes.merge(exit, 1, Integer::sum)));
        int most = votes.values().stream().mapToInt(one -> one).max().orElse(0);
        return votes.entrySet().stream()
                .filter(vote -> vote.getValue() == most)
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * The one exit that counts. Where routers differ, each using an exit of its own, the traffic
     * says; without any it is not known.
     */
    private Optional<String> carrying(String route, List<String> exits) {
        String most = exits.size() == 1 ? exits.get(0) : most(route, exits);
        return most.isEmpty() ? Optional.empty() : Optional.of(most);
    }

    private static String notKnown(List<String> using) {
        return using.isEmpty()
                ? "the routers use none of its exits"
                : "routers use " + String.join(" and ", using) + ", and no traffic says which";
    }

    /** The exit with most traffic; empty when none has any. */
    private String most(String route, Collection<String> exits) {
        String most = "";
        double gbit = 0;
        for (String exit : exits) {
            if (traffic.of(route, exit) > gbit) {
                gbit = traffic.of(route, exit);
                most = exit;
            }
        }
        return most;
    }

    private void add(GroupState group) {
        groups.put(group.id(), group);
    }
}
