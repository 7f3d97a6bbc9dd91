package org.beibu.analyzer.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.beibu.model.LossInterval;
import org.junit.jupiter.api.Test;

class LossIntervalTest {

    /** z^2 / (n + z^2) with z^2 = 3.841459: worked out by hand. */
    @Test
    void noLossOfManyBoundsTheRatioFromAbove() {
        assertEquals(0, LossInterval.of(0, 600).low());
        assertEquals(0.0063617, LossInterval.of(0, 600).high(), 1e-7);
        assertEquals(0.0012788, LossInterval.of(0, 3_000).high(), 1e-7);
        assertEquals(0.0009998, LossInterval.of(0, 3_838).high(), 1e-6);
    }

    /** Wilson's interval of 10 of 100 and of 1 of 10, as tables have it. */
    @Test
    void intervalIsThatOfTheTables() {
        assertEquals(0.05523, LossInterval.of(10, 100).low(), 1e-5);
        assertEquals(0.17437, LossInterval.of(10, 100).high(), 1e-5);
        assertEquals(0.01788, LossInterval.of(1, 10).low(), 1e-5);
        assertEquals(0.40415, LossInterval.of(1, 10).high(), 1e-5);
    }

    @Test
    void lossOfEverythingIsTheMirrorOfLossOfNothing() {
        for (long sent : new long[] {1, 7, 100, 1_000_000}) {
            assertEquals(1, LossInterval.of(sent, sent).high());
            assertEquals(
                    1 - LossInterval.of(0, sent).high(), LossInterval.of(sent, sent).low(), 1e-12);
        }
    }

    @Test
    void truthLiesWithinNineteenTimesInTwenty() {
        Random random = new Random(3);
        int within = 0;
        for (int i = 0; i < 4_000; i++) {
            double truth = 0.02 + 0.1 * random.nextDouble();
            int lost = 0;
            for (int packet = 0; packet < 1_000; packet++) {
                lost += random.nextDouble() < truth ? 1 : 0;
            }
            LossInterval interval = LossInterval.of(lost, 1_000);
            within += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
        }
        assertEquals(0.95, within / 4_000.0, 0.012);
    }

    @Test
    void nothingSentHasNoIntervalAndNoRatio() {
        assertThrows(IllegalArgumentException.class, () -> LossInterval.of(0, 0));
        assertThrows(IllegalArgumentException.class, () -> LossInterval.of(2, 1));
        assertTrue(LossCounts.NONE.interval().isEmpty());
        assertTrue(LossCounts.NONE.ratio().isEmpty());
        assertTrue(new LossCounts(0, 0, 3, 0, 0).ratio().isEmpty(), "late replies alone");
    }

    @Test
    void countsAddUpAndTheLongestEpisodeIsTheLongestOfBoth() {
        LossCounts one = new LossCounts(10, 3, 1, 2, 1, new LossCounts.Episodes(2, 2, 1));
        LossCounts two = new LossCounts(90, 7, 0, 1, 4, new LossCounts.Episodes(1, 7, 6));

        LossCounts both = one.plus(two);

        assertEquals(new LossCounts(100, 10, 1, 3, 5, new LossCounts.Episodes(3, 7, 7)), both);
        assertEquals(0.1, both.ratio().orElseThrow(), 1e-12);
        assertEquals(90, both.received());
    }

    @Test
    void lossesWhoseRunsNobodyCountedHaveNoEpisodes() {
        assertTrue(new LossCounts(10, 3, 0, 0, 0).countedEpisodes().isEmpty());
        assertEquals(0, new LossCounts(10, 0, 0, 0, 0).countedEpisodes().orElseThrow().count());
    }
}
