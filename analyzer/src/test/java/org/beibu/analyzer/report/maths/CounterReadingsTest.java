package org.beibu.analyzer.report.maths;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.beibu.analyzer.report.maths.CounterReadings.Reading;
import org.junit.jupiter.api.Test;

class CounterReadingsTest {
    private static List<Reading> everyMinute(long... octets) {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < octets.length; i++) {
            readings.add(new Reading(i * 60L, octets[i], 0));
        }
        return readings;
    }

    @Test
    void rateIsEightBitsAnOctetOverTheFiveMinutes() {
        CounterReadings.Outcome outcome =
                CounterReadings.rates(everyMinute(100, 200, 300, 400, 500, 3100));

        assertEquals(1, outcome.rates().size());
        assertEquals(3000 * 8 / 300.0, outcome.rates().at(0), 1e-12);
        assertTrue(outcome.events().isEmpty());
    }

    @Test
    void readingsAcrossABoundaryAreSharedByTime() {
        CounterReadings.Outcome outcome =
                CounterReadings.rates(
                        List.of(
                                new Reading(0, 0, 0),
                                new Reading(200, 2000, 0),
                                new Reading(400, 6000, 0),
                                new Reading(600, 6000, 0)));

        // 2000 + 100 s of 4000 over 200 s = 4000; the other 100 s of it, then nothing.
        assertEquals(4000 * 8 / 300.0, outcome.rates().at(0), 1e-9);
        assertEquals(2000 * 8 / 300.0, outcome.rates().at(1), 1e-9);
    }

    @Test
    void resetIsAnEventAndNoSample() {
        CounterReadings.Outcome outcome =
                CounterReadings.rates(
                        everyMinute(0, 10, 20, 30, 40, 50, 60, 3, 13, 23, 33, 43, 53, 63, 73, 83));

        assertEquals(List.of(420L), outcome.events());
        assertEquals(50 * 8 / 300.0, outcome.rates().at(0), 1e-12);
        assertTrue(Double.isNaN(outcome.rates().at(1)));
        assertEquals(50 * 8 / 300.0, outcome.rates().at(2), 1e-12);
    }

    @Test
    void changeOfSpeedIsAnEventAndAFasterRateThanTheSpeedIsNot() {
        CounterReadings.Outcome outcome =
                CounterReadings.rates(
                        List.of(
                                new Reading(0, 0, 1000),
                                new Reading(300, 1_000_000, 1000),
                                new Reading(600, 1_000_100, 2000)));

        assertEquals(1_000_000 * 8 / 300.0, outcome.rates().at(0), 1e-9);
        assertTrue(Double.isNaN(outcome.rates().at(1)));
        assertEquals(List.of(600L), outcome.events());
    }

    @Test
    void readingsTooFarApartLeaveAGap() {
        CounterReadings.Outcome outcome =
                CounterReadings.rates(
                        List.of(
                                new Reading(0, 0, 0),
                                new Reading(900, 900, 0),
                                new Reading(1801, 1801, 0)));

        assertEquals(8, outcome.rates().at(2), 1e-12);
        assertTrue(Double.isNaN(outcome.rates().at(3)));
    }

    @Test
    void windowThatIsNotWhollyCoveredIsMissing() {
        CounterReadings.Outcome outcome =
                CounterReadings.rates(List.of(new Reading(1, 0, 0), new Reading(600, 599, 0)));

        assertTrue(Double.isNaN(outcome.rates().at(0)));
        assertEquals(8, outcome.rates().at(1), 1e-9);
    }

    @Test
    void oneReadingSaysNothing() {
        assertEquals(0, CounterReadings.rates(everyMinute(5)).rates().size());
    }
}
