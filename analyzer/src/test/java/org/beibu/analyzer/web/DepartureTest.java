package org.beibu.analyzer.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DepartureTest {
    private static final long MILLI = 1_000_000L;

    private final long[] p50 = new long[120];
    private final long[] counts = new long[120];

    DepartureTest() {
        for (int i = 0; i < p50.length; i++) {
            p50[i] = 40 * MILLI + (i % 3) * 100_000L;
            counts[i] = 5;
        }
    }

    private RecentSeconds seconds() {
        return new RecentSeconds(1_000, p50, counts);
    }

    @Test
    void steadyPathDoesNotDepart() {
        assertTrue(Departure.of(seconds()).isEmpty());
    }

    @Test
    void oneSecondOfThreeSamplesThirtyMillisecondsHigherDeparts() {
        p50[119] = 70_100_000;
        counts[119] = 3;

        Departure departure = Departure.of(seconds()).orElseThrow();

        assertEquals(Departure.Direction.ABOVE, departure.direction());
        assertEquals(40_100_000, departure.baselineNanos());
        assertEquals(30_000_000, departure.byNanos());
    }

    @Test
    void oneOddSampleIsNotEnough() {
        p50[119] = 70 * MILLI;
        counts[119] = 1;

        assertTrue(Departure.of(seconds()).isEmpty());
    }

    @Test
    void twoThinSecondsThatAgreeAreEnough() {
        p50[117] = 70 * MILLI;
        p50[119] = 71 * MILLI;
        p50[118] = -1;
        counts[117] = 1;
        counts[118] = 0;
        counts[119] = 1;

        assertTrue(Departure.of(seconds()).isPresent());
    }

    @Test
    void fallingDelayDepartsBelow() {
        p50[119] = 20 * MILLI;

        assertEquals(Departure.Direction.BELOW, Departure.of(seconds()).orElseThrow().direction());
    }

    @Test
    void noisyPathNeedsALargerStep() {
        for (int i = 0; i < p50.length; i++) {
            p50[i] = (i % 2 == 0 ? 35 : 45) * MILLI;
        }
        p50[119] = 55 * MILLI;

        assertTrue(Departure.of(seconds()).isEmpty());
    }

    @Test
    void pathWithoutHistoryOrWithoutPresentDoesNotDepart() {
        long[] young = p50.clone();
        Arrays.fill(young, 0, 110, -1);
        long[] silent = p50.clone();
        Arrays.fill(silent, 115, 120, -1);

        assertTrue(Departure.of(new RecentSeconds(0, young, counts)).isEmpty());
        assertTrue(Departure.of(new RecentSeconds(0, silent, counts)).isEmpty());
        assertTrue(Departure.of(new RecentSeconds(0, new long[0], new long[0])).isEmpty());
    }

    @Test
    void newLevelIsStillNewAfterFifteenSeconds() {
        Arrays.fill(p50, 105, 120, 70 * MILLI);

        assertTrue(Departure.of(seconds()).isPresent());
    }

    @Test
    void newLevelBecomesUsualAfterHalfAMinute() {
        Arrays.fill(p50, 80, 120, 70 * MILLI);

        assertTrue(Departure.of(seconds()).isEmpty());
    }
}
