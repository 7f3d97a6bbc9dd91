package org.beibu.router.rib;

import static org.beibu.router.rib.Routes.BOTH;
import static org.beibu.router.rib.Routes.EXIT_A;
import static org.beibu.router.rib.Routes.EXIT_B;
import static org.beibu.router.rib.Routes.HOP_A;
import static org.beibu.router.rib.Routes.HOP_B;
import static org.beibu.router.rib.Routes.OURSELVES;
import static org.beibu.router.rib.Routes.P;
import static org.beibu.router.rib.Routes.P6;
import static org.beibu.router.rib.Routes.THE_ROUTER;
import static org.beibu.router.rib.Routes.V4;
import static org.beibu.router.rib.Routes.announce;
import static org.beibu.router.rib.Routes.attributes;
import static org.beibu.router.rib.Routes.endOfRib;
import static org.beibu.router.rib.Routes.marked;
import static org.beibu.router.rib.Routes.withdraw;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.beibu.model.Address;
import org.beibu.model.Prefix;
import org.beibu.router.bgp.message.AsPath;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.Nlri;
import org.beibu.router.bgp.message.Origin;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.bgp.message.RouteGroup;
import org.beibu.router.bgp.message.UpdateMessage;
import org.beibu.router.rib.LearnedPath.Source;
import org.beibu.router.rib.RibChange.Kind;
import org.junit.jupiter.api.Test;

class RibTest {
    private final Routes routes = new Routes();
    private final RouterRib pe1 = routes.pe1();

    private List<Address> nextHops(Prefix prefix) {
        return routes.rib.paths("pe1", prefix).stream().map(LearnedPath::nextHop).toList();
    }

    @Test
    void pathsOfAPrefixComeBestFirst() {
        AdjRibIn session = pe1.bgpUp(THE_ROUTER, BOTH);
        session.update(announce(P, 1, HOP_B, attributes(64512, 64496, 64497)));
        session.update(announce(P, 2, HOP_A, attributes(64511, 64497)));
        session.update(announce(P6, 1, Address.parse("2001:db8::1"), attributes(64511)));

        assertEquals(List.of(HOP_A, HOP_B), nextHops(P));
        assertEquals(1, nextHops(P6).size());
        assertEquals(List.of(), nextHops(Prefix.parse("203.0.113.0/25")));
        assertEquals(List.of(), nextHops(Prefix.parse("203.0.112.0/23")));
        assertEquals(List.of(), routes.rib.paths("pe2", P));
        assertEquals(List.of(), routes.rib.paths("nobody", P));
    }

    @Test
    void aReplacementReplacesAndTheSameAgainChangesNothing() {
        AdjRibIn session = pe1.bgpUp(THE_ROUTER, V4);
        session.update(announce(P, 1, HOP_A, attributes(64511)));
        long changes = routes.feed.last();
        routes.clock.set(2_000);

        session.update(announce(P, 1, HOP_A, attributes(64511)));
        assertEquals(1_000, routes.rib.paths("pe1", P).get(0).sinceEpochNs());
        assertEquals(changes, routes.feed.last(), "nothing has changed");

        session.update(announce(P, 1, HOP_B, attributes(64511)));
        assertEquals(List.of(HOP_B), nextHops(P));
        assertEquals(2_000, routes.rib.paths("pe1", P).get(0).sinceEpochNs());
        assertEquals(new RouterRib.Size(1, 1, 1), pe1.size());
    }

    @Test
    void equalAttributesAreOneInstance() {
        AdjRibIn session = pe1.bgpUp(THE_ROUTER, V4);
        session.update(announce(P, 1, HOP_A, attributes(64511)));
        session.update(announce(P, 2, HOP_A, attributes(64511)));

        List<LearnedPath> paths = routes.rib.paths("pe1", P);
        assertSame(paths.get(0).attributes(), paths.get(1).attributes());
        assertEquals(new RouterRib.Size(2, 1, 1), pe1.size());
    }

    /** H10: FRR withdraws path identifiers that it never announced. */
    @Test
    void withdrawalsOfUnknownPathsAreCountedAndIgnored() {
        AdjRibIn session = pe1.bgpUp(THE_ROUTER, V4);
        session.update(announce(P, 1, HOP_A, attributes(64511)));

        session.update(withdraw(P, 7));
        session.update(withdraw(Prefix.parse("192.0.2.0/24"), 1));

        assertEquals(List.of(HOP_A), nextHops(P));
        assertEquals(2, routes.counters.get(RibCounter.WITHDRAWALS_UNKNOWN));
        assertEquals(2, pe1.peers().get(0).totals().withdrawnUnknown());
        session.update(withdraw(P, 1));
        assertEquals(List.of(), nextHops(P));
        assertEquals(new RouterRib.Size(0, 0, 0), pe1.size(), "nothing is left over");
    }

    @Test
    void aPeerThatGoesDownTakesItsPathsAlong() {
        pe1.bmpUp();
        AdjRibIn a = pe1.open(Source.BMP_POST_POLICY, EXIT_A, V4);
        AdjRibIn b = pe1.open(Source.BMP_POST_POLICY, EXIT_B, V4);
        a.update(announce(P, 0, HOP_A, attributes(64511)));
        b.update(announce(P, 0, HOP_B, attributes(64512)));
        long changes = routes.feed.last();

        a.close();

        assertEquals(List.of(HOP_B), nextHops(P));
        assertEquals(Kind.PEER, routes.feed.since(changes, 1).changes().get(0).kind());
        assertFalse(pe1.tidy(1_000), "all swept");
        assertEquals(new RouterRib.Size(1, 1, 1), pe1.size());
        pe1.bmpDown();
        assertEquals(List.of(), nextHops(P));
        pe1.tidy(1_000);
        assertEquals(new RouterRib.Size(0, 0, 0), pe1.size(), "nothing is left over");
    }

    @Test
    void whatALateSessionSaysDoesNotTouchItsSuccessor() {
        pe1.bmpUp();
        AdjRibIn old = pe1.open(Source.BMP_POST_POLICY, EXIT_A, V4);
        old.update(announce(P, 0, HOP_A, attributes(64511)));
        pe1.bmpUp();
        AdjRibIn successor = pe1.open(Source.BMP_POST_POLICY, EXIT_A, V4);
        successor.update(announce(P, 0, HOP_B, attributes(64511)));

        old.update(withdraw(P, 0));
        old.close();

        assertEquals(List.of(HOP_B), nextHops(P));
    }

    @Test
    void aRefreshRemovesWhatDidNotComeAgain() {
        Prefix stale = Prefix.parse("192.0.2.0/24");
        AdjRibIn session = pe1.bgpUp(THE_ROUTER, BOTH);
        session.update(announce(P, 1, HOP_A, attributes(64511)));
        session.update(announce(stale, 1, HOP_A, attributes(64511)));
        session.update(announce(P6, 1, HOP_A, attributes(64511)));

        session.beginRefresh(Family.IPV4_UNICAST);
        session.update(announce(P, 1, HOP_A, attributes(64511)));
        assertEquals(List.of(HOP_A), nextHops(stale), "stale, but there until the end");
        session.endRefresh(Family.IPV4_UNICAST);

        assertEquals(List.of(), nextHops(stale));
        assertEquals(List.of(HOP_A), nextHops(P));
        assertEquals(List.of(HOP_A), nextHops(P6), "another family");
        assertEquals(1, routes.counters.get(RibCounter.STALE_REMOVED));
        assertEquals(1, pe1.peers().get(0).paths());
    }

    @Test
    void endOfRefreshWithoutBeginRemovesNothing() {
        AdjRibIn session = pe1.bgpUp(THE_ROUTER, V4);
        session.update(announce(P, 1, HOP_A, attributes(64511)));

        session.endRefresh(Family.IPV4_UNICAST);

        assertEquals(List.of(HOP_A), nextHops(P));
    }

    @Test
    void aRouterIsCompleteAfterEndOfRibOfAllFamilies() {
        assertFalse(routes.rib.sessionUp("pe1"));
        AdjRibIn session = pe1.bgpUp(THE_ROUTER, BOTH);
        assertTrue(routes.rib.sessionUp("pe1"));

        session.update(endOfRib(Family.IPV4_UNICAST));
        assertFalse(routes.rib.complete("pe1"));
        session.update(endOfRib(Family.IPV6_UNICAST));
        assertTrue(routes.rib.complete("pe1"));
        assertEquals(
                Kind.COMPLETE,
                routes.feed.since(routes.feed.last() - 1, 1).changes().get(0).kind());

        pe1.bgpDown();
        assertFalse(routes.rib.complete("pe1"));
        assertFalse(routes.rib.sessionUp("pe1"));
        pe1.bgpUp(THE_ROUTER, BOTH);
        assertFalse(routes.rib.complete("pe1"), "a new session begins from nothing");
    }

    @Test
    void aPeerThatComesLaterDoesNotMakeBmpIncompleteAndWeDoNotCount() {
        pe1.bmpUp();
        AdjRibIn a = pe1.open(Source.BMP_POST_POLICY, EXIT_A, V4);
        pe1.open(Source.BMP_POST_POLICY, OURSELVES, V4);
        assertFalse(routes.rib.complete("pe1"));
        a.update(endOfRib(Family.IPV4_UNICAST));
        assertTrue(routes.rib.complete("pe1"));

        pe1.open(Source.BMP_POST_POLICY, EXIT_B, V4);

        assertTrue(routes.rib.complete("pe1"));
    }

    /** FRR sends no End-of-RIB for a peer that comes up after BMP. */
    @Test
    void aPeerOverBmpIsLearnedWithoutEndOfRibAfterTwoMinutes() {
        pe1.bmpUp();
        pe1.open(Source.BMP_POST_POLICY, EXIT_A, V4);
        routes.clock.addAndGet(119_999_999_999L);
        assertFalse(routes.rib.complete("pe1"));
        pe1.tidy(1);
        long changes = routes.feed.last();

        routes.clock.incrementAndGet();

        assertTrue(routes.rib.complete("pe1"));
        pe1.tidy(1);
        pe1.tidy(1);
        assertEquals(1, routes.feed.last() - changes, "told once");
        pe1.bmpUp();
        assertFalse(routes.rib.complete("pe1"));

        pe1.bgpUp(THE_ROUTER, V4);
        routes.clock.addAndGet(1_000_000_000_000L);
        assertFalse(routes.rib.complete("pe1"), "BGP has End-of-RIB");
    }

    /** H11. */
    @Test
    void ourOwnOverridesAreNeverCandidates() {
        pe1.bmpUp();
        AdjRibIn a = pe1.open(Source.BMP_POST_POLICY, EXIT_A, V4);
        AdjRibIn us = pe1.open(Source.BMP_POST_POLICY, OURSELVES, V4);
        AdjRibIn pe2 =
                pe1.open(
                        Source.BMP_POST_POLICY,
                        new PeerFacts(Routes.ROUTER, 64500, Routes.ROUTER, false),
                        V4);
        a.update(announce(P, 0, HOP_A, attributes(64511)));
        us.update(announce(P, 0, HOP_B, attributes(64512))); // by the peer's address
        pe2.update(announce(P, 0, HOP_B, marked(attributes(64512)))); // by the marker
        pe2.update(announce(P, 1, HOP_B, reflectedFromUs())); // by ORIGINATOR_ID

        assertEquals(List.of(HOP_A), nextHops(P));
        assertEquals(4, pe1.everything(P).size());
        assertEquals(3, pe1.everything(P).stream().filter(HeldPath::own).count());
    }

    private static PathAttributes reflectedFromUs() {
        return new PathAttributes(
                Origin.IGP,
                AsPath.sequence(List.of(64512L)),
                null,
                null,
                100L,
                PathAttributes.Aggregate.NONE,
                PathAttributes.Communities.NONE,
                new PathAttributes.Reflection(Routes.US, List.of(Routes.ROUTER)),
                List.of());
    }

    @Test
    void whatAPolicyHasNotPassedIsNoCandidate() {
        pe1.bmpUp();
        pe1.open(Source.BMP_PRE_POLICY, EXIT_A, V4)
                .update(announce(P, 0, HOP_A, attributes(64511)));
        pe1.open(Source.BMP_LOC_RIB, EXIT_A, V4).update(announce(P, 0, HOP_A, attributes(64511)));

        assertEquals(List.of(), nextHops(P));
        assertEquals(2, pe1.everything(P).size());
    }

    @Test
    void candidatesAreTheExitsThatHoldARoute() {
        pe1.bmpUp();
        AdjRibIn a = pe1.open(Source.BMP_POST_POLICY, EXIT_A, V4);
        AdjRibIn b = pe1.open(Source.BMP_POST_POLICY, EXIT_B, V4);
        AdjRibIn us = pe1.open(Source.BMP_POST_POLICY, OURSELVES, V4);
        a.update(announce(P, 0, HOP_A, attributes(64511, 64496)));
        routes.clock.set(3_000);
        b.update(announce(P, 0, HOP_B, attributes(64512, 64496)));
        a.update(endOfRib(Family.IPV4_UNICAST));
        b.update(endOfRib(Family.IPV4_UNICAST));

        List<ExitCandidate> before = routes.rib.candidates(P);
        assertEquals(List.of("a", "b"), before.stream().map(c -> c.exit().name()).toList());
        assertEquals(List.of(true, false), before.stream().map(ExitCandidate::used).toList());
        assertEquals(
                List.of(1_000L, 3_000L), before.stream().map(ExitCandidate::sinceEpochNs).toList());

        us.update(announce(P, 0, HOP_B, marked(attributes(64512, 64496))));
        List<ExitCandidate> during = routes.rib.candidates(P);
        assertEquals(List.of(false, true), during.stream().map(ExitCandidate::used).toList());
        assertEquals(1, during.get(1).paths().size(), "the override is not among them");

        b.close();
        assertEquals(1, routes.rib.candidates(P).size(), "an override is no route of its exit");
    }

    @Test
    void locRibSaysWhatIsUsed() {
        pe1.bmpUp();
        pe1.open(Source.BMP_POST_POLICY, EXIT_A, V4)
                .update(announce(P, 0, HOP_A, attributes(64511)));
        AdjRibIn loc = pe1.open(Source.BMP_LOC_RIB, THE_ROUTER, V4);
        assertEquals(List.of(), routes.rib.used("pe1", P).nextHops(), "the router has no route");

        loc.update(announce(P, 1, HOP_A, attributes(64511)));
        loc.update(announce(P, 2, HOP_B, attributes(64512)));

        UsedPath used = routes.rib.used("pe1", P);
        assertEquals(UsedPath.How.LOC_RIB, used.how());
        assertEquals(2, used.nextHops().size(), "equal-cost paths");
    }

    @Test
    void withoutBmpAnAnnouncedOverrideCountsAsUsed() {
        AdjRibIn session = pe1.bgpUp(THE_ROUTER, V4);
        session.update(announce(P, 1, HOP_A, attributes(64511)));
        session.update(announce(P, 2, HOP_B, attributes(64512, 64512)));
        assertEquals(List.of(HOP_A), routes.rib.used("pe1", P).nextHops());

        routes.rib
                .announced("pe1")
                .announced(
                        new AdjRibOut.Announced(
                                Nlri.of(P), HOP_B, marked(attributes(64512, 64512)), 5));

        assertEquals(List.of(HOP_B), routes.rib.used("pe1", P).nextHops());
        assertEquals(UsedPath.How.OVERRIDE, routes.rib.used("pe1", P).how());
    }

    /**
     * G11: only what bears our mark is kept of Adj-RIB-Out, and any of it at an eBGP peer leaks.
     */
    @Test
    void aMarkedRouteAnnouncedToAnExternalPeerIsALeak() {
        pe1.bmpUp();
        AdjRibIn out = pe1.open(Source.BMP_ADJ_RIB_OUT, EXIT_A, V4);
        out.update(announce(P, 0, HOP_B, attributes(64512)));
        assertEquals(List.of(), pe1.leaks(10));
        assertEquals(0, pe1.size().paths());

        out.update(announce(P, 0, HOP_B, marked(attributes(64512))));
        assertEquals(P, pe1.leaks(10).get(0).path().prefix());

        out.update(announce(P, 0, HOP_B, attributes(64512)));
        assertEquals(List.of(), pe1.leaks(10), "replaced by one without the mark");
    }

    @Test
    void boundsRefuseWhatIsNewAndTheRouterIsNotComplete() {
        Routes small = new Routes(new RibLimits(3, 2, 2, 1_000_000));
        AdjRibIn session = small.pe1().bgpUp(THE_ROUTER, V4);
        session.update(announce(P, 1, HOP_A, attributes(64511)));
        session.update(announce(P, 2, HOP_B, attributes(64512)));
        session.update(endOfRib(Family.IPV4_UNICAST));
        assertTrue(small.rib.complete("pe1"));

        session.update(announce(P, 3, HOP_A, attributes(64511)));
        session.update(announce(P, 1, HOP_B, attributes(64512)));

        assertFalse(small.rib.complete("pe1"));
        assertEquals(2, small.rib.paths("pe1", P).size());
        assertEquals(1, small.counters.get(RibCounter.PATHS_REFUSED));
        assertEquals(HOP_B, small.rib.paths("pe1", P).get(0).nextHop(), "a replacement is taken");
    }

    @Test
    void pathsThatAreGoneMakeRoomBeforeOneIsRefused() {
        Routes small = new Routes(new RibLimits(1, 1, 1, 1_000_000));
        AdjRibIn first = small.pe1().bgpUp(THE_ROUTER, V4);
        first.update(announce(P, 1, HOP_A, attributes(64511)));
        small.pe1().bgpDown();

        AdjRibIn second = small.pe1().bgpUp(THE_ROUTER, V4);
        second.update(announce(Prefix.parse("192.0.2.0/24"), 1, HOP_A, attributes(64511)));

        assertEquals(0, small.counters.get(RibCounter.PATHS_REFUSED));
        assertEquals(1, small.pe1().size().paths());
    }

    @Test
    void aReplacementWhoseAttributesHaveNoRoomWithdraws() {
        Routes small = new Routes(new RibLimits(9, 9, 9, 500));
        AdjRibIn session = small.pe1().bgpUp(THE_ROUTER, V4);
        session.update(announce(P, 1, HOP_A, attributes(64511)));

        session.update(announce(P, 1, HOP_A, attributes(64512)));

        assertEquals(List.of(), small.rib.paths("pe1", P), "the old path is certainly gone");
    }

    @Test
    void anAnnouncementWithoutNextHopWithdraws() {
        AdjRibIn session = pe1.bgpUp(THE_ROUTER, V4);
        session.update(announce(P, 0, HOP_A, attributes(64511)));

        RouteGroup bare = RouteGroup.withdrawn(Family.IPV4_UNICAST, List.of(Nlri.of(P)));
        session.update(
                new UpdateMessage(List.of(), List.of(bare), attributes(64511), Optional.empty()));

        assertEquals(List.of(), nextHops(P));
        assertEquals(1, routes.counters.get(RibCounter.WITHOUT_NEXT_HOP));
    }

    @Test
    void prefixesInsideOneAreListedInOrder() {
        AdjRibIn session = pe1.bgpUp(THE_ROUTER, BOTH);
        for (String text : List.of("203.0.113.128/25", "203.0.113.0/24", "198.51.100.0/24")) {
            session.update(announce(Prefix.parse(text), 0, HOP_A, attributes(64511)));
        }
        session.update(announce(P6, 0, HOP_A, attributes(64511)));

        assertEquals(
                List.of(P, Prefix.parse("203.0.113.128/25")),
                pe1.within(Prefix.parse("203.0.112.0/20"), 10));
        assertEquals(1, pe1.within(Prefix.parse("0.0.0.0/0"), 1).size());
        assertEquals(List.of(P6), pe1.within(Prefix.parse("::/0"), 10));
    }

    /** FRR before mid-2026 reports announcements before policy as withdrawals. */
    @Test
    void aPeerThatOnlyWithdrawsIsFlagged() {
        pe1.bmpUp();
        AdjRibIn a = pe1.open(Source.BMP_PRE_POLICY, EXIT_A, V4);
        for (int i = 0; i < 100; i++) {
            assertFalse(a.status().get(0).onlyWithdraws());
            a.update(withdraw(P, i));
        }
        assertTrue(a.status().get(0).onlyWithdraws());
        a.update(announce(P, 0, HOP_A, attributes(64511)));
        assertFalse(a.status().get(0).onlyWithdraws());
    }

    @Test
    void anUnknownRouterOfAnExitIsAMistake() {
        assertThrows(IllegalArgumentException.class, () -> routes.rib.router("nobody"));
        assertThrows(IllegalArgumentException.class, () -> routes.rib.announced("nobody"));
    }
}
