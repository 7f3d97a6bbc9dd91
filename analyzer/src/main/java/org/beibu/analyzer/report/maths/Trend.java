package org.beibu.analyzer.report.maths;

import java.util.Arrays;

/**
 * A straight line through days by Theil and Sen: the median of the slopes of all pairs, then the
 * median of what is left. Up to 29 % of the days may be wild without moving it; one incident drags
 * least squares.
 *
 * @param slope change a day
 * @param intercept value at day 0
 * @param days days that were there
 */
public record Trend(double slope, double intercept, int days) {
    private static final int WEEK = 7;

    /**
     * The line through {@code values[from, to)}; day {@code i} is at {@code i}. NaN where fewer
     * than two days are there.
     *
     * @param every only pairs that lie a multiple of so many days apart; 7 leaves the week out
     */
    static Trend of(double[] values, int from, int to, int every) {
        double[] slopes = new double[(to - from) * (to - from - 1) / 2 + 1];
        int count = 0;
        for (int i = from; i < to; i++) {
            for (int j = i + every; j < to && !Double.isNaN(values[i]); j += every) {
                if (!Double.isNaN(values[j])) {
                    slopes[count++] = (values[j] - values[i]) / (j - i);
                }
            }
        }
        double slope = NearestRank.median(Arrays.copyOf(slopes, count));
        double[] rest = new double[to - from];
        int days = 0;
        for (int i = from; i < to; i++) {
            rest[i - from] = values[i] - slope * i;
            days += Double.isNaN(values[i]) ? 0 : 1;
        }
        return new Trend(slope, NearestRank.median(rest), days);
    }

    /** The line through all values. */
    public static Trend of(double[] values) {
        return of(values, 0, values.length, 1);
    }

    /** The value of the line at a day. */
    public double at(double day) {
        return intercept + slope * day;
    }

    /**
     * Whether values rise or fall, by Mann and Kendall: the two-sided p of their order. It takes
     * them for independent, so it is too sure of itself where they are not.
     */
    public static double mannKendall(double[] values) {
        double[] present = NearestRank.present(values);
        int n = present.length;
        if (n < 4) {
            return Double.NaN;
        }
        long score = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                score += (long) Math.signum(present[j] - present[i]);
            }
        }
        double sd = Math.sqrt((n * (n - 1.0) * (2.0 * n + 5) - ties(present)) / 18);
        if (sd == 0) {
            return 1;
        }
        double z = Math.max(0, Math.abs(score) - 1) / sd;
        return 2 * (1 - Normal.cumulative(z));
    }

    private static double ties(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double sum = 0;
        int run = 1;
        for (int i = 1; i <= sorted.length; i++) {
            if (i < sorted.length && sorted[i] == sorted[i - 1]) {
                run++;
            } else {
                sum += run * (run - 1.0) * (2.0 * run + 5);
                run = 1;
            }
        }
        return sum;
    }

    /**
     * The line and the effect of each day of the week: the medians of what a line leaves, brought
     * to mean 0.
     *
     * @param line the line through the days without their weekdays' effects
     * @param weekday effect by {@code day mod 7}
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Weekly(Trend line, double[] weekday) {
        static Weekly of(double[] values, int from, int to) {
            Trend first = Trend.of(values, from, to, WEEK);
            if (Double.isNaN(first.slope)) {
                first = Trend.of(values, from, to, 1);
            }
            double[] effect = effects(values, from, to, first);
            double[] plain = values.clone();
            for (int i = from; i < to; i++) {
                plain[i] -= effect[i % WEEK];
            }
            return new Weekly(Trend.of(plain, from, to, 1), effect);
        }

        private static double[] effects(double[] values, int from, int to, Trend line) {
            double[] effect = new double[WEEK];
            for (int day = 0; day < WEEK; day++) {
                double[] rest = new double[to - from];
                for (int i = from; i < to; i++) {
                    rest[i - from] = i % WEEK == day ? values[i] - line.at(i) : Double.NaN;
                }
                double median = NearestRank.median(rest);
                effect[day] = Double.isNaN(median) ? 0 : median;
            }
            double mean = Arrays.stream(effect).average().orElse(0);
            Arrays.setAll(effect, day -> effect[day] - mean);
            return effect;
        }

        /** The value of a day, its weekday's effect included. */
        double at(int day) {
            return line.at(day) + weekday[Math.floorMod(day, WEEK)];
        }
    }
}
