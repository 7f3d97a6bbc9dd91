package org.beibu.router.bmp;

import static org.beibu.router.bmp.Messages.ADD_PATH;
import static org.beibu.router.bmp.Messages.FOUR;
import static org.beibu.router.bmp.Messages.OUT;
import static org.beibu.router.bmp.Messages.POST;
import static org.beibu.router.bmp.Messages.TWO;
import static org.beibu.router.bmp.Messages.TWO_OCTET_AS;
import static org.beibu.router.bmp.Messages.announce;
import static org.beibu.router.bmp.Messages.attributes;
import static org.beibu.router.bmp.Messages.bgp;
import static org.beibu.router.bmp.Messages.endOfRib;
import static org.beibu.router.bmp.Messages.initiation;
import static org.beibu.router.bmp.Messages.message;
import static org.beibu.router.bmp.Messages.monitoring;
import static org.beibu.router.bmp.Messages.open;
import static org.beibu.router.bmp.Messages.peerDown;
import static org.beibu.router.bmp.Messages.peerUp;
import static org.beibu.router.bmp.Messages.tlv;
import static org.beibu.router.bmp.Messages.withdraw;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.beibu.model.Address;
import org.beibu.model.Prefix;
import org.beibu.router.bgp.message.Capability;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.OpenMessage;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.bmp.Messages.Peer;
import org.beibu.router.rib.HeldPath;
import org.beibu.router.rib.LearnedPath;
import org.beibu.router.rib.LearnedPath.Source;
import org.beibu.router.rib.PeerStatus;
import org.beibu.router.rib.UsedPath;
import org.junit.jupiter.api.Test;

class BmpSessionTest {
    private static final Prefix P = Prefix.parse("203.0.113.0/24");
    private static final PathAttributes BY_A = attributes(Peer.A.address(), 64511L, 64496L);
    private static final PathAttributes BY_B = attributes(Peer.B.address(), 64512L, 64496L);

    private final Bench bench = new Bench();

    private static byte[] post(Peer peer, PathAttributes attributes) {
        return monitoring(peer.with(POST), bgp(announce(P, 0, attributes), FOUR));
    }

    @Test
    void whatIsMonitoredAfterPolicyIsInTheTables() {
        assertNull(
                bench.feed(
                        initiation(),
                        peerUp(Peer.A),
                        peerUp(Peer.B),
                        post(Peer.A, BY_A),
                        post(Peer.B, BY_B)));

        assertEquals("pe1 FRRouting 8.4.4", bench.session().description());
        assertTrue(bench.rib.sessionUp("pe1"));
        assertEquals(2, bench.paths(P).size());
        LearnedPath first = bench.paths(P).get(0);
        assertEquals(Source.BMP_POST_POLICY, first.source());
        assertEquals(Peer.A.address(), first.peer());
        assertEquals(BY_A, first.attributes());

        bench.feed(peerDown(Peer.A));
        assertEquals(1, bench.paths(P).size());
        bench.feed(monitoring(Peer.B.with(POST), bgp(withdraw(P, 0), FOUR)));
        assertEquals(0, bench.paths(P).size());
    }

    @Test
    void aRouterIsCompleteWhenEachPeerHasHadEndOfRib() {
        byte[] end = bgp(endOfRib(), FOUR);
        bench.feed(initiation(), peerUp(Peer.A), peerUp(Peer.B));
        bench.feed(monitoring(Peer.A.with(POST), end));
        assertFalse(bench.rib.complete("pe1"));

        bench.feed(monitoring(Peer.B.with(POST), end));

        assertTrue(bench.rib.complete("pe1"));
    }

    @Test
    void anythingBeforeInitiationEndsTheSession() {
        assertEquals("a message before Initiation", bench.feed(peerUp(Peer.A)));
    }

    @Test
    void aTerminationEndsTheSessionInOrder() {
        String reason = bench.feed(initiation(), message(5, tlv(1, (byte) 0, (byte) 3)));

        assertEquals("the router says: redundant connection", reason);
        assertTrue(bench.session().isTerminated());
    }

    @Test
    void theEndOfTheSessionLeavesNothing() {
        bench.feed(initiation(), peerUp(Peer.A), post(Peer.A, BY_A));

        bench.session().close();

        assertEquals(List.of(), bench.paths(P));
        assertFalse(bench.rib.sessionUp("pe1"));
        bench.rib.router("pe1").tidy(1_000);
        assertEquals(0, bench.rib.router("pe1").size().paths());
    }

    @Test
    void messagesOfAPeerThatIsNotUpAreCountedAndIgnored() {
        assertNull(
                bench.feed(
                        initiation(),
                        post(Peer.A, BY_A),
                        peerDown(Peer.A),
                        message(1, Peer.A.header(), new byte[4])));

        assertEquals(3, bench.count(BmpCounter.PEER_NOT_UP));
        assertEquals(List.of(), bench.paths(P));
    }

    /** Huawei sends a Peer Up for each view of a peer. */
    @Test
    void aPeerUpThatRepeatsAnotherChangesNothingAndANewSessionStartsFromNothing() {
        bench.feed(initiation(), peerUp(Peer.A), post(Peer.A, BY_A), peerUp(Peer.A.with(POST)));
        assertEquals(1, bench.count(BmpCounter.PEERS_UP_AGAIN));
        assertEquals(1, bench.paths(P).size());

        OpenMessage other =
                new OpenMessage(64511, 30, Peer.A.address(), open(64511).capabilities());
        bench.feed(peerUp(Peer.A, open(64500), other));
        assertEquals(List.of(), bench.paths(P));
        assertEquals(2, bench.count(BmpCounter.PEERS_UP));
    }

    @Test
    void prePolicyIsKeptButNoCandidate() {
        bench.feed(
                initiation(), peerUp(Peer.A), monitoring(Peer.A, bgp(announce(P, 0, BY_A), FOUR)));

        assertEquals(List.of(), bench.paths(P));
        List<HeldPath> all = bench.rib.router("pe1").everything(P);
        assertEquals(Source.BMP_PRE_POLICY, all.get(0).path().source());
    }

    @Test
    void aPeerThatOnlyWithdrawsBeforePolicyIsFlagged() {
        bench.feed(initiation(), peerUp(Peer.A));
        for (int i = 0; i < 200; i++) {
            bench.feed(monitoring(Peer.A, bgp(withdraw(P, 0), FOUR)));
        }
        List<PeerStatus> flagged =
                bench.rib.router("pe1").peers().stream().filter(PeerStatus::onlyWithdraws).toList();
        assertEquals(1, flagged.size());
        assertEquals(Source.BMP_PRE_POLICY, flagged.get(0).source());
    }

    @Test
    void locRibSaysWhatTheRouterUses() {
        bench.feed(
                initiation(),
                peerUp(Peer.A),
                peerUp(Peer.B),
                peerUp(Peer.LOC_RIB, open(64500), open(64500)),
                post(Peer.A, BY_A),
                post(Peer.B, BY_B),
                monitoring(Peer.LOC_RIB, bgp(announce(P, 0, BY_B), FOUR)));

        UsedPath used = bench.rib.used("pe1", P);

        assertEquals(UsedPath.How.LOC_RIB, used.how());
        assertEquals(List.of(Peer.B.address()), used.nextHops());
    }

    @Test
    void aMarkedRouteInAdjRibOutAfterPolicyIsALeak() {
        PathAttributes marked =
                new PathAttributes(
                        BY_B.origin(),
                        BY_B.asPath(),
                        BY_B.nextHop(),
                        null,
                        null,
                        PathAttributes.Aggregate.NONE,
                        new PathAttributes.Communities(List.of(Bench.MARKER), List.of(), List.of()),
                        PathAttributes.Reflection.NONE,
                        List.of());
        byte[] update = bgp(announce(P, 0, marked), FOUR);
        bench.feed(initiation(), peerUp(Peer.A), monitoring(Peer.A.with(OUT), update));
        assertEquals(1, bench.count(BmpCounter.PRE_POLICY_OUT));
        assertEquals(0, bench.rib.router("pe1").leaks(5).size());

        bench.feed(monitoring(Peer.A.with(OUT | POST), update));

        assertEquals(1, bench.rib.router("pe1").leaks(5).size());
    }

    @Test
    void theAFlagSaysHowWideAsNumbersAre() {
        bench.feed(
                initiation(),
                peerUp(Peer.A),
                monitoring(Peer.A.with(POST | TWO_OCTET_AS), bgp(announce(P, 0, BY_A), TWO)));

        assertEquals(BY_A.asPath(), bench.paths(P).get(0).attributes().asPath());
    }

    private static OpenMessage addPath(long asNumber) {
        return open(
                asNumber,
                new Capability.AddPath(
                        List.of(new Capability.AddPathFamily(Family.IPV4_UNICAST, true, true))));
    }

    @Test
    void pathIdentifiersAreReadWhereTheOpensAgreedOnThem() {
        bench.feed(initiation(), peerUp(Peer.A, addPath(64500), addPath(64511)));
        bench.feed(
                monitoring(Peer.A.with(POST), bgp(announce(P, 1, BY_A), ADD_PATH)),
                monitoring(Peer.A.with(POST), bgp(announce(P, 2, BY_B), ADD_PATH)));

        assertEquals(
                List.of(1L, 2L),
                bench.paths(P).stream().map(LearnedPath::pathId).sorted().toList());
        assertEquals(0, bench.count(BmpCounter.PATH_IDS_LEFT_OUT));
    }

    /** FRR agrees on ADD-PATH with its peer and leaves the path identifiers out of BMP. */
    @Test
    void pathIdentifiersThatWereAgreedOnAndLeftOutAreNoticed() {
        bench.feed(initiation(), peerUp(Peer.A, addPath(64500), addPath(64511)));
        bench.feed(post(Peer.A, BY_A));

        assertEquals(List.of(0L), bench.paths(P).stream().map(LearnedPath::pathId).toList());
        assertEquals(1, bench.count(BmpCounter.PATH_IDS_LEFT_OUT));

        byte[] zeros = bgp(announce(Prefix.parse("0.0.0.0/0"), 0, BY_A), FOUR);
        bench.feed(monitoring(Peer.A.with(POST), zeros));
        assertEquals(1, bench.paths(Prefix.parse("0.0.0.0/0")).size());
        assertEquals(0, bench.count(BmpCounter.PEERS_GIVEN_UP));
    }

    @Test
    void anUpdateThatWouldResetASessionGivesUpItsPeerUntilItComesUpAgain() {
        bench.feed(initiation(), peerUp(Peer.A), peerUp(Peer.B), post(Peer.A, BY_A));
        bench.feed(post(Peer.B, BY_B));
        byte[] broken = bgp(announce(P, 0, BY_A), FOUR);
        broken[20] = 77; // Withdrawn Routes Length, beyond the end

        assertNull(bench.feed(monitoring(Peer.A.with(POST), broken)));
        assertNull(bench.feed(post(Peer.A, BY_A)));

        assertEquals(1, bench.count(BmpCounter.PEERS_GIVEN_UP));
        assertEquals(1, bench.count(BmpCounter.PEER_NOT_UP));
        assertEquals(1, bench.paths(P).size(), "the other peer is believed");
        bench.feed(peerDown(Peer.A), peerUp(Peer.A), post(Peer.A, BY_A));
        assertEquals(2, bench.paths(P).size());
    }

    @Test
    void aMalformedAttributeWithdraws() {
        bench.feed(initiation(), peerUp(Peer.A), post(Peer.A, BY_A));
        byte[] update = bgp(announce(P, 0, BY_A), FOUR);
        update[26] = 9; // ORIGIN 9

        bench.feed(monitoring(Peer.A.with(POST), update));

        assertEquals(1, bench.count(BmpCounter.UPDATES_WITHDRAWN));
        assertEquals(List.of(), bench.paths(P));
    }

    /** FRR writes Adj-RIB-In for BMP as it would write it to the peer. */
    @Test
    void theRoutersOwnAsInFrontOfAnExternalPeersIsRemoved() {
        PathAttributes asFrr = attributes(Peer.A.address(), 64500L, 64511L, 64496L);
        PathAttributes loop = attributes(Peer.A.address(), 64500L, 64496L);
        Prefix other = Prefix.parse("192.0.2.0/24");
        bench.feed(initiation(), peerUp(Peer.A), post(Peer.A, asFrr));
        bench.feed(monitoring(Peer.A.with(POST), bgp(announce(other, 0, loop), FOUR)));

        assertEquals(BY_A, bench.paths(P).get(0).attributes());
        assertEquals(loop, bench.paths(other).get(0).attributes(), "not FRR's doing");
        assertEquals(1, bench.count(BmpCounter.OWN_AS_REMOVED));

        bench.feed(monitoring(Peer.A.with(OUT | POST), bgp(announce(P, 0, asFrr), FOUR)));
        assertEquals(1, bench.count(BmpCounter.OWN_AS_REMOVED), "what is sent may begin so");
    }

    @Test
    void otherInstancesAreNotLearnedUnlessAskedFor() {
        Peer red = new Peer(1, 0, 0x0000_fbf0_0000_0011L, Peer.A.address(), 64511);
        bench.feed(initiation(), peerUp(red), post(red, BY_A));
        assertEquals(2, bench.count(BmpCounter.OTHER_INSTANCE));
        assertEquals(List.of(), bench.paths(P));

        bench.session().close();
        bench.session(red.distinguisher());
        bench.feed(initiation(), peerUp(red), peerUp(Peer.B), post(red, BY_A));
        assertEquals(1, bench.paths(P).size());
        assertEquals(3, bench.count(BmpCounter.OTHER_INSTANCE));
    }

    @Test
    void ourOwnSessionIsSeenAndNotTakenForAnExit() {
        Peer us = new Peer(0, 0, 0, Address.parse("192.0.2.9"), 64500);
        bench.feed(initiation(), peerUp(us), post(us, BY_A));

        assertEquals(List.of(), bench.paths(P));
        assertTrue(bench.rib.router("pe1").everything(P).get(0).own());
    }

    @Test
    void malformedMessagesAreCountedByWhatTheyTake() {
        bench.feed(initiation(), peerUp(Peer.A), post(Peer.A, BY_A));
        assertNull(bench.feed(message(1, Peer.A.header(), new byte[] {0, 0, 0, 1, 0})));
        assertEquals(1, bench.paths(P).size(), "statistics are not needed");

        assertNull(bench.feed(message(3, Peer.A.header(), new byte[30])));
        assertEquals(0, bench.paths(P).size(), "a Peer Up that cannot be read");
        assertEquals(
                "the Per-Peer Header is cut off",
                bench.feed(message(0, new byte[12])),
                "whose message was that?");
        assertEquals(3, bench.count(BmpCounter.MALFORMED));
    }

    @Test
    void statisticsMirroringAndUnknownTypesAreCounted() {
        bench.feed(
                initiation(),
                peerUp(Peer.A),
                message(1, Peer.A.header(), new byte[4]),
                message(6, Peer.A.header(), tlv(1, (byte) 0, (byte) 1)),
                message(9));

        assertEquals(1, bench.count(BmpCounter.STATISTICS_REPORTS));
        assertEquals(1, bench.count(BmpCounter.ROUTE_MIRRORING));
        assertEquals(1, bench.count(BmpCounter.UNKNOWN_TYPE));
    }
}
