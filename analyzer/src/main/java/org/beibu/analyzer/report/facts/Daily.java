package org.beibu.analyzer.report.facts;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import org.beibu.analyzer.report.maths.Demand;
import org.beibu.analyzer.report.maths.NearestRank;
import org.beibu.analyzer.report.maths.RateSeries;

/**
 * The 95th percentile of each calendar day and of each week, as natural logarithms: what growth is
 * told from. A day of which a quarter is missing, or on which nothing was carried, is none.
 *
 * @param first the first day
 * @param logarithms by day; NaN where there is none
 */
@SuppressWarnings("ArrayRecordComponent")
record Daily(LocalDate first, double[] logarithms) {
    private static final double LEAST_PRESENT = 0.75;
    private static final int WEEK = 7;

    static Daily of(RateSeries rates, ZoneId zone) {
        LocalDate first = Instant.ofEpochSecond(rates.startSecond()).atZone(zone).toLocalDate();
        LocalDate end =
                Instant.ofEpochSecond(rates.secondAt(rates.size())).atZone(zone).toLocalDate();
        int days = (int) (end.toEpochDay() - first.toEpochDay());
        double[] values = new double[days];
        Arrays.setAll(values, day -> value(rates, first.plusDays(day), 1, zone));
        return new Daily(first, values);
    }

    private static double value(RateSeries rates, LocalDate day, int days, ZoneId zone) {
        long from = day.atStartOfDay(zone).toEpochSecond();
        long to = day.plusDays(days).atStartOfDay(zone).toEpochSecond();
        Demand demand = Demand.of(rates.between(from, to), (to - from) / RateSeries.STEP);
        boolean enough = demand.missing() <= 1 - LEAST_PRESENT;
        return enough && demand.p95() > 0 ? Math.log(demand.p95()) : Double.NaN;
    }

    /** The last day, or the day before the first when there is none. */
    LocalDate last() {
        return first.plusDays(logarithms.length - 1L);
    }

    /** The mean of the days of a span; NaN without any. */
    double mean(LocalDate from, LocalDate to) {
        int start = (int) Math.max(0, from.toEpochDay() - first.toEpochDay());
        int end = (int) Math.min(logarithms.length, to.toEpochDay() - first.toEpochDay());
        return start >= end
                ? Double.NaN
                : Arrays.stream(logarithms, start, end)
                        .filter(value -> !Double.isNaN(value))
                        .average()
                        .orElse(Double.NaN);
    }

    /** The 95th percentile of whole weeks that end with the last day, as logarithms. */
    static double[] weekly(RateSeries rates, Daily daily, ZoneId zone) {
        int weeks = daily.logarithms.length / WEEK;
        LocalDate start = daily.last().plusDays(1).minusDays((long) weeks * WEEK);
        double[] values = new double[weeks];
        Arrays.setAll(values, week -> value(rates, start.plusDays((long) week * WEEK), WEEK, zone));
        return values;
    }

    /** How many days have a value. */
    int present() {
        return (int) Arrays.stream(logarithms).filter(value -> !Double.isNaN(value)).count();
    }

    /** The median of all days, as a rate; NaN without any. */
    double median() {
        return Math.exp(NearestRank.median(logarithms));
    }
}
