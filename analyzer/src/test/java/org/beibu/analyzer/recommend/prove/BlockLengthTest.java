package org.beibu.analyzer.recommend.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BlockLengthTest {

    /** A series in which each minute remembers the last one by this share. */
    private static double[] remembering(double share, int minutes, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] series = new double[minutes];
        double last = random.nextGaussian();
        for (int i = 0; i < minutes; i++) {
            last = share * last + Math.sqrt(1 - share * share) * random.nextGaussian();
            series[i] = last;
        }
        return series;
    }

    private static double medianTime(double share) {
        double[] times = new double[101];
        for (int seed = 0; seed < times.length; seed++) {
            times[seed] = BlockLength.correlationTime(remembering(share, 10_080, seed));
        }
        Arrays.sort(times);
        return times[times.length / 2];
    }

    @Test
    void theTimeIsThatOfTheMemory() {
        assertEquals(1, medianTime(0), 0.2);
        assertEquals(4, medianTime(0.6), 0.6); // (1 + 0.6) / (1 - 0.6)
        assertEquals(19, medianTime(0.9), 3);
    }

    @Test
    void aSeriesWithoutMemoryHasTheShortestBlocks() {
        assertEquals(BlockLength.SHORTEST, BlockLength.minutes(remembering(0, 1_440, 1)));
    }

    @Test
    void aSeriesOfLongMemoryHasTheLongestBlocks() {
        assertEquals(BlockLength.LONGEST, BlockLength.minutes(remembering(0.99, 1_440, 1)));
    }

    @Test
    void tooLittleHistoryHasTheLongestBlocks() {
        assertEquals(BlockLength.LONGEST, BlockLength.minutes(remembering(0, 239, 1)));
        assertEquals(BlockLength.LONGEST, BlockLength.minutes(new double[0]));
    }

    @Test
    void aConstantDifferenceHasTheShortestBlocks() {
        double[] constant = new double[1_440];
        Arrays.fill(constant, 3);

        assertEquals(BlockLength.SHORTEST, BlockLength.minutes(constant));
    }

    @Test
    void missingMinutesChangeLittle() {
        double[] series = remembering(0.8, 10_080, 5);
        double whole = BlockLength.correlationTime(series);
        SplittableRandom random = new SplittableRandom(6);
        for (int i = 0; i < series.length; i++) {
            if (random.nextInt(4) == 0) {
                series[i] = Double.NaN;
            }
        }
        double gappy = BlockLength.correlationTime(series);

        assertTrue(Math.abs(gappy - whole) < 0.25 * whole, whole + " and " + gappy);
    }
}
