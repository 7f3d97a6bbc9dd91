package org.beibu.analyzer.report.render.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TicksTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private static List<String> numbers(double low, double high) {
        NumberTicks ticks = NumberTicks.around(low, high, 5);
        return ticks.values().stream().map(v -> ticks.text(v, false)).toList();
    }

    private static List<String> times(String from, String to, int most) {
        return TimeTicks.within(
                        (double) Instant.parse(from).getEpochSecond(),
                        (double) Instant.parse(to).getEpochSecond(),
                        most,
                        SHANGHAI)
                .stream()
                .map(TimeTicks.Tick::text)
                .toList();
    }

    @Test
    void ticksAreRoundAndShowNoMoreDecimalsThanTheyNeed() {
        assertEquals(List.of("0", "50", "100", "150", "200", "250"), numbers(0, 205));
        assertEquals(List.of("0", "25", "50", "75", "100", "125"), numbers(0, 110));
        assertEquals(List.of("0.0", "2.5", "5.0", "7.5", "10.0", "12.5"), numbers(0, 12));
        assertEquals(List.of("0.00", "0.25", "0.50", "0.75", "1.00", "1.25"), numbers(0, 1.2));
        assertEquals(List.of("−1", "0", "1", "2", "3"), numbers(-1, 3));
        assertEquals(List.of("0", "20,000", "40,000", "60,000"), numbers(0, 55_000));
    }

    @Test
    void sharesAreTickedAsPercentages() {
        NumberTicks ticks = NumberTicks.around(0, 1.08, 5);

        assertEquals("25 %", ticks.text(ticks.values().get(1), true));
    }

    @Test
    void ticksHoldTheValuesWhateverTheyAre() {
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            double low = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(12) - 4);
            double high = low + random.nextDouble() * Math.pow(10, random.nextInt(12) - 4);
            NumberTicks ticks = NumberTicks.around(low, high, 5);

            double slack = 1e-6 * ticks.step();
            assertTrue(
                    ticks.low() <= low + slack && ticks.high() >= high - slack, low + " " + high);
            assertTrue(ticks.values().size() <= 13, ticks + " around " + low + " " + high);
        }
    }

    @Test
    void oneValueStillMakesAnAxis() {
        NumberTicks ticks = NumberTicks.around(7, 7, 5);

        assertTrue(ticks.low() <= 7 && ticks.high() > 7 && ticks.values().size() > 1);
    }

    @Test
    void timesAreTickedAtRoundTimesOfTheZone() {
        assertEquals(
                List.of("2026-01", "2026-04", "2026-07", "2026-10"),
                times("2025-10-31T16:00:00Z", "2026-10-31T16:00:00Z", 5));
        assertEquals(
                List.of("03-01", "03-02", "03-03"),
                times("2026-02-28T16:00:00Z", "2026-03-02T18:00:00Z", 4));
        assertEquals(
                List.of("00:00", "03:00", "06:00"),
                times("2026-02-28T16:00:00Z", "2026-02-28T23:59:00Z", 4));
    }

    @Test
    void weeksBeginOnMondays() {
        // 2 March 2026 is a Monday.
        assertEquals(
                List.of("03-02", "03-09", "03-16"),
                times("2026-02-28T16:00:00Z", "2026-03-18T00:00:00Z", 4));
    }

    @Test
    void yearsOfHistoryDoNotCrowdTheAxis() {
        assertTrue(times("1990-01-01T00:00:00Z", "2026-01-01T00:00:00Z", 8).size() <= 9);
    }
}
