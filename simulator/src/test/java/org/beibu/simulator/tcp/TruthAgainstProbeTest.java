package org.beibu.simulator.tcp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

/** The probe's handshake halves are the simulator's truth, to the nanosecond. */
class TruthAgainstProbeTest {
    private static SimulationConfig config(long seed, Impairments impairments) {
        return new SimulationConfig(
                seed,
                SimulationConfig.START_EPOCH_NANOS,
                new Traffic(Traffic.Kind.BROWSING, 100, 400, Duration.ofSeconds(1)),
                impairments);
    }

    private static void assertProbeReportsTheTruth(SimulationConfig config) {
        ProbeUnderTest probe = new ProbeUnderTest();

        CollectedTruth truth = CollectedTruth.of(config, probe);

        if (!truth.handshakes().equals(probe.timings())) {
            Set<Timing> missing = new HashSet<>(truth.handshakes());
            missing.removeAll(probe.timings());
            Set<Timing> invented = new HashSet<>(probe.timings());
            invented.removeAll(truth.handshakes());
            Set<Timing> doubtful = new HashSet<>(truth.doubtful());
            doubtful.retainAll(invented);
            throw new AssertionError(
                    "seed "
                            + config.seed()
                            + " "
                            + config.impairments()
                            + "\nmissing: "
                            + missing.size()
                            + " "
                            + first(missing)
                            + "\ninvented: "
                            + invented.size()
                            + " "
                            + first(invented)
                            + "\n doubtful of these: "
                            + doubtful.size());
        }
        assertTrue(truth.handshakes().size() > 100, "too little to compare");
    }

    private static List<Timing> first(Set<Timing> timings) {
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
            assertProbeReportsTheTruth(config(seed, drawn));
        }
    }
}
