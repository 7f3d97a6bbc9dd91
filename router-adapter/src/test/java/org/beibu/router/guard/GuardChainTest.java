package org.beibu.router.guard;

import static org.beibu.router.guard.FakeSituation.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.beibu.model.Address;
import org.beibu.model.Prefix;
import org.beibu.router.bgp.message.AsPath;
import org.beibu.router.bgp.message.LargeCommunity;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.recommendation.Evidence;
import org.beibu.router.recommendation.Offers;
import org.beibu.router.recommendation.Probes;
import org.beibu.router.recommendation.Recommendation;
import org.beibu.router.rib.LearnedPath;
import org.beibu.router.rpki.Vrp;
import org.beibu.router.rpki.VrpTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each guardrail, asked through the whole chain, so that the order is tested too. */
class GuardChainTest {
    private static final OwnMarks OWN =
            new OwnMarks(64500, Address.parse("192.0.2.9"), 64500 << 16 | 911);
    private static final SteeredExit EXIT =
            new SteeredExit(
                    "exit-b",
                    List.of("pe"),
                    List.of(Address.parse("198.51.100.2"), Address.parse("2001:db8:b::2")));
    private static final GuardConfig CONFIG =
            GuardConfig.defaults()
                    .with(
                            new GuardConfig.Prefixes(
                                    List.of(
                                            Prefix.parse("203.0.113.0/24"),
                                            Prefix.parse("0.0.0.0/0"),
                                            Prefix.parse("2001:db8:1::/48"),
                                            Prefix.parse("::/0")),
                                    List.of(Prefix.parse("203.0.64.0/19")),
                                    new GuardConfig.Lengths(8, 24),
                                    new GuardConfig.Lengths(16, 48)));
    private static final String PREFIX = "203.0.113.0/24";

    private final FakeSituation situation = new FakeSituation();
    private Offers offer = Offers.at(NOW);
    private String prefix = PREFIX;
    private GuardConfig config = CONFIG;

    @BeforeEach
    void routesByBothExits() {
        situation.rib.add(FakeRib.path("pe", PREFIX, "198.51.100.1", 64511L, 64600L));
        situation.rib.add(FakeRib.path("pe", PREFIX, "198.51.100.2", 64510L, 64600L, 64600L));
    }

    private Verdict ask() {
        Prefix asked = Prefix.parse(prefix);
        Recommendation recommendation = offer.prefixes(prefix).good();
        Support support = Support.of(situation.rib, "pe", asked, EXIT, OWN);
        return GuardChain.of(config, OWN)
                .check(
                        new Request(recommendation, new OverrideKey("pe", asked), EXIT, support),
                        situation);
    }

    private void assertAllowed() {
        assertEquals("allowed", ask().toString());
    }

    private void assertRefused(RefusalReason reason, String detail) {
        Verdict verdict = ask();
        assertTrue(
                verdict instanceof Verdict.Refused refused && refused.reason() == reason,
                verdict::toString);
        assertTrue(verdict.toString().contains(detail), verdict::toString);
    }

    private void learned(PathAttributes attributes) {
        situation.rib.clear();
        situation.rib.add(FakeRib.path("pe", PREFIX, "198.51.100.2", attributes));
    }

    @Test
    void aGoodRecommendationIsAllowed() {
        assertAllowed();
    }

    @Test
    void anEmptyChainRefuses() {
        Support support = Support.of(situation.rib, "pe", Prefix.parse(PREFIX), EXIT, OWN);
        Request request =
                new Request(
                        offer.good(), new OverrideKey("pe", Prefix.parse(PREFIX)), EXIT, support);

        Verdict verdict = new GuardChain(List.of()).check(request, situation);

        assertTrue(verdict.toString().startsWith("no-guardrails"), verdict::toString);
    }

    @Test
    void theFirstRefusalEndsTheChain() {
        List<String> asked = new ArrayList<>();
        Guardrail yes = (request, now) -> noted(asked, "yes", Verdict.allowed());
        Guardrail no =
                (request, now) -> noted(asked, "no", Verdict.refused(RefusalReason.STALE, "old"));
        Support support = Support.of(situation.rib, "pe", Prefix.parse(PREFIX), EXIT, OWN);
        Request request =
                new Request(
                        offer.good(), new OverrideKey("pe", Prefix.parse(PREFIX)), EXIT, support);

        Verdict verdict = new GuardChain(List.of(yes, no, yes)).check(request, situation);

        assertEquals("stale: old", verdict.toString());
        assertEquals(List.of("yes", "no"), asked);
    }

    private static Verdict noted(List<String> asked, String name, Verdict verdict) {
        asked.add(name);
        return verdict;
    }

    @Test
    void theOrderIsThatOfTheReasons() {
        // One thing wrong after the other is put right: the reasons appear in their order.
        Map<RefusalReason, Runnable> cures = new LinkedHashMap<>();
        situation.off = Optional.of("off");
        situation.frozen = Optional.of("frozen");
        situation.clockFault = Optional.of("stepped");
        config = withWindow("mon-mon 02:00-05:00 UTC");
        offer = offer.times(NOW.minusSeconds(40), NOW.plusSeconds(60)).count(1);
        offer = offer.probes(new Probes(NOW.minusSeconds(60), Duration.ofSeconds(1), 0, 6));
        prefix = "203.0.113.0/25";
        situation.rib.down("pe");
        situation.rib.clear();
        cures.put(RefusalReason.STEERING_OFF, () -> situation.off = Optional.empty());
        cures.put(RefusalReason.FROZEN, () -> situation.frozen = Optional.empty());
        cures.put(RefusalReason.CLOCK, () -> situation.clockFault = Optional.empty());
        cures.put(RefusalReason.CHANGE_WINDOW, () -> config = CONFIG);
        cures.put(RefusalReason.STALE, () -> offer = Offers.at(NOW).count(1).probes(silent()));
        cures.put(RefusalReason.EVIDENCE, () -> offer = Offers.at(NOW).probes(silent()));
        cures.put(RefusalReason.QUORUM, () -> offer = Offers.at(NOW));
        cures.put(RefusalReason.PREFIX, () -> prefix = PREFIX);
        cures.put(RefusalReason.NOT_SETTLED, () -> situation.rib.settled("pe"));
        cures.put(RefusalReason.NOT_LEARNED, this::routesByBothExits);

        cures.forEach(
                (reason, cure) -> {
                    assertRefused(reason, "");
                    cure.run();
                });

        assertAllowed();
    }

    private static Probes silent() {
        return new Probes(NOW.minusSeconds(60), Duration.ofSeconds(1), 0, 6);
    }

    private static GuardConfig withWindow(String text) {
        return new GuardConfig(
                CONFIG.prefixes(),
                CONFIG.recommendations(),
                CONFIG.evidence(),
                CONFIG.probes(),
                CONFIG.pace(),
                List.of(DailyWindow.parse(text)));
    }

    @Test
    void steeringOffRefuses() {
        situation.off = Optional.of("switched off");

        assertRefused(RefusalReason.STEERING_OFF, "switched off");
    }

    @Test
    void freezeRefusesWhatStandsToo() {
        situation.standing.add("exit-b");
        situation.frozen = Optional.of("frozen by Li");

        assertRefused(RefusalReason.FROZEN, "Li");
    }

    @Test
    void aRecommendationOfTheFutureIsNotBelieved() {
        offer = offer.times(NOW.plusSeconds(2), NOW.plusSeconds(60));
        assertAllowed();

        offer = offer.times(NOW.plusMillis(2_001), NOW.plusSeconds(60));
        assertRefused(RefusalReason.CLOCK, "later than now");
    }

    @Test
    void outsideOfTheWindowsNothingMovesAndWhatHasMovedStays() {
        config = withWindow("mon-fri 02:00-05:00 UTC");
        assertRefused(RefusalReason.CHANGE_WINDOW, "mon-fri 02:00-05:00 UTC");

        situation.standing.add("exit-b");
        assertAllowed();

        situation.standing.clear();
        situation.wall = Instant.parse("2026-11-23T02:00:00Z");
        offer = Offers.at(situation.wall);
        assertAllowed();
    }

    @Test
    void ageAndExpiryEndARecommendation() {
        offer = offer.times(NOW.minusSeconds(30), NOW.plusSeconds(1));
        assertAllowed();

        offer = offer.again(NOW.minusMillis(30_001));
        assertRefused(RefusalReason.STALE, "more than 30 s ago");

        offer = Offers.at(NOW).times(NOW.minusSeconds(1), NOW);
        assertRefused(RefusalReason.STALE, "expired");
    }

    @Test
    void aMoveNeedsCountGainAndAnIntervalAboveNothing() {
        offer = Offers.at(NOW).count(99);
        assertRefused(RefusalReason.EVIDENCE, "99 delays");

        offer = Offers.at(NOW).delays(60, 57.1); // 5 % of 60 ms are 3 ms
        assertRefused(RefusalReason.EVIDENCE, "2900 us, less than 3000 us");

        offer = Offers.at(NOW).delays(60, 56.9);
        assertAllowed();

        Evidence wide = offer.good().evidence();
        offer =
                offer.evidence(
                        new Evidence(
                                wide.reason(),
                                wide.method(),
                                wide.count(),
                                wide.window(),
                                new Evidence.Delays(60_000_000, 40_000_000, -1, 50_000_000),
                                wide.loss()));
        assertRefused(RefusalReason.EVIDENCE, "interval");
    }

    @Test
    void whatHasMovedStaysWhileItIsNotSlower() {
        situation.standing.add("exit-b");

        offer = Offers.at(NOW).delays(60, 60.4); // the interval is half a millisecond around
        assertAllowed();

        offer = Offers.at(NOW).delays(60, 60.6);
        assertRefused(RefusalReason.EVIDENCE, "slower by 600 us");
    }

    @Test
    void lessLossIsAReasonAndSoIsRoom() {
        offer = Offers.at(NOW).delays(40, 60).reason(Evidence.Reason.LOSS, 0.05, 0.01);
        assertAllowed();
        offer = Offers.at(NOW).reason(Evidence.Reason.LOSS, 0.05, 0.05);
        assertRefused(RefusalReason.EVIDENCE, "loss");
        situation.standing.add("exit-b");
        assertAllowed();

        situation.standing.clear();
        offer = Offers.at(NOW).delays(60, 62.9).reason(Evidence.Reason.CAPACITY, 0, 0);
        assertAllowed();
        offer = Offers.at(NOW).delays(60, 63.1).reason(Evidence.Reason.CAPACITY, 0, 0);
        assertRefused(RefusalReason.EVIDENCE, "slower");
    }

    @Test
    void tooFewProbesOrAnOldAnswerRefuse() {
        offer = offer.probes(new Probes(NOW, Duration.ofSeconds(1), 2, 5));
        assertRefused(RefusalReason.QUORUM, "2 of 5");

        offer = offer.probes(new Probes(NOW.minusMillis(3_001), Duration.ofSeconds(1), 5, 5));
        assertRefused(RefusalReason.QUORUM, "3001 ms");

        offer = offer.probes(new Probes(NOW.minusSeconds(3), Duration.ofSeconds(1), 3, 6));
        assertAllowed();
    }

    private void assertPrefix(String text, String detail) {
        prefix = text;
        assertRefused(RefusalReason.PREFIX, detail);
    }

    @Test
    void prefixesThatMustNotBeTouched() {
        assertPrefix("0.0.0.0/0", "default");
        assertPrefix("::/0", "default");
        assertPrefix("203.0.113.0/25", "not /8 to /24");
        assertPrefix("64.0.0.0/7", "not /8 to /24");
        assertPrefix("2001:db8:1::/49", "not /16 to /48");
        assertPrefix("203.0.66.0/24", "own");
        assertPrefix("203.0.0.0/16", "own");
        for (String bogon :
                List.of(
                        "10.0.0.0/8",
                        "127.0.0.0/24",
                        "100.64.0.0/10",
                        "169.254.0.0/16",
                        "192.168.7.0/24",
                        "198.18.4.0/24",
                        "192.0.0.0/8",
                        "224.0.0.0/8",
                        "240.0.0.0/8",
                        "fd18::/32",
                        "fe80::/16",
                        "ff02::/16",
                        "2001:db8:2::/48",
                        "2002:c000:200::/40",
                        "4000::/16")) {
            assertPrefix(bogon, "");
        }
        config = CONFIG.with(GuardConfig.Prefixes.allowing(List.of()));
        assertPrefix(PREFIX, "not on the allow-list");
    }

    @Test
    void specialSpaceIsAllowedWhereExactlyItWasNamed() {
        prefix = "2001:db8:1::/48";
        situation.rib.add(FakeRib.path("pe", prefix, "2001:db8:b::2", 64510L, 64600L));

        assertAllowed();
    }

    @Test
    void nothingIsAnnouncedBeforeASessionHasSettled() {
        situation.rib.loading("pe");
        assertRefused(RefusalReason.NOT_SETTLED, "no End-of-RIB");

        situation.rib.settled("pe");
        situation.settledFor = OptionalLong.of(TimeUnit.SECONDS.toNanos(60) - 1);
        assertRefused(RefusalReason.NOT_SETTLED, "60 s");

        situation.settledFor = OptionalLong.empty();
        assertRefused(RefusalReason.NOT_SETTLED, "");

        situation.settledFor = OptionalLong.of(TimeUnit.SECONDS.toNanos(60));
        assertAllowed();

        situation.rib.down("pe");
        assertRefused(RefusalReason.NOT_SETTLED, "down");
    }

    @Test
    void aLearnedPrefixIsNeitherSplitNorCovered() {
        config =
                CONFIG.with(GuardConfig.Prefixes.allowing(List.of(Prefix.parse("203.0.113.0/24"))));
        config =
                config.with(
                        new GuardConfig.Prefixes(
                                config.prefixes().allowed(),
                                List.of(),
                                new GuardConfig.Lengths(8, 32),
                                new GuardConfig.Lengths(16, 48)));
        prefix = "203.0.113.0/25";
        assertRefused(RefusalReason.NOT_EXACT, "more specific than 203.0.113.0/24");

        situation.rib.clear();
        situation.rib.add(FakeRib.path("pe", "203.0.113.128/25", "198.51.100.2", 64510L));
        prefix = PREFIX;
        assertRefused(RefusalReason.NOT_EXACT, "less specific than 203.0.113.128/25");
    }

    @Test
    void whatTheRoutersPolicyRefusedIsNotHeld() {
        LearnedPath path = FakeRib.path("pe", PREFIX, "198.51.100.2", 64510L);
        situation.rib.clear();
        for (LearnedPath.Source source :
                List.of(LearnedPath.Source.BMP_PRE_POLICY, LearnedPath.Source.BMP_ADJ_RIB_OUT)) {
            situation.rib.add(FakeRib.from(path, source, "198.51.100.2"));
        }
        assertRefused(RefusalReason.NOT_LEARNED, "holds no route");

        situation.rib.add(FakeRib.from(path, LearnedPath.Source.BMP_POST_POLICY, "198.51.100.2"));
        assertAllowed();
    }

    @Test
    void withoutARouteByTheExitThereIsNoOverride() {
        situation.rib.remove("pe", Prefix.parse(PREFIX), Address.parse("198.51.100.2"));

        assertRefused(RefusalReason.EXIT_ROUTE, "by exit-b");
    }

    @Test
    void aRouteThatAsksToBeKeptClearOfIsNone() {
        for (int community : List.of(0xffff_029a, 0xffff_0000)) {
            learned(
                    FakeRib.attributes(
                            AsPath.sequence(List.of(64510L)),
                            new PathAttributes.Communities(
                                    List.of(community), List.of(), List.of())));
            assertRefused(RefusalReason.NOT_LEARNED, "");
        }
    }

    @Test
    void theNextHopIsTheConfiguredOneAndReachable() {
        situation.rib.clear();
        LearnedPath foreign = FakeRib.path("pe", PREFIX, "198.51.100.77", 64510L, 64600L);
        situation.rib.add(FakeRib.from(foreign, LearnedPath.Source.BGP, "198.51.100.2"));
        assertRefused(RefusalReason.NEXT_HOP, "do not lead to 198.51.100.2");

        situation.rib.clear();
        routesByBothExits();
        situation.exitFault = Optional.of("link down");
        situation.standing.add("exit-b");
        assertRefused(RefusalReason.NEXT_HOP, "link down");
    }

    @Test
    void anOverrideOfOursIsNoReasonForItself() {
        PathAttributes.Communities marked =
                new PathAttributes.Communities(List.of(OWN.marker()), List.of(), List.of());
        PathAttributes.Communities numbered =
                new PathAttributes.Communities(
                        List.of(), List.of(), List.of(new LargeCommunity(64500, 911, 7)));
        for (PathAttributes.Communities communities : List.of(marked, numbered)) {
            learned(FakeRib.attributes(AsPath.sequence(List.of(64510L)), communities));
            assertRefused(RefusalReason.OWN_OVERRIDE, "exit-b");
        }

        situation.rib.add(FakeRib.path("pe", PREFIX, "198.51.100.2", 64510L, 64600L));
        assertAllowed();
    }

    @Test
    void anRpkiInvalidOriginIsRefusedAndAnUnknownOneIsNot() {
        Prefix prefix24 = Prefix.parse(PREFIX);
        situation.vrps = VrpTable.of(List.of(new Vrp(prefix24, 24, 64999)));
        assertRefused(RefusalReason.RPKI, "64510 64600 64600");

        situation.vrps = VrpTable.of(List.of(new Vrp(prefix24, 24, 64600)));
        assertAllowed();

        situation.vrps = VrpTable.EMPTY;
        assertAllowed();
    }

    private void assertPath(String detail, Long... ases) {
        learned(FakeRib.attributes(ases));
        assertRefused(RefusalReason.AS_PATH, detail);
    }

    @Test
    void anAsPathThatBgpWouldNotTakeIsNotCopied() {
        assertPath("empty");
        assertPath("our own AS", 64510L, 64500L, 64600L);
        assertPath("comes back", 64510L, 64600L, 64510L);
        assertPath("reserved", 64510L, 0L);
        assertPath("reserved", 64510L, 23456L);
        assertPath("reserved", 64510L, 0xffff_ffffL);

        learned(FakeRib.attributes(64510L, 64510L, 64600L, 64600L, 64600L));
        assertAllowed();

        AsPath confederation =
                new AsPath(
                        List.of(new AsPath.Segment(AsPath.Kind.CONFED_SEQUENCE, List.of(64505L))));
        learned(FakeRib.attributes(confederation, PathAttributes.Communities.NONE));
        assertRefused(RefusalReason.AS_PATH, "empty");
    }

    @Test
    void aRouteThatHasComeRoundIsNotCopied() {
        PathAttributes plain = FakeRib.attributes(64510L);
        PathAttributes reflected =
                new PathAttributes(
                        plain.origin(),
                        plain.asPath(),
                        null,
                        null,
                        100L,
                        plain.aggregate(),
                        plain.communities(),
                        new PathAttributes.Reflection(null, List.of(OWN.bgpId())),
                        List.of());
        learned(reflected);

        assertRefused(RefusalReason.AS_PATH, "CLUSTER_LIST");
    }

    @Test
    void aFlappingRouteCarriesNothing() {
        situation.standing.add("exit-b");
        situation.damped = Optional.of("penalty 2400");

        assertRefused(RefusalReason.FLAPPING, "2400");
    }

    @Test
    void twoRecommendationsForOnePrefixContradictEachOther() {
        situation.taken = Optional.of("r-0");

        assertRefused(RefusalReason.CONTRADICTION, "r-0");
    }

    @Test
    void aPrefixRestsBetweenMoves() {
        situation.lastChangeAgo = OptionalLong.of(TimeUnit.SECONDS.toNanos(90) - 1);
        assertRefused(RefusalReason.DWELL, "89 s ago, less than 90 s");

        situation.standing.add("exit-b");
        assertAllowed();

        situation.standing.clear();
        situation.lastChangeAgo = OptionalLong.of(TimeUnit.SECONDS.toNanos(90));
        assertAllowed();

        situation.held = Optional.of("pe did not use it");
        assertRefused(RefusalReason.DWELL, "did not use it");
    }

    @Test
    void changesHaveABudgetForMinuteAndHour() {
        situation.changes.put(1L, 19);
        situation.changes.put(60L, 199);
        assertAllowed();

        situation.changes.put(60L, 200);
        assertRefused(RefusalReason.CHANGE_BUDGET, "200 changes within an hour");

        situation.changes.put(1L, 20);
        assertRefused(RefusalReason.CHANGE_BUDGET, "20 changes within a minute");

        situation.standing.add("exit-b");
        assertAllowed();
    }

    @Test
    void aStepMovesSoMuchTrafficAndNoMore() {
        situation.shareMoved = 0.08;
        assertAllowed(); // 8 % and 2 %

        offer = offer.share(0.021);
        assertRefused(RefusalReason.TRAFFIC_SHARE, "10.1 %");

        situation.standing.add("exit-b");
        assertAllowed();
    }

    @Test
    void overridesAreBoundedInAllAndForEachExit() {
        situation.overrides = 999;
        situation.overridesOfExit = 499;
        assertAllowed();

        situation.overridesOfExit = 500;
        assertRefused(RefusalReason.MOST_OVERRIDES, "500 overrides to exit-b");

        situation.overrides = 1_000;
        assertRefused(RefusalReason.MOST_OVERRIDES, "1000 overrides stand");

        situation.standing.add("exit-b");
        assertAllowed();
    }

    @Test
    void everyReasonHasAGuardrailAndACounterOfItsOwn() {
        assertEquals(
                RefusalReason.values().length - 1, GuardChain.of(config, OWN).size()); // and empty
        Set<String> labels = new HashSet<>();
        for (RefusalReason reason : EnumSet.allOf(RefusalReason.class)) {
            assertTrue(labels.add(reason.label()), reason::label);
            assertTrue(reason.help().endsWith("."), reason::help);
        }
        assertTrue(Arrays.asList(RefusalReason.values()).contains(RefusalReason.RPKI));
    }
}
