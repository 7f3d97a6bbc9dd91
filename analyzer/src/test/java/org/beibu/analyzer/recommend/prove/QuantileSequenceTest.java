package org.beibu.analyzer.recommend.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.beibu.analyzer.recommend.prove.QuantileSequence.Interval;
import org.junit.jupiter.api.Test;

class QuantileSequenceTest {

    @Test
    void theWidthIsThatOfTheFormula() {
        // l = (1.4 ln ln 210 + ln 200) / 100 = 0.076454; u = 0.75 sqrt(l) + 0.8 l
        double rate = (1.4 * Math.log(Math.log(210)) + Math.log(200)) / 100;
        assertEquals(
                0.75 * Math.sqrt(rate) + 0.8 * rate,
                QuantileSequence.halfWidth(100, 0.5, 0.05),
                1e-12);
        assertEquals(0.2685, QuantileSequence.halfWidth(100, 0.5, 0.05), 1e-3);
    }

    @Test
    void fewTimingsGiveNoInterval() {
        assertEquals(Optional.empty(), QuantileSequence.of(29, p -> p, 0.5, 0.05));
        assertEquals(Optional.empty(), QuantileSequence.of(100, p -> p, 0.5, 0.05));
        assertEquals(Optional.empty(), QuantileSequence.of(1_000, p -> p, 0.99, 0.05));
    }

    @Test
    void aDifferenceCombinesTheEnds() {
        assertEquals(new Interval(-3, 6), new Interval(10, 15).less(new Interval(9, 13)));
    }

    /** Looked at every hundred timings: is the true median ever outside? */
    @Test
    void theIntervalHoldsWheneverOneLooks() {
        SplittableRandom random = new SplittableRandom(8);
        int missed = 0;
        int runs = 200;
        for (int run = 0; run < runs; run++) {
            missed += isEverOutside(random) ? 1 : 0;
        }
        assertTrue(missed <= 0.05 * runs, missed + " of " + runs);
    }

    private static boolean isEverOutside(SplittableRandom random) {
        double[] seen = new double[3_000];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = random.nextDouble();
            if (i % 100 == 99) {
                double[] sorted = Arrays.copyOf(seen, i + 1);
                Arrays.sort(sorted);
                Optional<Interval> interval =
                        QuantileSequence.of(
                                sorted.length * (long) QuantileSequence.TIMINGS_AS_ONE,
                                p -> sorted[(int) (p * sorted.length)],
                                0.5,
                                0.05);
                if (interval.isPresent()
                        && (interval.get().low() > 0.5 || interval.get().high() < 0.5)) {
                    return true;
                }
            }
        }
        return false;
    }
}
