package org.beibu.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.beibu.analyzer.recommend.held.Candidates;
import org.beibu.analyzer.recommend.held.GroupState;
import org.beibu.analyzer.recommend.held.Grouping;
import org.beibu.analyzer.recommend.held.Groups;
import org.beibu.analyzer.recommend.held.Traffic;
import org.beibu.model.Address;
import org.beibu.model.AseanRoute;
import org.beibu.model.Catalogue;
import org.beibu.model.Prefix;
import org.beibu.router.bgp.message.AsPath;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.Nlri;
import org.beibu.router.bgp.message.Origin;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.bgp.message.RouteGroup;
import org.beibu.router.bgp.message.UpdateMessage;
import org.beibu.router.daemon.CandidatesJson;
import org.beibu.router.rib.AdjRibIn;
import org.beibu.router.rib.ChangeFeed;
import org.beibu.router.rib.DecisionProcess;
import org.beibu.router.rib.ExitCandidate.ExitRoute;
import org.beibu.router.rib.Interest;
import org.beibu.router.rib.LearnedPath.Source;
import org.beibu.router.rib.OwnRoutes;
import org.beibu.router.rib.PeerFacts;
import org.beibu.router.rib.Rib;
import org.beibu.router.rib.RibLimits;
import org.beibu.router.rib.RouterRib;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Test;

/** The router adapter's candidates are what the analyzer reads. */
class CandidateContractTest {
    private static final int MARKER = 64500 << 16 | 911;
    private static final Prefix PREFIX = Prefix.parse("203.0.113.0/24");
    private static final Address HONG_KONG = Address.parse("198.51.100.1");
    private static final Address SINGAPORE = Address.parse("198.51.100.2");
    private static final Address US = Address.parse("192.0.2.9");
    private static final Set<Family> V4 = Set.of(Family.IPV4_UNICAST);
    private static final Catalogue CATALOGUE =
            new Catalogue(
                    List.of(
                            new AseanRoute(
                                    "VN-HAN",
                                    "VN",
                                    "Viet Nam",
                                    "Hanoi",
                                    21.03,
                                    105.85,
                                    List.of(PREFIX))));

    private final Rib rib =
            new Rib(
                    List.of("pe1"),
                    List.of(
                            new ExitRoute("hk-1", "pe1", Set.of(HONG_KONG)),
                            new ExitRoute("sg-2", "pe1", Set.of(SINGAPORE))),
                    new RouterRib.Settings(
                            RibLimits.DEFAULT,
                            new OwnRoutes(MARKER, Set.of(US), Set.of(US)),
                            new DecisionProcess(false),
                            new Counters(),
                            () -> 1_000),
                    new ChangeFeed(64, Interest.ALL),
                    100);

    private AdjRibIn peer(Address address, long asNumber) {
        return rib.router("pe1")
                .open(
                        Source.BMP_POST_POLICY,
                        new PeerFacts(address, asNumber, address, asNumber != 64500),
                        V4);
    }

    private static UpdateMessage announced(Address nextHop, List<Long> path, boolean isMarked) {
        return new UpdateMessage(
                List.of(),
                List.of(
                        RouteGroup.announced(
                                Family.IPV4_UNICAST, nextHop, List.of(new Nlri(PREFIX, 0)))),
                new PathAttributes(
                        Origin.IGP,
                        AsPath.sequence(path),
                        null,
                        null,
                        isMarked ? 200L : null,
                        PathAttributes.Aggregate.NONE,
                        isMarked
                                ? new PathAttributes.Communities(
                                        List.of(MARKER), List.of(), List.of())
                                : PathAttributes.Communities.NONE,
                        PathAttributes.Reflection.NONE,
                        List.of()),
                Optional.empty());
    }

    private static UpdateMessage endOfRib() {
        return new UpdateMessage(
                List.of(), List.of(), PathAttributes.NONE, Optional.of(Family.IPV4_UNICAST));
    }

    private Groups read() throws IOException {
        byte[] document = new CandidatesJson(rib, CATALOGUE).all().getBytes(StandardCharsets.UTF_8);
        return Grouping.byCandidates(CATALOGUE, Traffic.NONE, Candidates.read(document), Map.of());
    }

    private GroupState hanoi() throws IOException {
        return Objects.requireNonNull(read().of("VN-HAN"));
    }

    @Test
    void anOverrideIsUsedAndWhatItReplacedIsPreferred() throws IOException {
        assertTrue(read().byId().isEmpty());
        rib.router("pe1").bmpUp();
        AdjRibIn hongKong = peer(HONG_KONG, 64511);
        AdjRibIn singapore = peer(SINGAPORE, 64510);
        AdjRibIn us = peer(US, 64500);
        hongKong.update(announced(HONG_KONG, List.of(64511L, 64496L), false));
        singapore.update(announced(SINGAPORE, List.of(64510L, 64505L, 64496L), false));
        hongKong.update(endOfRib());
        singapore.update(endOfRib());

        GroupState before = hanoi();
        assertEquals("hk-1", before.current());
        assertEquals("hk-1", before.preferred());
        assertEquals(Optional.of(Set.of("hk-1", "sg-2")), before.held());

        us.update(announced(SINGAPORE, List.of(64510L, 64505L, 64496L), true));
        GroupState during = hanoi();
        assertEquals("sg-2", during.current());
        assertEquals("hk-1", during.preferred());

        singapore.close();
        assertEquals("the routers use none of its exits", read().reasons().get("VN-HAN"));

        us.update(
                new UpdateMessage(
                        List.of(
                                RouteGroup.withdrawn(
                                        Family.IPV4_UNICAST, List.of(new Nlri(PREFIX, 0)))),
                        List.of(),
                        PathAttributes.NONE,
                        Optional.empty()));
        assertEquals(Optional.of(Set.of("hk-1")), hanoi().held());
    }
}
