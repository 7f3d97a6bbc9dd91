package org.beibu.analyzer.recommend.held;

import static org.beibu.analyzer.recommend.held.Held.CATALOGUE;
import static org.beibu.analyzer.recommend.held.Held.FIRST;
import static org.beibu.analyzer.recommend.held.Held.SECOND;
import static org.beibu.analyzer.recommend.held.Held.THIRD;
import static org.beibu.analyzer.recommend.held.Held.held;
import static org.beibu.analyzer.recommend.held.Held.traffic;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.beibu.model.Prefix;
import org.junit.jupiter.api.Test;

class GroupingTest {
    private static Groups grouped(HeldPrefix... prefixes) {
        return grouped(Traffic.NONE, Map.of(), prefixes);
    }

    private static Groups grouped(
            Traffic traffic, Map<String, Set<Prefix>> kept, HeldPrefix... prefixes) {
        return Grouping.byCandidates(
                CATALOGUE, traffic, new Candidates(1, List.of(prefixes)), kept);
    }

    private static GroupState only(Groups groups) {
        assertEquals(1, groups.byId().size(), groups::toString);
        return group(groups, groups.byId().firstKey());
    }

    private static GroupState group(Groups groups, String id) {
        return Objects.requireNonNull(groups.of(id), id);
    }

    @Test
    void prefixesThatTheSameExitsHoldMoveTogetherUnderTheRoutesName() {
        GroupState group =
                only(grouped(held(SECOND, "hk sg", "hk", "hk"), held(FIRST, "hk sg", "hk", "hk")));

        assertEquals("VN-HAN", group.id());
        assertEquals(List.of(FIRST, SECOND), group.prefixes());
        assertEquals("hk", group.current());
        assertEquals("hk", group.preferred());
        assertTrue(group.isHeld("sg"));
        assertFalse(group.isHeld("mo"));
    }

    @Test
    void aPrefixThatFewerExitsHoldIsAGroupOfItsOwn() {
        Groups groups =
                grouped(
                        held(FIRST, "hk", "hk", "hk"),
                        held(SECOND, "hk sg", "hk", "hk"),
                        held(THIRD, "hk sg", "hk", "hk"));

        assertEquals(Set.of("VN-HAN", "VN-HAN:192.0.2.0/24"), groups.byId().keySet());
        assertEquals(List.of(SECOND, THIRD), group(groups, "VN-HAN").prefixes());
    }

    @Test
    void afterAnOverrideTheExitInUseIsTheOverriddenOne() {
        GroupState group = only(grouped(held(FIRST, "hk sg", "sg", "hk")));

        assertEquals("sg", group.current());
        assertEquals("hk", group.preferred());
    }

    @Test
    void aGroupWithAnOfferKeepsItsPrefixesWhenTheirExitsBeginToDiffer() {
        Groups groups =
                grouped(
                        Traffic.NONE,
                        Map.of("VN-HAN", Set.of(FIRST, SECOND)),
                        held(FIRST, "hk sg", "sg", "hk"),
                        held(SECOND, "hk mo sg", "sg", "hk"),
                        held(THIRD, "hk mo sg", "hk", "hk"));

        assertEquals(List.of(FIRST, SECOND), group(groups, "VN-HAN").prefixes());
        assertEquals(Optional.of(Set.of("hk", "sg")), group(groups, "VN-HAN").held());
        assertEquals(List.of(THIRD), group(groups, "VN-HAN:203.0.113.0/24").prefixes());
    }

    @Test
    void whereRoutersDifferTheTrafficSaysWhichExitCounts() {
        Groups silent = grouped(held(FIRST, "hk sg", "hk sg", "hk sg"));
        GroupState told =
                only(
                        grouped(
                                traffic(Map.of("sg", 3.0, "hk", 1.0)),
                                Map.of(),
                                held(FIRST, "hk sg", "hk sg", "hk sg")));

        assertTrue(silent.byId().isEmpty());
        assertEquals(
                "routers use hk and sg, and no traffic says which", silent.reasons().get("VN-HAN"));
        assertEquals("sg", told.current());
        assertEquals(3.0, told.gbit());
    }

    @Test
    void aRouteOfWhichNothingIsHeldOrUsedIsInNoGroupAndThatIsSaid() {
        assertEquals("the routers hold none of its prefixes", grouped().reasons().get("VN-HAN"));
        assertEquals(
                "the routers use none of its exits",
                grouped(held(FIRST, "hk sg", "", "hk")).reasons().get("VN-HAN"));
    }

    @Test
    void groupsOfARouteShareWhatTheirExitCarriesByTheirPrefixes() {
        Groups groups =
                grouped(
                        traffic(Map.of("hk", 3.0, "sg", 5.0)),
                        Map.of(),
                        held(FIRST, "hk", "hk", "hk"),
                        held(SECOND, "hk sg", "hk", "hk"),
                        held(THIRD, "hk sg", "hk", "hk"));

        assertEquals(2.0, group(groups, "VN-HAN").gbit());
        assertEquals(1.0, group(groups, "VN-HAN:192.0.2.0/24").gbit());
    }

    @Test
    void withoutCandidatesTheExitWithMostTrafficIsTheOneInUse() {
        GroupState group =
                only(Grouping.byTraffic(CATALOGUE, traffic(Map.of("hk", 1.0, "sg", 3.0))));

        assertEquals("sg", group.current());
        assertEquals(4.0, group.gbit());
        assertTrue(group.isHeld("any"));
        assertEquals(
                "no traffic is seen, so the exit in use is not known",
                Grouping.byTraffic(CATALOGUE, Traffic.NONE).reasons().get("VN-HAN"));
    }
}
