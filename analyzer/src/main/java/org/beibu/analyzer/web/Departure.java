package org.beibu.analyzer.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The newest seconds of a path lie clearly off the two minutes before: a hint for the eye, not an
 * alert and not evidence.
 *
 * <p>The baseline is the median of the per-second medians that are at least {@link
 * #SECONDS_LEFT_OUT} old, and clearly means: further than three times their interquartile range
 * (four standard deviations of a normal one; a median absolute deviation is 0 for a path that flips
 * between two levels), than 5 % of the baseline, and than 1 ms. One second of three samples
 * suffices, otherwise two seconds must agree. After about half a minute the new level is part of
 * the usual range and the hint goes away.
 *
 * @param direction above or below the baseline
 * @param byNanos how far, positive
 * @param baselineNanos the baseline
 * @param baselineSeconds of how many seconds' medians it is the median
 */
public record Departure(
        Direction direction, long byNanos, long baselineNanos, int baselineSeconds) {
    /** Which way. */
    public enum Direction {
        ABOVE,
        BELOW;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int SECONDS_LEFT_OUT = 5;
    private static final int FEWEST_BASELINE_SECONDS = 10;
    private static final int FEWEST_SAMPLES = 3;
    private static final double RANGES = 3;
    private static final double LEAST_SHARE = 0.05;
    private static final double LEAST_NANOS = 1e6;

    /** The departure of these seconds, if there is one. */
    public static Optional<Departure> of(RecentSeconds seconds) {
        Optional<Integer> newest = seconds.newest();
        long[] baseline =
                Arrays.stream(
                                seconds.p50Nanos(),
                                0,
                                Math.max(0, seconds.length() - SECONDS_LEFT_OUT))
                        .filter(p50 -> p50 >= 0)
                        .sorted()
                        .toArray();
        if (newest.isEmpty() || baseline.length < FEWEST_BASELINE_SECONDS) {
            return Optional.empty();
        }
        long middle = rank(baseline, 0.5);
        double usual = (double) rank(baseline, 0.75) - rank(baseline, 0.25);
        double least = Math.max(RANGES * usual, Math.max(LEAST_SHARE * middle, LEAST_NANOS));
        long off = seconds.p50Nanos()[newest.get()] - middle;
        if (Math.abs(off) <= least || !confirmed(seconds, newest.get(), middle, least, off)) {
            return Optional.empty();
        }
        return Optional.of(
                new Departure(
                        off > 0 ? Direction.ABOVE : Direction.BELOW,
                        Math.abs(off),
                        middle,
                        baseline.length));
    }

    private static boolean confirmed(
            RecentSeconds seconds, int newest, long middle, double least, long off) {
        if (seconds.counts()[newest] >= FEWEST_SAMPLES) {
            return true;
        }
        return IntStream.iterate(newest - 1, i -> i >= 0, i -> i - 1)
                .filter(i -> seconds.p50Nanos()[i] >= 0)
                .limit(1)
                .mapToLong(i -> seconds.p50Nanos()[i] - middle)
                .anyMatch(
                        before ->
                                Math.abs(before) > least
                                        && Long.signum(before) == Long.signum(off));
    }

    private static long rank(long[] sorted, double share) {
        return sorted[(int) ((sorted.length - 1) * share)];
    }
}
