package org.beibu.router.pulse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.beibu.model.PathId;
import org.beibu.router.guard.Watched;
import org.beibu.router.pulse.SimulatedProbe.Session;
import org.beibu.router.steer.SteeringEvent;
import org.beibu.router.steer.SteeringEvent.ProbeLoss;
import org.beibu.router.steer.SteeringEvent.ProbesBack;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Test;

class PulseWatchTest {
    private final Counters counters = new Counters();
    private final PulseWatch watch = new PulseWatch(0.5, counters);
    private final List<SteeringEvent> events = new ArrayList<>();
    private long nanos = -3_000_000_000L;

    private void run(SimulatedProbe probe, Duration time) {
        for (long end = nanos + time.toNanos(); nanos < end; nanos += SimulatedProbe.STEP) {
            events.addAll(watch.see("p", probe.step(nanos), nanos + SimulatedProbe.STEP / 2));
        }
    }

    /** Runs until something is told; how long that took. */
    private Duration untilTold(SimulatedProbe probe, Duration atMost) {
        long begin = nanos;
        while (events.isEmpty() && nanos - begin < atMost.toNanos()) {
            run(probe, Duration.ofNanos(SimulatedProbe.STEP));
        }
        return Duration.ofNanos(nanos - begin);
    }

    private Watched seen(String path) {
        PathId id = PathId.parse(path);
        return watch.watched(id.routeId(), id.exit(), nanos).orElseThrow();
    }

    @Test
    void aBlackHoleIsFeltWithinSixHundredMilliseconds() {
        SimulatedProbe probe = new SimulatedProbe(1);
        Session dark = probe.add("sg/exit-b");
        probe.add("sg/exit-a");
        run(probe, Duration.ofSeconds(5));
        assertEquals(List.of(), events);

        dark.loss = 1;
        Duration felt = untilTold(probe, Duration.ofSeconds(3));

        assertEquals(List.of(new ProbeLoss("sg", "exit-b", "0 of 1 sessions answer")), events);
        assertTrue(felt.toMillis() <= 600, felt::toString);
        assertEquals(new Watched(0, 1), seen("sg/exit-b"));
        assertEquals(new Watched(1, 1), seen("sg/exit-a"));
        assertEquals(1, counters.get(PulseCounter.PROBES_LOST));
    }

    @Test
    void itIsOverAfterTenSecondsOfAnswers() {
        SimulatedProbe probe = new SimulatedProbe(1);
        Session dark = probe.add("sg/exit-b");
        dark.loss = 1;
        run(probe, Duration.ofSeconds(5));
        events.clear();

        dark.loss = 0;
        Duration calm = untilTold(probe, Duration.ofSeconds(30));

        assertEquals(List.of(new ProbesBack("sg", "exit-b")), events);
        assertTrue(calm.toMillis() >= 10_000 && calm.toMillis() < 11_000, calm::toString);
        assertEquals(1, counters.get(PulseCounter.PROBES_BACK));
    }

    @Test
    void oneTargetOfThreeThatDiesIsNotTheExit() {
        SimulatedProbe probe = new SimulatedProbe(1);
        Session dead = probe.add("sg/exit-b");
        probe.add("sg/exit-b");
        probe.add("sg/exit-b");
        run(probe, Duration.ofSeconds(2));

        dead.loss = 1;
        run(probe, Duration.ofSeconds(20));

        assertEquals(List.of(), events);
        assertEquals(new Watched(2, 3), seen("sg/exit-b"));
    }

    @Test
    void aStepOfThreeHundredMillisecondsOfDelayIsNoBlackHole() {
        PathId path = PathId.parse("sg/exit-b");
        SessionPulse slower = new SessionPulse(path, 500, 15, 15, 249_000_000);
        SessionPulse gone = new SessionPulse(path, 500, 15, 15, 250_000_000);

        assertEquals(List.of(), watch.see("p", List.of(slower), nanos));
        assertEquals(1, watch.see("p", List.of(gone), nanos).size());
    }

    @Test
    void aProbeThatFallsSilentLeavesNoQuorumAfterFiveSeconds() {
        SimulatedProbe probe = new SimulatedProbe(1);
        probe.add("sg/exit-b");
        run(probe, Duration.ofSeconds(2));

        nanos += Duration.ofMillis(4_900).toNanos();
        assertEquals(new Watched(1, 1), seen("sg/exit-b"));
        nanos += Duration.ofMillis(200).toNanos();
        assertEquals(new Watched(0, 0), seen("sg/exit-b"));
        assertEquals(Optional.of(new Watched(0, 0)), watch.watched("th", "exit-b", nanos));
    }

    @Test
    void aProbeThatIsRestartedInABlackHoleForgetsNoTrouble() {
        SimulatedProbe probe = new SimulatedProbe(1);
        probe.add("sg/exit-b").loss = 1;
        run(probe, Duration.ofSeconds(3));
        events.clear();
        watch.see("other", List.of(), nanos += Duration.ofSeconds(20).toNanos());

        SimulatedProbe again = new SimulatedProbe(1);
        again.add("sg/exit-b");
        run(again, Duration.ofSeconds(11));

        assertEquals(List.of(new ProbesBack("sg", "exit-b")), events);
    }

    @Test
    void twoProbesAreCountedTogether() {
        PathId path = PathId.parse("sg/exit-b");
        watch.see("one", List.of(new SessionPulse(path, 10, 0, 0, 0)), nanos);
        watch.see("two", List.of(new SessionPulse(path, 10, 10, 10, 900_000_000)), nanos);

        assertEquals(new Watched(1, 2), seen("sg/exit-b"));
    }

    /** Two sessions at 10 Hz: 100 packets in five seconds, of which five are lost. */
    @Test
    void fivePercentOfLossIsAnEmergencyWithinFiveSecondsMostly() {
        List<Long> millis = new ArrayList<>();
        for (int seed = 0; seed < 40; seed++) {
            SimulatedProbe probe = new SimulatedProbe(seed);
            List<Session> lossy = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                lossy.add(probe.add("sg" + seed + "/exit-b"));
                probe.add("sg" + seed + "/exit-a");
            }
            run(probe, Duration.ofMinutes(11));
            events.clear();
            lossy.forEach(session -> session.loss = 0.05);
            millis.add(untilTold(probe, Duration.ofSeconds(60)).toMillis());
            ProbeLoss loss = (ProbeLoss) events.get(0);
            assertEquals("exit-b", loss.exit());
            assertTrue(loss.why().contains("packets lost within 5 s"), loss::why);
            events.clear();
        }

        long[] sorted = millis.stream().mapToLong(Long::longValue).sorted().toArray();
        assertTrue(sorted[20] < 5_000, () -> "median of " + Arrays.toString(sorted));
        assertTrue(sorted[36] < 10_000, () -> "nine of ten of " + Arrays.toString(sorted));
    }

    @Test
    void lossThatAllExitsShareIsNotTheExits() {
        SimulatedProbe probe = new SimulatedProbe(7);
        List<Session> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(probe.add("sg/exit-a"));
            all.add(probe.add("sg/exit-b"));
        }
        run(probe, Duration.ofSeconds(70));

        all.forEach(session -> session.loss = 0.2);
        run(probe, Duration.ofSeconds(10));

        assertEquals(List.of(), events);
    }

    @Test
    void anHourOfOrdinaryLossIsNoEmergency() {
        SimulatedProbe probe = new SimulatedProbe(11);
        for (double share : new double[] {0, 0.001, 0.005, 0.01}) {
            probe.add("r" + (int) (share * 1_000) + "/exit-a").loss = share;
            probe.add("r" + (int) (share * 1_000) + "/exit-b").loss = share;
        }

        run(probe, Duration.ofHours(1));

        assertEquals(List.of(), events);
    }
}
