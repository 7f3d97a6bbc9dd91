package org.beibu.analyzer.report.maths;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemandTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final double GONE = Double.NaN;

    private static long second(String text) {
        return ZonedDateTime.parse(text).toEpochSecond();
    }

    /** The numbers 1 to n, so that the value of a rank is the rank. */
    private static double[] countingTo(int n) {
        return IntStream.rangeClosed(1, n).mapToDouble(i -> i).toArray();
    }

    @ParameterizedTest
    @CsvSource({"28, 7661", "29, 7935", "30, 8208", "31, 8482"})
    void monthOfAnyLengthHasItsRank(int days, int rank) {
        assertEquals(rank, NearestRank.rank(95, days * 288));
        assertEquals(rank, NearestRank.of(95, countingTo(days * 288)));
    }

    @Test
    void percentileOfOneSampleIsThatSampleAndOfNoneIsNotANumber() {
        assertEquals(7, NearestRank.of(95, new double[] {7}));
        assertTrue(Double.isNaN(NearestRank.of(95, new double[] {})));
        assertTrue(Double.isNaN(NearestRank.of(95, new double[] {GONE, GONE})));
    }

    @Test
    void tiesAreCountedOneByOne() {
        double[] rates = new double[20];
        Arrays.fill(rates, 5);
        rates[3] = 9;
        rates[7] = 9;

        // Rank 19 of 20 is the second highest: with one 9 it would be 5.
        assertEquals(9, NearestRank.of(95, rates));
        rates[7] = 5;
        assertEquals(5, NearestRank.of(95, rates));
    }

    @Test
    void missingSamplesAreLeftOutAndTheirShareIsTold() {
        double[] rates = countingTo(100);
        for (int i = 0; i < 10; i++) {
            rates[i * 10] = GONE; // 1, 11, ..., 91 are gone: 90 are left, rank 86
        }
        Demand demand = Demand.of(new RateSeries(0, rates));

        // 100 is rank 90 of what is left, 99 is rank 89, so rank 86 = ceil(0.95 * 90) is 96.
        assertEquals(96, demand.p95());
        assertEquals(90, demand.samples());
        assertEquals(0.1, demand.missing(), 1e-12);
        assertTrue(demand.provisional());
        assertEquals(100, demand.peak());
        assertEquals(99 * 300, demand.peakSecond());
    }

    @Test
    void exactlyFivePercentMissingIsFinal() {
        double[] rates = countingTo(100);
        Arrays.fill(rates, 0, 5, GONE);

        assertFalse(Demand.of(new RateSeries(0, rates)).provisional());
        rates[5] = GONE;
        assertTrue(Demand.of(new RateSeries(0, rates)).provisional());
    }

    @Test
    void addingASampleAboveThe95thNeverLowersIt() {
        SplittableRandom random = new SplittableRandom(7);
        for (int run = 0; run < 300; run++) {
            double[] rates = random.doubles(1 + random.nextInt(60)).toArray();
            double before = NearestRank.of(95, rates);
            double[] more = Arrays.copyOf(rates, rates.length + 1);
            more[rates.length] = before + random.nextDouble();

            assertTrue(NearestRank.of(95, more) >= before);
        }
    }

    @Test
    void groupOfTwoLinksBusyInDifferentHoursHasTheFullRate() {
        double[] one = new double[100];
        double[] other = new double[100];
        Arrays.fill(one, 10, 14, 1e9);
        Arrays.fill(other, 50, 54, 1e9);
        RateSeries first = new RateSeries(0, one);
        RateSeries second = new RateSeries(0, other);

        assertEquals(0, Demand.of(first).p95());
        assertEquals(0, Demand.of(second).p95());
        assertEquals(1e9, Demand.of(RateSeries.sum(List.of(first, second))).p95());
    }

    @Test
    void sampleMissingInOneMemberIsMissingInTheSum() {
        RateSeries sum =
                RateSeries.sum(
                        List.of(
                                new RateSeries(0, new double[] {1, GONE, 3}),
                                new RateSeries(0, new double[] {10, 20, 30})));

        assertEquals(11, sum.at(0));
        assertTrue(Double.isNaN(sum.at(1)));
        assertEquals(33, sum.at(2));
    }

    @Test
    void monthBeginsAtMidnightOfTheBillingZone() {
        // 1 March in Shanghai begins at 16:00 UTC on 28 February.
        long start = second("2026-02-28T15:50:00Z");
        RateSeries out = new RateSeries(start, new double[] {1, 2, 30, 40});
        RateSeries in = new RateSeries(start, new double[] {9, 8, 7, 6});

        List<MonthDemand> months = MonthDemand.of(in, out, SHANGHAI);

        assertEquals(
                List.of(YearMonth.of(2026, 2), YearMonth.of(2026, 3)),
                months.stream().map(MonthDemand::month).toList());
        assertEquals(2, months.get(0).out().p95());
        assertEquals(40, months.get(1).out().p95());
        assertEquals(9, months.get(0).billed());
        assertEquals(40, months.get(1).billed());
        assertEquals(1, MonthDemand.of(in, out, ZoneId.of("UTC")).size());
    }

    @Test
    void wholeMonthCountsWhatIsMissingAtItsEndsPartOfAMonthDoesNot() {
        long start = second("2026-02-01T00:00:00+08:00");
        double[] rates = countingTo(28 * 288 + 10);
        Arrays.fill(rates, 0, 1000, GONE);
        RateSeries series = new RateSeries(start, rates);

        List<MonthDemand> months = MonthDemand.of(series, series, SHANGHAI);

        assertTrue(months.get(0).whole());
        assertEquals(28 * 288, months.get(0).in().expected());
        assertEquals(1000 / (28 * 288.0), months.get(0).in().missing(), 1e-12);
        assertFalse(months.get(1).whole());
        assertEquals(10, months.get(1).in().expected());
        assertEquals(0, months.get(1).in().missing());
        assertTrue(months.get(1).provisional());
    }

    @Test
    void monthWithAnHourLessHasFewerSamples() {
        ZoneId zone = ZoneId.of("Europe/Berlin");
        long start = second("2026-03-01T00:00:00+01:00");
        long end = second("2026-04-01T00:00:00+02:00");
        RateSeries series = new RateSeries(start, countingTo((int) ((end - start) / 300)));

        MonthDemand march = MonthDemand.of(series, series, zone).get(0);

        assertEquals(31 * 288 - 12, march.in().expected());
        assertEquals(0, march.in().missing());
    }
}
