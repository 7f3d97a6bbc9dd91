package org.beibu.lab.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccuracyGoalsTest {
    private static final int TRUTH_MICROS = 2000;

    private final Wire wire = new Wire();
    private final List<Sample> samples = new ArrayList<>();

    /** So many samples of that error, each of a segment of its own. */
    private void samples(int count, long errorMicros) {
        for (int i = 0; i < count; i++) {
            int n = samples.size() + 1;
            long start = n * 1_000_000L;
            wire.segment(start, start + 1000, Wire.data(n * 100, 100, n, ""));
            wire.answer(start + 1000, start + 2000, Wire.ack(n * 100 + 100, ""));
            samples.add(Wire.sample(start + 2000, "data-ack", TRUTH_MICROS + errorMicros));
        }
    }

    private List<String> missed() {
        return AccuracyGoals.IDLE.missed(new Judgement(wire.truth(), samples));
    }

    @Test
    void aTimerThatReachesTheGoalsMissesNone() {
        samples(1970, 2);
        samples(20, 2300);

        assertEquals(List.of(), missed());
    }

    @Test
    void oneSampleBelowTheTruthIsTooMany() {
        samples(1000, 2);
        samples(1, -3);

        assertEquals(
                List.of("1 samples more than 2 us below the truth, the worst by 3 us"), missed());
    }

    @Test
    void aHighMedianIsMissed() {
        samples(100, 4);

        assertEquals(List.of("median error 4000 ns, wanted 3000"), missed());
    }

    @Test
    void moreLateSamplesThanChanceAllowsAreMissed() {
        samples(1900, 2);
        samples(100, 2300);

        List<String> missed = missed();

        assertEquals(1, missed.size(), missed.toString());
        assertTrue(
                missed.get(0).startsWith("all samples: 100 of 2000 more than 2.2 ms"),
                missed.get(0));
    }

    @Test
    void resendsTimedFromTheirFirstTransmissionAreMissed() {
        samples(1990, 2);
        samples(10, 200_000);

        assertEquals(5, missed().size(), "60 ms of all, 10 and 35 ms of clean and of data-ack");
    }

    @Test
    void noSamplesReachNothing() {
        assertEquals(List.of("nothing to judge: 0, clean 0"), missed());
    }

    @Test
    void chanceIsThatOfPoisson() {
        // P(X > 0 | 0.001) = 0.0009995, P(X > 5 | 1) = 0.0006, P(X > 4 | 1) = 0.0037
        assertEquals(0, AccuracyGoals.mostByChance(0.001));
        assertEquals(5, AccuracyGoals.mostByChance(1));
        assertEquals(1098, AccuracyGoals.mostByChance(1000));
    }
}
