package org.beibu.analyzer.report.maths;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ForecastTest {
    private static final LocalDate LAST = LocalDate.of(2026, 6, 30);

    private static double[] line(int days, double start, double slope) {
        double[] values = new double[days];
        Arrays.setAll(values, i -> start + slope * i);
        return values;
    }

    private static double[] noisy(int days, double slope, long seed) {
        Random random = new Random(seed);
        double[] values = line(days, 0, slope);
        Arrays.setAll(
                values, i -> values[i] + 0.03 * random.nextGaussian() + (i % 7 == 5 ? -0.1 : 0));
        return values;
    }

    @Test
    void lineOfTheilAndSenIsTheMedianOfSlopes() {
        // Slopes of the pairs of 0, 1, 2, 30: 1, 1, 10, 1, 14.5, 28; their median is 5.5.
        assertEquals(5.5, Trend.of(new double[] {0, 1, 2, 30}).slope(), 1e-12);
    }

    @Test
    void oneIncidentDoesNotDragTheTrend() {
        double[] values = line(60, 1, 0.01);
        values[59] = -5;

        assertEquals(0.01, Trend.of(values).slope(), 1e-12);
    }

    @Test
    void orderOfDaysIsJudgedByMannAndKendall() {
        // All 10 pairs of 1..5 rise: S = 10, var = 5*4*15/18 = 16.667, z = 9/4.0825 = 2.2045.
        assertEquals(0.02749, Trend.mannKendall(new double[] {1, 2, 3, 4, 5}), 1e-4);
        assertEquals(1, Trend.mannKendall(new double[] {2, 2, 2, 2, 2}), 1e-12);
        assertTrue(Double.isNaN(Trend.mannKendall(new double[] {1, 2, 3})));
    }

    @Test
    void normalDistributionIsThatOfTheTables() {
        assertEquals(0.5, Normal.cumulative(0), 1e-15);
        assertEquals(0.975, Normal.cumulative(1.959963985), 1e-9);
        assertEquals(0.001349898, Normal.cumulative(-3), 1e-9);
    }

    @Test
    void exactLineGoesOnExactly() {
        Forecast forecast = Forecast.of(line(200, 2, 0.001)).orElseThrow();

        Forecast.Band band = forecast.day(90);

        assertEquals(2 + 0.001 * 289, band.centre(), 1e-9);
        assertEquals(0, band.high() - band.low(), 1e-9);
    }

    @Test
    void weekdaysReturn() {
        double[] values = line(210, 2, 0.001);
        Arrays.setAll(values, i -> values[i] + (i % 7 == 3 ? 0.2 : 0));
        Forecast forecast = Forecast.of(values).orElseThrow();

        // Day 210 + 3 is such a day, day 210 + 4 is not.
        double rise = forecast.day(4).centre() - forecast.day(5).centre();
        assertEquals(0.2 - 0.001, rise, 1e-6);
    }

    @Test
    void tooShortOrTooEmptyAHistoryHasNoForecast() {
        double[] holes = line(200, 2, 0.001);
        Arrays.fill(holes, 100, 180, Double.NaN);

        assertTrue(Forecast.of(new double[] {}).isEmpty());
        assertTrue(Forecast.of(new double[] {1}).isEmpty());
        assertTrue(Forecast.of(new double[] {1, 2}).isEmpty());
        assertTrue(Forecast.of(line(119, 1, 0.1)).isEmpty());
        assertTrue(Forecast.of(holes).isEmpty());
        assertEquals(0, Forecast.backtest(line(50, 1, 0.1), 30).tried());
    }

    @Test
    void constantHistoryGivesItsConstantAndNoBand() {
        Forecast.Band band = Forecast.of(line(150, 3, 0)).orElseThrow().day(30);

        assertEquals(3, band.centre(), 1e-12);
        assertEquals(3, band.low(), 1e-12);
    }

    @Test
    void bandWidensWithTheSquareRootOfTimeAndFollowsScale() {
        double[] values = noisy(300, 0.001, 5);
        Forecast forecast = Forecast.of(values).orElseThrow();
        double[] doubled = Arrays.stream(values).map(v -> v + Math.log(2)).toArray();
        Forecast of2 = Forecast.of(doubled).orElseThrow();

        double near = forecast.level(30).high() - forecast.level(30).low();
        double far = forecast.level(120).high() - forecast.level(120).low();
        assertEquals(2, far / near, 1e-9);
        assertEquals(forecast.day(60).centre() + Math.log(2), of2.day(60).centre(), 1e-9);
        assertEquals(forecast.day(60).high() + Math.log(2), of2.day(60).high(), 1e-9);
    }

    @Test
    void backtestCountsForecastsWhoseOutcomeIsKnown() {
        int covered = 0;
        for (long seed = 1; seed <= 40; seed++) {
            Forecast.Backtest test = Forecast.backtest(noisy(200, 0.001, seed), 30);

            // Made before days 120, 125, ..., 170.
            assertEquals(11, test.tried());
            covered += test.covered();
        }
        assertTrue(covered >= 0.88 * 440 && covered < 440);
    }

    @Test
    void backtestFindsOutWhenTheWorldChanges() {
        double[] values = noisy(240, 0, 11);
        Arrays.setAll(values, i -> values[i] + (i >= 150 ? 1.5 : 0));

        assertTrue(Forecast.backtest(values, 30).share() < 0.9);
    }

    @Test
    void exactExponentialCrossesInTheReckonedMonth() {
        // Doubles in 365 days from 1 on 30 June; 1.5 is reached after 213.5 days, on 29 January.
        double slope = Math.log(2) / 365;
        double[] values = line(200, -slope * 199, slope);
        Forecast forecast = Forecast.of(values).orElseThrow();

        Exhaustion found = Exhaustion.of(forecast, LAST, 0, Math.log(1.5));

        // The middle of a month stands for it: of January it lies before the 29th.
        assertEquals(Optional.of(YearMonth.of(2027, 2)), found.middle());
        assertEquals(found.early(), found.late());
        assertEquals(Optional.of(LocalDate.of(2027, 2, 1).minusDays(90)), found.orderBy(90));
    }

    @Test
    void flatAndFallingSeriesHaveNoDate() {
        for (double slope : new double[] {0, -0.002}) {
            Exhaustion none =
                    Exhaustion.of(Forecast.of(line(200, 1, slope)).orElseThrow(), LAST, 0, 1.5);

            assertEquals(Exhaustion.Why.NOT_GROWING, none.why());
            assertTrue(none.orderBy(10).isEmpty());
        }
    }

    @Test
    void datesComeInOrderAndFarLimitsHaveNone() {
        Forecast forecast = Forecast.of(noisy(300, 0.001, 13)).orElseThrow();

        Exhaustion near = Exhaustion.of(forecast, LAST, 0, 0.55);
        Exhaustion far = Exhaustion.of(forecast, LAST, 0, 50);

        assertFalse(near.early().orElseThrow().isAfter(near.middle().orElseThrow()));
        assertFalse(near.middle().orElseThrow().isAfter(near.late().orElseThrow()));
        assertEquals(Exhaustion.Why.NOT_WITHIN_3_YEARS, far.why());
        assertEquals(near, Exhaustion.of(forecast, LAST, 0, 0.55));
    }
}
