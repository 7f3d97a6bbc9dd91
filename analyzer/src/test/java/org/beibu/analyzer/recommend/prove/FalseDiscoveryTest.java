package org.beibu.analyzer.recommend.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FalseDiscoveryTest {

    private static double threshold(double alpha, double... values) {
        return Math.exp(
                FalseDiscovery.logThreshold(Arrays.stream(values).map(Math::log).toArray(), alpha));
    }

    @Test
    void oneTestNeedsOneOverAlpha() {
        assertEquals(20, threshold(0.05, 20), 1e-9);
        assertEquals(Double.POSITIVE_INFINITY, threshold(0.05, 19.9));
    }

    @Test
    void theStrongestOfFourNeedsFourTimesAsMuch() {
        assertEquals(80, threshold(0.05, 81, 1, 1, 1), 1e-9);
        assertEquals(Double.POSITIVE_INFINITY, threshold(0.05, 79, 1, 1, 1));
    }

    @Test
    void manyStrongOnesHelpEachOther() {
        assertEquals(20, threshold(0.05, 21, 22, 23, 24), 1e-9);
        assertEquals(80 / 3.0, threshold(0.05, 27, 28, 29, 1), 1e-9);
    }

    @Test
    void noTestAdmitsNothing() {
        assertEquals(Double.POSITIVE_INFINITY, threshold(0.05));
    }

    @Test
    void alphaIsAShare() {
        assertThrows(IllegalArgumentException.class, () -> threshold(0, 1));
        assertThrows(IllegalArgumentException.class, () -> threshold(1.1, 1));
    }

    /** Sixty pairs that are not better, forty that are: how many of the admitted are wrong? */
    @Test
    void theShareOfWrongOnesStaysBelowAlpha() {
        SplittableRandom random = new SplittableRandom(4);
        double wrongShares = 0;
        int found = 0;
        int runs = 400;
        for (int run = 0; run < runs; run++) {
            double[] logs = new double[100];
            for (int pair = 0; pair < logs.length; pair++) {
                double chance = pair < 60 ? 0.5 : 0.97;
                SignEvidence evidence = SignEvidence.NONE;
                for (int block = 0; block < 20; block++) {
                    evidence = evidence.after(random.nextDouble() < chance);
                }
                logs[pair] = evidence.logValue();
            }
            double threshold = FalseDiscovery.logThreshold(logs, 0.05);
            long wrong = Arrays.stream(logs, 0, 60).filter(log -> log >= threshold).count();
            long right = Arrays.stream(logs, 60, 100).filter(log -> log >= threshold).count();
            wrongShares += wrong == 0 ? 0 : (double) wrong / (wrong + right);
            found += (int) right;
        }
        assertTrue(wrongShares / runs <= 0.05, "wrong: " + wrongShares / runs);
        assertTrue(found >= 0.9 * 40 * runs, "found: " + found);
    }
}
