package org.beibu.analyzer.recommend.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.beibu.analyzer.recommend.held.GroupState;
import org.beibu.analyzer.recommend.held.Groups;
import org.beibu.analyzer.recommend.held.Traffic;
import org.beibu.analyzer.recommend.plan.Alternative;
import org.beibu.analyzer.recommend.plan.ExitCapacity;
import org.beibu.analyzer.recommend.plan.Picture;
import org.beibu.analyzer.recommend.plan.PrefixGroup;

/** Makes the picture that a plan is made of. */
final class Pictures {
    private static final double ENDLESS_GBIT = 1e6;

    private final Map<String, Double> capacities;
    private final LiveEvidence evidence;
    private final OfferBook offers;

    /**
     * @param capacities what links carry, Gbit/s, by exit; others are never full
     */
    Pictures(Map<String, Double> capacities, LiveEvidence evidence, OfferBook offers) {
        this.capacities = capacities;
        this.evidence = evidence;
        this.offers = offers;
    }

    Picture of(long minute, Groups states, Traffic traffic) {
        List<PrefixGroup> groups = new ArrayList<>();
        TreeSet<String> exits = new TreeSet<>();
        Map<String, Double> ofGroups = new TreeMap<>();
        for (GroupState state : states.byId().values()) {
            SortedMap<String, Alternative> ways = new TreeMap<>();
            evidence.alternatives(state).forEach(way -> ways.put(way.exit(), way));
            if (ways.size() < 2) {
                continue;
            }
            groups.add(
                    new PrefixGroup(
                            state.id(), state.current(), preferred(state), state.gbit(), 1, ways));
            exits.addAll(ways.keySet());
            exits.add(state.current());
            ofGroups.merge(state.current(), state.gbit(), Double::sum);
        }
        return Picture.of(
                minute,
                groups,
                exits.stream().map(exit -> capacity(exit, traffic, ofGroups)).toList());
    }

    /** While an offer stands, the exit that it took the group from is the routers' own choice. */
    private String preferred(GroupState state) {
        Offer offer = offers.of(state.id());
        return offer != null && offer.isTaken() && state.preferred().equals(state.current())
                ? offer.move().from()
                : state.preferred();
    }

    /** What leaves by an exit and belongs to no group stays there. */
    private ExitCapacity capacity(String exit, Traffic traffic, Map<String, Double> ofGroups) {
        double all =
                traffic.gbit().keySet().stream()
                        .mapToDouble(route -> traffic.of(route, exit))
                        .sum();
        return new ExitCapacity(
                exit,
                capacities.getOrDefault(exit, ENDLESS_GBIT),
                Math.max(0, all - ofGroups.getOrDefault(exit, 0.0)));
    }
}
