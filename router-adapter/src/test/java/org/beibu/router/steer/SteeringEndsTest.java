package org.beibu.router.steer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.beibu.model.Address;
import org.beibu.model.Prefix;
import org.beibu.router.guard.OverrideKey;
import org.junit.jupiter.api.Test;

/** What ends an override at once. */
class SteeringEndsTest {
    private static final OverrideKey KEY = new OverrideKey("pe", Prefix.parse(Bench.PREFIX));

    private final Bench bench = new Bench();

    private Bench steered() {
        bench.settled();
        bench.accept(bench.offer().good());
        assertEquals(List.of(Bench.PREFIX), bench.prefixes());
        return bench;
    }

    @Test
    void theLossOfTheRouteWithdrawsAtOnceAndCountsAsFlap() {
        steered();
        bench.rib.remove("pe", KEY.prefix(), Address.parse(Bench.B));

        List<OverrideKey> gone =
                bench.steering.event(
                        new SteeringEvent.RouteGone("pe", KEY.prefix(), Address.parse(Bench.B)),
                        bench.now());

        assertEquals(List.of(KEY), gone);
        assertEquals(List.of(), bench.prefixes());
        assertEquals(1, bench.counters.get(SteeringCounter.STEERING_WITHDRAWN_FAST));
        bench.renewed(bench.offer(), 1);
        assertTrue(bench.states().get(0).contains("exit-route"), bench.states()::toString);
    }

    @Test
    void theLossOfAnotherRouteWithdrawsNothing() {
        steered();

        bench.steering.event(
                new SteeringEvent.RouteGone("pe", KEY.prefix(), Address.parse(Bench.A)),
                bench.now());

        assertEquals(List.of(Bench.PREFIX), bench.prefixes());
    }

    @Test
    void aRouteLostBetweenRoundsIsSeenInTheNextRound() {
        steered();
        bench.rib.remove("pe", KEY.prefix(), Address.parse(Bench.B));

        bench.rounds(1);

        assertEquals(List.of(), bench.prefixes());
    }

    @Test
    void anExitThatIsDownIsLeftAtOnceAndUntilItIsUpAgain() {
        steered();
        bench.steering.event(new SteeringEvent.ExitDown("exit-b", "link down"), bench.now());
        assertEquals(List.of(), bench.prefixes());

        bench.renewed(bench.offer(), 100);
        assertEquals(List.of(), bench.prefixes());
        assertEquals(List.of("refused next-hop: link down"), bench.states());

        bench.steering.event(new SteeringEvent.ExitUp("exit-b"), bench.now());
        bench.renewed(bench.offer(), 1);
        assertEquals(List.of(Bench.PREFIX), bench.prefixes());
    }

    @Test
    void aBlackHoleIsLeftAtOnceAndForAWhile() {
        steered();
        bench.steering.event(
                new SteeringEvent.ProbeLoss("SG-SIN", "exit-b", "4 of 4"), bench.now());
        assertEquals(List.of(), bench.prefixes());

        bench.steering.event(new SteeringEvent.ProbesBack("SG-SIN", "exit-b"), bench.now());
        bench.renewed(bench.offer(), 299);
        assertEquals(List.of(), bench.prefixes());
        bench.renewed(bench.offer(), 1);
        assertEquals(List.of(Bench.PREFIX), bench.prefixes());
    }

    @Test
    void probesOfAnotherRouteWithdrawNothing() {
        steered();

        bench.steering.event(
                new SteeringEvent.ProbeLoss("VN-HAN", "exit-b", "4 of 4"), bench.now());

        assertEquals(List.of(Bench.PREFIX), bench.prefixes());
    }

    @Test
    void aSilentFeedEndsEverything() {
        steered();
        bench.steering.event(new SteeringEvent.FeedSeen(), bench.now());
        bench.renewed(bench.offer(), 29);
        assertEquals(List.of(Bench.PREFIX), bench.prefixes());

        bench.rounds(1);

        assertEquals(List.of(), bench.prefixes());
        assertEquals(List.of(), bench.steering.recommendations(bench.now()));
    }

    @Test
    void stoppingWithdrawsExactlyWhatWasAnnouncedAndNothingComesAfter() {
        steered();
        bench.steering.event(new SteeringEvent.Stop("SIGTERM"), bench.now());

        assertEquals(2, bench.sent.size());
        assertEquals(
                List.of(Bench.PREFIX),
                bench.sent.get(1).withdrawn().get(0).nlri().stream()
                        .map(nlri -> nlri.prefix().toString())
                        .toList());
        bench.renewed(bench.offer(), 200);
        assertEquals(2, bench.sent.size());
    }
}
