package org.beibu.analyzer.report.maths;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * When a monthly 95th percentile crosses a limit. Many futures are drawn: each follows the line of
 * the forecast and leaves it by errors that real forecasts made, drawn anew for each stretch of 30
 * days, so that the spread grows with the square root of time. A future that never crosses within
 * three years says nothing about ever.
 *
 * @param early by the end of this month 10 % of the futures have crossed; empty where fewer do
 * @param middle the same for 50 %
 * @param late the same for 90 %
 * @param why why there is no date at all, else {@link Why#FOUND}
 */
public record Exhaustion(
        Optional<YearMonth> early, Optional<YearMonth> middle, Optional<YearMonth> late, Why why) {
    /** How far futures are drawn, months. */
    public static final int MONTHS = 36;

    private static final int FUTURES = 2_000;

    /** What there is to say. */
    public enum Why {
        /** There is at least the early date. */
        FOUND,
        /** The last month was above the limit already. */
        NOW,
        /** Traffic does not grow. */
        NOT_GROWING,
        /** Fewer than 10 % of the futures cross within three years. */
        NOT_WITHIN_3_YEARS,
        /** There is no forecast. */
        NOT_ENOUGH_HISTORY
    }

    private static Exhaustion without(Why why) {
        return new Exhaustion(Optional.empty(), Optional.empty(), Optional.empty(), why);
    }

    /** Nothing can be said. */
    public static Exhaustion unknown() {
        return without(Why.NOT_ENOUGH_HISTORY);
    }

    /** The limit is crossed already, in this month or earlier. */
    public static Exhaustion now(YearMonth month) {
        Optional<YearMonth> then = Optional.of(month);
        return new Exhaustion(then, then, then, Why.NOW);
    }

    /**
     * When the limit is crossed.
     *
     * @param forecast of the logarithm of daily values
     * @param lastDay the day of the last value
     * @param aboveDaily by how much the logarithm of a month's 95th lies above the level of days
     * @param limit logarithm of the limit
     */
    public static Exhaustion of(
            Forecast forecast, LocalDate lastDay, double aboveDaily, double limit) {
        YearMonth first = YearMonth.from(lastDay.plusDays(1));
        if (!(forecast.slope() > 0)) {
            return without(Why.NOT_GROWING);
        }
        int[] crossed = new Futures(forecast, lastDay, aboveDaily, limit).crossings(first);
        Optional<YearMonth> early = quantile(crossed, 0.10, first);
        return new Exhaustion(
                early,
                quantile(crossed, 0.50, first),
                quantile(crossed, 0.90, first),
                early.isPresent() ? Why.FOUND : Why.NOT_WITHIN_3_YEARS);
    }

    /** The month by which this share has crossed; {@code crossed[m]} crossed first in month m. */
    private static Optional<YearMonth> quantile(int[] crossed, double share, YearMonth first) {
        int sum = 0;
        for (int month = 0; month < crossed.length; month++) {
            sum += crossed[month];
            if (sum >= share * FUTURES) {
                return Optional.of(first.plusMonths(month));
            }
        }
        return Optional.empty();
    }

    /** The latest day to order something that takes so many days; empty without an early date. */
    public Optional<LocalDate> orderBy(long leadDays) {
        return early.map(month -> month.atDay(1).minusDays(leadDays));
    }

    private record Futures(Forecast forecast, LocalDate lastDay, double aboveDaily, double limit) {
        int[] crossings(YearMonth first) {
            int[] crossed = new int[MONTHS];
            double[] errors = forecast.errors();
            double[] centre = new double[MONTHS];
            double[] step = new double[MONTHS];
            long before = 0;
            for (int month = 0; month < MONTHS; month++) {
                YearMonth then = first.plusMonths(month);
                long middle =
                        Math.max(1, ChronoUnit.DAYS.between(lastDay, then.atEndOfMonth()) - 14);
                centre[month] = forecast.level(Math.toIntExact(middle)).centre() + aboveDaily;
                step[month] = Math.sqrt((middle - before) / (double) Forecast.errorDays());
                before = middle;
            }
            SplittableRandom random = new SplittableRandom(1);
            for (int future = 0; future < FUTURES; future++) {
                int month = first(random, errors, centre, step);
                if (month < MONTHS) {
                    crossed[month]++;
                }
            }
            return crossed;
        }

        private int first(
                SplittableRandom random, double[] errors, double[] centre, double[] step) {
            double off = 0;
            for (int month = 0; month < MONTHS; month++) {
                double error = errors[random.nextInt(errors.length)];
                off += (random.nextBoolean() ? error : -error) * step[month];
                if (centre[month] + off > limit) {
                    return month;
                }
            }
            return MONTHS;
        }
    }

    /** By how much months' 95th percentiles lie above the mean of their days, in logarithms. */
    public static double aboveDaily(double[] monthLogs, double[] dailyMeans) {
        double[] above = new double[monthLogs.length];
        Arrays.setAll(above, i -> monthLogs[i] - dailyMeans[i]);
        double median = NearestRank.median(above);
        return Double.isNaN(median) ? 0 : median;
    }
}
