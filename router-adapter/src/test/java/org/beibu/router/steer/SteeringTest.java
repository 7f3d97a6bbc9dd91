package org.beibu.router.steer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.beibu.model.Address;
import org.beibu.model.Prefix;
import org.beibu.router.audit.AuditEvent.Action;
import org.beibu.router.bgp.message.AsPath;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.bgp.message.UpdateMessage;
import org.beibu.router.guard.FakeRib;
import org.beibu.router.guard.GuardConfig;
import org.beibu.router.guard.OverrideKey;
import org.beibu.router.guard.RefusalReason;
import org.beibu.router.recommendation.Offers;
import org.beibu.router.rpki.Vrp;
import org.beibu.router.rpki.VrpTable;
import org.junit.jupiter.api.Test;

class SteeringTest {
    private static final OverrideKey KEY = new OverrideKey("pe", Prefix.parse(Bench.PREFIX));

    private final Bench bench = new Bench();

    private Bench steered() {
        bench.settled();
        bench.accept(bench.offer().good());
        assertEquals(List.of(Bench.PREFIX), bench.prefixes());
        return bench;
    }

    @Test
    void anOverrideIsTheLearnedPathWithOurMarks() {
        steered();

        UpdateMessage update = bench.sent.get(0);
        PathAttributes attributes = update.attributes();
        assertEquals("64510 64600 64600", String.valueOf(attributes.asPath()));
        assertEquals(Address.parse(Bench.B), attributes.nextHop());
        assertEquals(200L, attributes.localPref());
        assertEquals(
                List.of(Bench.OWN.marker(), PathAttributes.Communities.NO_EXPORT),
                attributes.communities().plain());
        assertEquals(
                List.of(Bench.OWN.changeCommunity(OverrideMaker.changeId("r-1"))),
                attributes.communities().large());
        assertEquals(1, bench.sent.size());
        assertEquals(Prefix.parse(Bench.PREFIX), update.announced().get(0).nlri().get(0).prefix());
    }

    @Test
    void nothingIsSaidTwice() {
        steered().renewed(bench.offer(), 120);

        assertEquals(1, bench.sent.size());
        assertEquals(120, bench.counters.get(SteeringCounter.STEERING_RENEWALS));
    }

    @Test
    void withoutFreshEvidenceTheLeaseEnds() {
        steered().rounds(29);
        assertEquals(List.of(Bench.PREFIX), bench.prefixes());

        bench.rounds(2);
        assertEquals(List.of(), bench.prefixes());
        assertEquals(1, bench.counters.get(SteeringCounter.STEERING_ENDED));
    }

    @Test
    void theSameEvidenceAgainRenewsNothing() {
        bench.settled();
        Offers offer = bench.offer();
        bench.accept(offer.good());
        for (int i = 0; i < 31; i++) {
            bench.rounds(1);
            assertFalse(bench.accept(offer.good()).done());
        }

        assertEquals(List.of(), bench.prefixes());
    }

    @Test
    void anIdKeepsItsMove() {
        steered();

        Outcome outcome =
                bench.accept(
                        bench.offer()
                                .again(bench.wall.plusSeconds(1))
                                .prefixes(Bench.OTHER)
                                .good());

        assertFalse(outcome.done());
        assertTrue(outcome.line().contains("another move"), outcome::line);
    }

    @Test
    void anExitThatIsNotConfiguredIsNotSteeredTo() {
        bench.settled();

        Outcome outcome = bench.accept(bench.offer().to("exit-a", "exit-z").good());

        assertEquals("r-1: no exit exit-z is configured for steering", outcome.line());
    }

    @Test
    void freezeWithdrawsAtOnceAndHoldsUntilThaw() {
        steered();
        bench.steering.freeze("li", "maintenance", bench.now());
        assertEquals(List.of(), bench.prefixes());

        bench.renewed(bench.offer(), 100);
        assertEquals(List.of(), bench.prefixes());

        bench.steering.thaw("li", "done", bench.now());
        bench.renewed(bench.offer(), 1);
        assertEquals(List.of(Bench.PREFIX), bench.prefixes());
        assertEquals(1, bench.count(Action.FROZEN));
        assertEquals(1, bench.count(Action.THAWED));
    }

    @Test
    void aFreezeOutlivesARestart() {
        bench.frozen = Optional.of("frozen by li: maintenance");
        bench.build();
        bench.settled();

        bench.accept(bench.offer().good());

        assertEquals(List.of("refused frozen: frozen by li: maintenance"), bench.states());
    }

    @Test
    void aRestartAnnouncesNothingBeforeEndOfRibAndAFullProbeWindow() {
        steered();
        bench.build();
        bench.rib.loading("pe");
        bench.renewed(bench.offer(), 70);
        assertEquals(List.of(), bench.prefixes());

        bench.rib.settled("pe");
        bench.renewed(bench.offer(), 60);
        assertEquals(List.of(), bench.prefixes());
        bench.renewed(bench.offer(), 1);
        assertEquals(List.of(Bench.PREFIX), bench.prefixes());
    }

    @Test
    void aLostSessionIsForgottenWithoutAWordAndSettlesAnew() {
        steered();
        bench.rib.down("pe");
        bench.steering.event(new SteeringEvent.SessionDown("pe", "hold timer"), bench.now());
        assertEquals(1, bench.sent.size());
        assertEquals(List.of(), bench.steering.announced());

        bench.rib.settled("pe");
        bench.renewed(bench.offer(), 60);
        assertEquals(1, bench.sent.size());
        bench.renewed(bench.offer(), 40);
        assertEquals(2, bench.sent.size());
    }

    @Test
    void anOverrideThatTheRouterDoesNotUseIsWithdrawnAndLeftAlone() {
        bench.use = UseView.Use.NOT_USED;
        steered().renewed(bench.offer(), 9);
        assertEquals(List.of(Bench.PREFIX), bench.prefixes());

        bench.renewed(bench.offer(), 1);
        assertEquals(List.of(), bench.prefixes());
        assertTrue(
                bench.states().get(0).contains("pe is not seen to use it"),
                bench.states()::toString);
        assertEquals(1, bench.counters.get(SteeringCounter.STEERING_NOT_CONFIRMED));

        bench.renewed(bench.offer(), 298);
        assertEquals(List.of(), bench.prefixes());
    }

    @Test
    void whatTheRouterIsSeenToUseIsConfirmedOnce() {
        bench.use = UseView.Use.USED;
        steered().renewed(bench.offer(), 60);

        assertEquals(List.of(Bench.PREFIX), bench.prefixes());
        assertEquals(1, bench.count(Action.CONFIRMED));
    }

    @Test
    void aChangedPathIsAnnouncedAgainAndIsNoMove() {
        steered();
        bench.rib.remove("pe", KEY.prefix(), Address.parse(Bench.B));
        bench.rib.add(FakeRib.path("pe", Bench.PREFIX, Bench.B, 64510L, 64505L, 64600L));
        bench.renewed(bench.offer(), 1);

        assertEquals(2, bench.sent.size());
        assertEquals("64510 64505 64600", String.valueOf(bench.sent.get(1).attributes().asPath()));
        assertEquals(1, bench.counters.get(SteeringCounter.STEERING_REFRESHED));
        assertEquals(1, bench.counters.get(SteeringCounter.STEERING_ANNOUNCED));
    }

    @Test
    void aRouteThatFlapsIsDamped() {
        bench.settled();
        Offers offer = bench.offer();
        bench.accept(offer.good());
        for (int i = 0; i < 3; i++) {
            bench.rib.remove("pe", KEY.prefix(), Address.parse(Bench.B));
            bench.renewed(offer, 50);
            bench.rib.add(FakeRib.path("pe", Bench.PREFIX, Bench.B, 64510L, 64600L));
            bench.renewed(offer, 50);
        }

        assertTrue(bench.states().get(0).contains("flapping"), bench.states()::toString);
        bench.renewed(offer, 1_800);
        assertEquals(List.of("active allowed"), bench.states());
    }

    @Test
    void whatStandsIsKeptWhenAnotherRecommendationContradicts() {
        steered();
        Offers first = bench.offer();
        Offers second = bench.offer().id("r-2").to("exit-b", "exit-a");
        for (int i = 0; i < 200; i++) {
            bench.pass(Duration.ofSeconds(1));
            bench.accept(first.again(bench.wall).good());
            bench.accept(second.again(bench.wall).good());
            bench.steering.reconcile(bench.now());
        }

        assertEquals(1, bench.sent.size());
        assertTrue(bench.states().get(1).contains("contradiction"), bench.states()::toString);
    }

    @Test
    void budgetsHoldBackMovesAndNeverWithdrawals() {
        bench.guards =
                bench.guards.with(
                        new GuardConfig.Pace(
                                1, 200, 1, Duration.ofMinutes(1), Duration.ofSeconds(90), 10, 10));
        bench.build();
        bench.settled();
        bench.accept(bench.offer().prefixes(Bench.PREFIX, Bench.OTHER).good());
        assertEquals(1, bench.prefixes().size());
        assertTrue(
                bench.states().stream().anyMatch(s -> s.contains("change-budget")),
                bench.states()::toString);

        bench.steering.event(new SteeringEvent.ExitDown("exit-b", "link down"), bench.now());
        assertEquals(List.of(), bench.prefixes());
    }

    @Test
    void aStepOfTheClockEndsWhatWasBelieved() {
        steered();
        bench.wall = bench.wall.plusSeconds(5);
        bench.rounds(1);

        assertEquals(List.of(), bench.prefixes());
        assertTrue(bench.states().get(0).contains("clock"), bench.states()::toString);
    }

    @Test
    void whatCannotBeWrittenDownIsNotAnnouncedButIsWithdrawn() {
        bench.settled();
        bench.logBroken = true;
        bench.accept(bench.offer().good());
        assertEquals(List.of(), bench.prefixes());
        assertEquals(List.of(), bench.steering.announced());

        bench.logBroken = false;
        bench.rounds(1);
        assertEquals(List.of(Bench.PREFIX), bench.prefixes());
        bench.logBroken = true;
        bench.steering.freeze("li", "disk full", bench.now());
        assertEquals(List.of(), bench.prefixes());
        assertTrue(bench.counters.get(SteeringCounter.STEERING_AUDIT_FAULTS) > 0);
    }

    @Test
    void refusalsAreCountedAndLoggedOnce() {
        bench.settled();
        bench.rib.remove("pe", KEY.prefix(), Address.parse(Bench.B));
        bench.accept(bench.offer().good());
        bench.renewed(bench.offer(), 50);

        assertEquals(1, bench.counters.get(RefusalReason.EXIT_ROUTE));
        assertEquals(1, bench.count(Action.REFUSED));
    }

    @Test
    void ipv6GoesItsOwnWay() {
        bench.settled();
        bench.accept(bench.offer().prefixes(Bench.SIX).good());

        UpdateMessage update = bench.sent.get(0);
        assertEquals("2/1", update.announced().get(0).family().toString());
        assertEquals(Address.parse("2001:db8:b::2"), update.announced().get(0).nextHop());
        assertEquals(null, update.attributes().nextHop());
    }

    @Test
    void prefixesOfOneKindShareAMessage() {
        bench.settled();
        bench.accept(bench.offer().prefixes(Bench.PREFIX, Bench.OTHER).good());

        assertEquals(1, bench.sent.size());
        assertEquals(2, bench.sent.get(0).announced().get(0).nlri().size());
    }

    @Test
    void aSwitchedOffSteeringSaysSo() {
        bench.on = false;
        bench.build();
        bench.settled();
        bench.accept(bench.offer().good());

        assertEquals(
                List.of("refused steering-off: switched off by the configuration"), bench.states());
    }

    @Test
    void anInvalidOriginEndsAnOverride() {
        steered();
        bench.vrps = VrpTable.of(List.of(new Vrp(KEY.prefix(), 24, 64999)));

        bench.renewed(bench.offer(), 1);

        assertEquals(List.of(), bench.prefixes());
    }

    @Test
    void theLogSaysWhyBeforeAndAfter() {
        steered();
        bench.steering.event(new SteeringEvent.ExitDown("exit-b", "link down"), bench.now());

        var announced = bench.log.stream().filter(e -> e.action() == Action.ANNOUNCED).findFirst();
        assertTrue(announced.isPresent());
        assertEquals("the router's own choice", announced.get().change().before());
        assertEquals(
                "by exit-b, next hop 198.51.100.2, AS_PATH 64510 64600 64600, LOCAL_PREF 200",
                announced.get().change().after());
        assertTrue(announced.get().why().contains("p50 40.000 ms instead of 60.000 ms"));
        var withdrawn = bench.log.stream().filter(e -> e.action() == Action.WITHDRAWN).findFirst();
        assertEquals("link down", withdrawn.orElseThrow().why());
        assertEquals(
                AsPath.sequence(List.of(64510L, 64600L, 64600L)),
                bench.sent.get(0).attributes().asPath());
    }
}
