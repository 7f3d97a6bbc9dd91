package org.beibu.analyzer.report.maths;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneId;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BusyHourTest {
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final int HOUR = 12;
    private static final int DAY = 24 * HOUR;

    private static double[] flat(int days) {
        double[] rates = new double[days * DAY];
        Arrays.fill(rates, 1);
        return rates;
    }

    private static void set(double[] rates, int day, int hour, double rate) {
        Arrays.fill(rates, day * DAY + hour * HOUR, day * DAY + (hour + 1) * HOUR, rate);
    }

    @Test
    void busyHourHasTheHighestMeanOverAllDaysNotTheHighestPeak() {
        double[] rates = flat(4);
        for (int day = 0; day < 4; day++) {
            set(rates, day, 20, 3);
        }
        set(rates, 2, 9, 9); // mean of 9 o'clock: (9 + 3 * 1) / 4 = 3, and 20 o'clock is 3.1
        rates[20 * HOUR] = 4.2 + 3 - 2.4;

        BusyHour busy = BusyHour.of(new RateSeries(0, rates), UTC).orElseThrow();

        assertEquals(20, busy.hour());
        assertEquals(3 + 1.8 / 48, busy.mean(), 1e-12);
        assertEquals(48, busy.samples());
        assertEquals(3, busy.p95());
        assertEquals(9, busy.peakHourMean());
        assertEquals((2 * 24 + 9) * 3600L, busy.peakHourSecond());
    }

    @Test
    void equalHoursGiveTheEarliest() {
        double[] rates = flat(2);
        set(rates, 0, 7, 5);
        set(rates, 1, 5, 5);

        BusyHour busy = BusyHour.of(new RateSeries(0, rates), UTC).orElseThrow();

        assertEquals(5, busy.hour());
        assertEquals(7 * 3600L, busy.peakHourSecond());
    }

    @Test
    void hourIsThatOfTheZone() {
        double[] rates = flat(2);
        set(rates, 0, 13, 5);

        assertEquals(
                21,
                BusyHour.of(new RateSeries(0, rates), ZoneId.of("Asia/Shanghai"))
                        .orElseThrow()
                        .hour());
        // Half past: 13:00 to 14:00 UTC is half in 18 and half in 19 o'clock of +05:30.
        assertEquals(
                18,
                BusyHour.of(new RateSeries(0, rates), ZoneId.of("+05:30")).orElseThrow().hour());
    }

    @Test
    void missingHoursAreLeftOutAndNotZero() {
        double[] rates = flat(3);
        for (int day = 0; day < 3; day++) {
            set(rates, day, 8, 2);
        }
        set(rates, 0, 22, 2.5);
        set(rates, 1, 22, Double.NaN);
        set(rates, 2, 22, Double.NaN);

        BusyHour busy = BusyHour.of(new RateSeries(0, rates), UTC).orElseThrow();

        assertEquals(22, busy.hour());
        assertEquals(2.5, busy.mean());
        assertEquals(12, busy.samples());
    }

    @Test
    void nothingCountedHasNoBusyHour() {
        double[] rates = new double[DAY];
        Arrays.fill(rates, Double.NaN);

        assertTrue(BusyHour.of(new RateSeries(0, rates), UTC).isEmpty());
    }
}
