package org.beibu.analyzer.segments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.beibu.analyzer.segments.Correlation.Verdict;
import org.junit.jupiter.api.Test;

/** Ten minutes of two segments whose queues are correlated, over and over. */
class CorrelationTest {
    private static final int TRIALS = 100;

    /** How a world draws the pair of latent normals of sample i from those before. */
    private interface World {
        double[] next(int sample, Random random, double rho);
    }

    private static int flagged(long seed, int perSecond, double rho, World world) {
        Random random = new Random(seed);
        int flagged = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            SimulatedSegment first = new SimulatedSegment("-/a");
            SimulatedSegment second = new SimulatedSegment("-/b");
            for (int i = 0; i < 600 * perSecond; i++) {
                double[] z = world.next(i, random, rho);
                double a = SimulatedSegment.normalShare(z[0]);
                double b = SimulatedSegment.normalShare(z[1]);
                long at = i * 1_000_000_000L / perSecond;
                first.add(at, SimulatedSegment.lightQueue(a));
                second.add(at, SimulatedSegment.bimodalHeavyTail(random.nextDouble() < 0.45, b));
            }
            Correlation found = Correlation.of(first.delays(), second.delays());
            flagged += found.verdict() == Verdict.CORRELATED ? 1 : 0;
        }
        return flagged;
    }

    /** Each packet meets queues of its own. */
    private static World packetByPacket() {
        return (i, random, rho) -> SimulatedSegment.normals(random, rho);
    }

    /** Queues that remember for so many samples (first-order autoregression). */
    private static World slow(double samples) {
        double keep = Math.exp(-1 / samples);
        double[] state = new double[2];
        return (i, random, rho) -> {
            double[] fresh = SimulatedSegment.normals(random, rho);
            for (int k = 0; k < 2; k++) {
                state[k] = keep * state[k] + Math.sqrt(1 - keep * keep) * fresh[k];
            }
            return state.clone();
        };
    }

    @Test
    void queuesThatRiseTogetherAreFlaggedWithinTenMinutes() {
        assertTrue(flagged(1, 10, 0.5, packetByPacket()) >= 90, "packet by packet");
        assertTrue(flagged(2, 10, 0.5, slow(20)) >= 95, "queues that remember two seconds");
        assertTrue(flagged(3, 10, 0.5, slow(200)) >= 88, "queues that remember 20 seconds");
        assertTrue(flagged(4, 1, 0.5, packetByPacket()) >= 90, "one packet a second");
        assertTrue(flagged(5, 10, 0.9, slow(600)) >= 98, "queues that remember a minute");
    }

    @Test
    void independentSegmentsAreSeldomFlagged() {
        assertTrue(flagged(1, 10, 0, packetByPacket()) <= 10, "packet by packet");
        assertTrue(flagged(2, 10, 0, slow(200)) <= 12, "queues that remember 20 seconds");
        assertTrue(flagged(3, 1, 0, packetByPacket()) <= 12, "one packet a second");
    }

    @Test
    void fewCommonWindowsTellNothing() {
        SimulatedSegment first = new SimulatedSegment("-/a");
        SimulatedSegment second = new SimulatedSegment("-/b");
        for (int i = 0; i < 600; i++) {
            first.add(i * 1_000_000_000L, 30_000_000L + i * 1_000L);
            second.add((i + 310) * 1_000_000_000L, 30_000_000L + i * 1_000L);
        }

        Correlation found = Correlation.of(first.delays(), second.delays());

        assertEquals(Verdict.UNKNOWN, found.verdict());
        assertEquals(29, found.pairs());
        assertTrue(found.rho().isEmpty());
    }

    @Test
    void constantDelaysAreNotCorrelated() {
        SimulatedSegment first = new SimulatedSegment("-/a");
        SimulatedSegment second = new SimulatedSegment("-/b");
        for (int i = 0; i < 600; i++) {
            first.add(i * 1_000_000_000L, 30_000_000L);
            second.add(i * 1_000_000_000L, 40_000_000L);
        }

        Correlation found = Correlation.of(first.delays(), second.delays());

        assertEquals(Verdict.INDEPENDENT, found.verdict());
        assertEquals(0, found.rho().orElseThrow());
    }

    @Test
    void theModeAPacketFallsIntoDoesNotChangeItsRank() {
        Random random = new Random(5);
        SimulatedSegment two = new SimulatedSegment("-/two");
        for (int i = 0; i < 6_000; i++) {
            two.add(
                    i * 100_000_000L,
                    SimulatedSegment.bimodalHeavyTail(i % 2 == 0, random.nextDouble()));
        }

        ModeRanks ranks = new ModeRanks(two.delays().whole());

        assertEquals(ranks.of(34_250_000), ranks.of(36_850_000), 0.1);
        assertTrue(ranks.of(34_201_000) < 0.1);
        assertTrue(ranks.of(36_801_000) < 0.15);
        assertTrue(ranks.of(35_500_000) > 0.9);
    }
}
