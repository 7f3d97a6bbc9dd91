package org.beibu.lab.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ErrorsTest {
    @Test
    void quantilesAreNearestRanks() {
        Errors errors = new Errors(LongStream.rangeClosed(1, 1000).toArray());

        assertEquals(500, errors.quantile(0.5));
        assertEquals(990, errors.quantile(0.99));
        assertEquals(999, errors.quantile(0.999));
        assertEquals(1, errors.minimum());
        assertEquals(1000, errors.maximum());
    }

    @Test
    void twoMicrosecondsBelowTheTruthAreTheStampsFaultAndMoreIsTheTools() {
        Errors errors = new Errors(new long[] {3000, -2000, -2001, 0, -9000});

        assertEquals(2, errors.belowTruth());
        assertEquals(0, errors.above(3000));
        assertEquals(1, errors.above(2999));
    }

    @Test
    void aRowSaysHowManyAreWrongAndByHowMuch() {
        String row =
                AccuracyTable.row("tool", new Errors(new long[] {-4_000_000, 1000, 36_000_000}));

        assertEquals(
                "| tool | 3 | 33.333 % (min -4.0 ms) | 1 | 36000 | 36.00 | 36.00 | 36.0"
                        + " | 33.333 % |\n",
                row);
        assertTrue(AccuracyTable.row("nothing", new Errors(new long[0])).isEmpty());
    }
}
