package org.beibu.analyzer.recommend.urgent;

import java.util.Arrays;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.beibu.analyzer.live.LivePath;

/**
 * The last two minutes of one exit, second by second. How many answers a second should have is told
 * by the seconds before those that are judged: their median, with their spread as doubt, since
 * probes may be sent at random gaps.
 */
final class Seconds {
    private static final long SECOND_NANOS = 1_000_000_000L;

    /** Chance of a false alarm, each time one looks. */
    private static final double CHANCE = 1e-7;

    /** So many standard deviations of the number sent are not taken for loss. */
    private static final double DOUBT = 5;

    /** A rate is known from so many seconds. */
    private static final int LEAST_SECONDS = 10;

    private static final int BASE_SECONDS = 60;

    private final LivePath path;

    Seconds(LivePath path) {
        this.path = path;
    }

    long lastNanos() {
        return path.lastSampleNanos();
    }

    private int seconds() {
        return path.secondCount().length;
    }

    /** Index of a second, -1 when it is not among the last ones. */
    int index(long second) {
        long[] starts = path.secondStartNanos();
        if (starts.length == 0) {
            return -1;
        }
        long at = second - starts[0] / SECOND_NANOS;
        return at >= 0 && at < starts.length ? (int) at : -1;
    }

    long count(long second) {
        int at = index(second);
        return at < 0 ? 0 : path.secondCount()[at];
    }

    /** Median delay of a second, milliseconds; NaN when nothing came. */
    double median(long second) {
        int at = index(second);
        long median = at < 0 ? -1 : path.secondP50Nanos()[at];
        return median < 0 ? Double.NaN : median / 1e6;
    }

    /** Answers of the {@code length} seconds before one. */
    long count(long before, int length) {
        long sum = 0;
        for (long second = before - length; second < before; second++) {
            sum += count(second);
        }
        return sum;
    }

    /** What usually comes in a second, before this one, and its standard deviation. */
    Rate rate(long before) {
        int end = Math.min(seconds(), index(before) < 0 ? 0 : index(before));
        long[] counts =
                Arrays.stream(path.secondCount(), Math.max(0, end - BASE_SECONDS), end)
                        .filter(count -> count > 0)
                        .sorted()
                        .toArray();
        if (counts.length < LEAST_SECONDS) {
            return new Rate(0, 0);
        }
        double median = counts[counts.length / 2];
        double squares = 0;
        for (long count : counts) {
            squares += (count - median) * (count - median);
        }
        return new Rate(median, Math.sqrt(squares / counts.length));
    }

    /**
     * What usually comes in a second.
     *
     * @param answers the median, 0 when it is not known
     * @param deviation the standard deviation
     */
    record Rate(double answers, double deviation) {}

    /** The share that was lost in the {@code length} seconds before one; NaN when not known. */
    double loss(long before, int length) {
        Rate rate = rate(before - length);
        return rate.answers() == 0
                ? Double.NaN
                : Math.max(0, 1 - count(before, length) / (rate.answers() * length));
    }

    /** Whether so many answers are missing that a usual loss does not explain it. */
    boolean isLossy(long before, int length, double usualLoss) {
        Rate rate = rate(before - length);
        int sent = (int) Math.round(rate.answers() * length);
        double doubt = DOUBT * rate.deviation() * Math.sqrt(length);
        int lost = (int) Math.floor(sent - count(before, length) - doubt);
        return sent > 0
                && lost > 0
                && usualLoss < 1
                && new BinomialDistribution(null, sent, usualLoss).cumulativeProbability(lost - 1)
                        > 1 - CHANCE;
    }
}
