package org.beibu.analyzer.report.maths;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The time-consistent busy hour: the clock hour with the highest mean over all days of the span,
 * the earliest of equals. Missing windows are left out of the means.
 *
 * @param hour the clock hour, 0 to 23, in the zone that was asked for
 * @param mean mean of its windows, bit/s
 * @param p95 95th percentile of its windows, bit/s
 * @param samples its windows that were counted
 * @param peakHourSecond start of the single hour with the highest mean, epoch seconds
 * @param peakHourMean the mean of that hour, bit/s
 */
public record BusyHour(
        int hour, double mean, double p95, int samples, long peakHourSecond, double peakHourMean) {
    /** Over so many days the busy hour is found. */
    public static final int DAYS = 30;

    private static final int HOURS = 24;

    /** The busy hour of all windows of the series; empty when none was counted. */
    public static Optional<BusyHour> of(RateSeries rates, ZoneId zone) {
        List<List<Double>> byHour = new ArrayList<>();
        for (int hour = 0; hour < HOURS; hour++) {
            byHour.add(new ArrayList<>());
        }
        SingleHours single = new SingleHours();
        for (int i = 0; i < rates.size(); i++) {
            double rate = rates.at(i);
            if (!Double.isNaN(rate)) {
                long second = rates.secondAt(i);
                Instant moment = Instant.ofEpochSecond(second);
                long local = second + zone.getRules().getOffset(moment).getTotalSeconds();
                byHour.get((int) Math.floorMod(Math.floorDiv(local, 3600L), (long) HOURS))
                        .add(rate);
                single.add(Math.floorDiv(local, 3600L), second, rate);
            }
        }
        single.end();
        int best = -1;
        double highest = Double.NEGATIVE_INFINITY;
        for (int hour = 0; hour < HOURS; hour++) {
            double mean = mean(byHour.get(hour));
            if (mean > highest) {
                best = hour;
                highest = mean;
            }
        }
        return best < 0
                ? Optional.empty()
                : Optional.of(of(best, highest, byHour.get(best), single));
    }

    private static BusyHour of(int hour, double mean, List<Double> rates, SingleHours single) {
        double[] values = rates.stream().mapToDouble(Double::doubleValue).toArray();
        return new BusyHour(
                hour,
                mean,
                NearestRank.of(95, values),
                values.length,
                single.bestSecond,
                single.bestMean);
    }

    private static double mean(List<Double> rates) {
        return rates.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    /** Finds the single hour with the highest mean. */
    private static final class SingleHours {
        private long hour = Long.MIN_VALUE;
        private long firstSecond;
        private double sum;
        private int count;
        private double bestMean = Double.NaN;
        private long bestSecond;

        void add(long localHour, long second, double rate) {
            if (localHour != hour) {
                end();
                hour = localHour;
                firstSecond = second - Math.floorMod(second, 3600L);
                sum = 0;
                count = 0;
            }
            sum += rate;
            count++;
        }

        void end() {
            if (count > 0 && !(sum / count <= bestMean)) {
                bestMean = sum / count;
                bestSecond = firstSecond;
            }
        }
    }
}
