package org.beibu.router.steer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.beibu.model.PathId;
import org.beibu.router.audit.AuditEvent;
import org.beibu.router.pulse.PulseWatch;
import org.beibu.router.pulse.SessionPulse;
import org.beibu.router.recommendation.Offers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Steering with a watch of its own over the probes, told ten times a second. */
class OwnWatchSteeringTest {
    private static final Duration STEP = Duration.ofMillis(100);
    private static final int A_SECOND = 10;

    private final Bench bench = new Bench();
    private final PulseWatch watch = new PulseWatch(0.5, bench.counters);
    private final Offers offer = bench.offer();
    private final PathId path = new PathId(offer.good().move().routeId(), "exit-b");
    private int unanswered;

    @BeforeEach
    void watching() {
        bench.sight = watch;
        bench.settled();
    }

    /** So many pulses, a round at each tenth, the recommendation renewed. */
    private void pulses(int count) {
        for (int i = 0; i < count; i++) {
            bench.pass(STEP);
            long overdue = Math.min(50, unanswered);
            SessionPulse pulse =
                    new SessionPulse(
                            path,
                            50,
                            overdue,
                            unanswered,
                            Math.max(0, unanswered - 1) * 100_000_000L);
            watch.see("local", List.of(pulse), bench.nanos)
                    .forEach(event -> bench.steering.event(event, bench.now()));
            if (i % A_SECOND == A_SECOND - 1) {
                bench.accept(offer.again(bench.wall).good());
                bench.steering.reconcile(bench.now());
            }
        }
    }

    private void blackHole() {
        for (unanswered = 1; unanswered < 4; unanswered++) {
            pulses(1);
        }
        pulses(1);
    }

    @Test
    void aMoveNeedsASessionThatAnswers() {
        bench.accept(offer.again(bench.wall).good());
        assertTrue(bench.states().get(0).contains("no session of a probe"), bench.states().get(0));

        pulses(A_SECOND);

        assertEquals(List.of(Bench.PREFIX), bench.prefixes());
    }

    @Test
    void theFourthPacketIntoABlackHoleWithdrawsWithoutWaitingForARound() {
        pulses(A_SECOND);
        assertEquals(List.of(Bench.PREFIX), bench.prefixes());

        blackHole();

        assertEquals(List.of(), bench.prefixes());
        AuditEvent last = bench.log.get(bench.log.size() - 1);
        assertEquals(AuditEvent.Action.WITHDRAWN, last.action());
        assertTrue(last.why().contains("0 of 1 sessions answer"), last.why());
    }

    @Test
    void afterABlackHoleThePrefixIsLeftAloneForFiveMinutes() {
        pulses(A_SECOND);
        blackHole();
        unanswered = 0;

        pulses(290 * A_SECOND);
        assertEquals(List.of(), bench.prefixes());

        pulses(20 * A_SECOND);
        assertEquals(List.of(Bench.PREFIX), bench.prefixes());
    }

    @Test
    void aProbeThatDiesTakesItsOverridesWithItAfterFiveSeconds() {
        pulses(A_SECOND);

        bench.renewed(offer, 4);
        assertEquals(List.of(Bench.PREFIX), bench.prefixes());
        bench.renewed(offer, 2);

        assertEquals(List.of(), bench.prefixes());
        assertTrue(bench.states().get(0).contains("quorum"), bench.states().get(0));
    }
}
