package org.beibu.simulator.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ChanceTest {
    private static final int DRAWS = 100_000;

    private final Chance chance = new Chance(42);

    /** The first three outputs of SplitMix64 for seed 1234567, as its authors publish them. */
    @Test
    void bitsAreThoseOfSplitMix64() {
        Chance known = new Chance(1234567);

        assertEquals("6457827717110365317", Long.toUnsignedString(known.bits()));
        assertEquals("3203168211198807973", Long.toUnsignedString(known.bits()));
        assertEquals("9817491932198370423", Long.toUnsignedString(known.bits()));
    }

    @Test
    void uniformHasItsMeanAndStaysBelowOne() {
        double sum = 0;
        for (int i = 0; i < DRAWS; i++) {
            double drawn = chance.uniform();
            assertTrue(drawn >= 0 && drawn < 1);
            sum += drawn;
        }

        assertEquals(0.5, sum / DRAWS, 0.005); // five standard errors
    }

    @Test
    void exponentialHasItsMean() {
        double sum = 0;
        for (int i = 0; i < DRAWS; i++) {
            sum += chance.exponential(3);
        }

        assertEquals(3, sum / DRAWS, 0.05);
    }

    @Test
    void lognormalHasItsMedianAndSpread() {
        double[] drawn = new double[DRAWS];
        Arrays.setAll(drawn, i -> chance.lognormal(10, 0.5));
        Arrays.sort(drawn);

        assertEquals(10, drawn[DRAWS / 2], 0.1);
        assertEquals(10 * Math.exp(0.5), drawn[(int) (DRAWS * 0.8413447)], 0.3); // one sigma
    }

    @Test
    void boundsAreKept() {
        for (int i = 0; i < DRAWS; i++) {
            int below = chance.below(7);
            assertTrue(below >= 0 && below < 7);
            long between = chance.between(-3, 3);
            assertTrue(between >= -3 && between <= 3);
        }
        assertFalse(chance.happens(0));
        assertTrue(chance.happens(1));
    }
}
