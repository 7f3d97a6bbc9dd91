package org.beibu.simulator.tcp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.beibu.model.QualityClass;
import org.beibu.simulator.CollectedTruth;
import org.beibu.simulator.ProbeUnderTest;
import org.beibu.simulator.bureau.Impairment;
import org.beibu.simulator.bureau.Impairments;
import org.beibu.simulator.bureau.SimulationConfig;
import org.beibu.simulator.bureau.Traffic;
import org.beibu.simulator.event.Chance;
import org.beibu.simulator.tcp.TruthSink.Timing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The probe reports all that the truth holds without doubt, and nothing beyond what is doubtful, to
 * the nanosecond.
 */
class TruthAgainstProbeTest {
    private static SimulationConfig config(long seed, Impairments impairments) {
        return new SimulationConfig(
                seed,
                SimulationConfig.START_EPOCH_NANOS,
                new Traffic(Traffic.Kind.BROWSING, 100, 400, Duration.ofSeconds(1)),
                impairments);
    }

    private static void assertProbeReportsTheTruth(SimulationConfig config) {
        assertProbeReportsTheTruth(config, 0);
    }

    /**
     * With so many of a hundred thousand timings that the truth does not hold: where loss,
     * reordering and copies come together in large shares, a resend may look like a copy, or like
     * new data.
     */
    private static void assertProbeReportsTheTruth(SimulationConfig config, int mostOf100000) {
        ProbeUnderTest probe = new ProbeUnderTest();

        CollectedTruth truth = CollectedTruth.of(config, probe);

        Map<Timing, Integer> left = new HashMap<>();
        probe.timings().forEach(timing -> left.merge(timing, 1, Integer::sum));
        List<Timing> missing = notTaken(truth.timings(), left);
        Map<Timing, Integer> classless = new HashMap<>();
        left.forEach((timing, count) -> classless.merge(withoutClass(timing), count, Integer::sum));
        notTaken(
                truth.doubtful().stream().map(TruthAgainstProbeTest::withoutClass).toList(),
                classless);
        classless.values().removeIf(count -> count == 0);
        List<Timing> invented = List.copyOf(classless.keySet());
        assertTrue(
                missing.isEmpty()
                        && invented.size() * 100_000L
                                <= (long) mostOf100000 * probe.timings().size(),
                () ->
                        "seed %d %s\nmissing: %d %s\ninvented: %d %s"
                                .formatted(
                                        config.seed(),
                                        config.impairments(),
                                        missing.size(),
                                        first(missing),
                                        invented.size(),
                                        first(invented)));
        assertTrue(truth.timings().size() > 500, "too little to compare");
    }

    /** A doubtful timing may be of another class than the truth, which knows more, would say. */
    private static Timing withoutClass(Timing timing) {
        return new Timing(
                timing.epochNanos(),
                timing.method(),
                timing.delayNanos(),
                timing.host(),
                timing.hostPort(),
                timing.peer(),
                timing.peerPort(),
                QualityClass.UNCLASSIFIED);
    }

    /** Takes each of the wanted timings away once; gives those that were not there. */
    private static List<Timing> notTaken(List<Timing> wanted, Map<Timing, Integer> from) {
        List<Timing> missing = new ArrayList<>();
        for (Timing timing : wanted) {
            if (from.merge(timing, -1, Integer::sum) < 0) {
                missing.add(timing);
                from.merge(timing, 1, Integer::sum);
            }
        }
        return missing;
    }

    private static List<Timing> first(List<Timing> timings) {
        return timings.stream().limit(3).toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void withMildImpairments(long seed) {
        assertProbeReportsTheTruth(config(seed, Impairments.mild()));
    }

    @Test
    void withoutAnyImpairment() {
        assertProbeReportsTheTruth(config(11, Impairments.none()));
    }

    @ParameterizedTest
    @EnumSource(Impairment.class)
    void withMuchOfOneImpairment(Impairment impairment) {
        double share = impairment == Impairment.WITHOUT_TIMESTAMPS ? 0.9 : 0.3;
        boolean onEveryPacket =
                impairment == Impairment.LOSS || impairment == Impairment.REORDERING;
        assertProbeReportsTheTruth(
                config(12, Impairments.none().with(impairment, onEveryPacket ? 0.06 : share)));
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28, 29, 30})
    void withMuchOfEveryImpairment(long seed) {
        Impairments all = Impairments.none();
        for (Impairment impairment : Impairment.values()) {
            all = all.with(impairment, 0.2);
        }
        assertProbeReportsTheTruth(
                config(seed, all.with(Impairment.LOSS, 0.03).with(Impairment.REORDERING, 0.03)));
    }

    /** {@code -Dbeibu.simulator.seeds=1000} runs more. */
    @Test
    void withImpairmentsDrawnByChance() {
        int seeds = Integer.getInteger("beibu.simulator.seeds", 20);
        for (long seed = 1000; seed < 1000 + seeds; seed++) {
            Chance chance = new Chance(seed);
            Impairments drawn = Impairments.none();
            for (Impairment impairment : Impairment.values()) {
                drawn = drawn.with(impairment, chance.happens(0.5) ? chance.uniform() * 0.3 : 0);
            }
            drawn = drawn.with(Impairment.LOSS, chance.uniform() * 0.05);
            assertProbeReportsTheTruth(config(seed, drawn), 50);
        }
    }
}
