package org.beibu.analyzer.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.beibu.analyzer.detect.OfflineDetector.Boundary;

/**
 * Changes that leave the level where it is: how far delays scatter, and how many answers are
 * missing here and there. Both are changes of a mean too, of the logarithm of the distance from the
 * median, and of one for each lost answer. They need longer regimes and larger differences than a
 * level does, since people mark few of them.
 */
final class OtherChanges {
    private static final int SHORTEST = 20;
    private static final double LEAST_MS = 0.2;

    /** The logarithm of a Gaussian distance has a deviation of 1.1; queues scatter more. */
    private static final double LOG_NOISE = 1.6;

    private static final double SPREAD_FACTOR = 4;
    private static final double LEAST_SPREAD_MS = 1;
    private static final double LOSS_NOISE = 0.35;
    private static final double LOSS_DIFFERENCE = 0.08;

    private OtherChanges() {}

    static List<Boundary> with(RttSeries series, double[] smoothMs, List<Boundary> levels) {
        List<Boundary> all = new ArrayList<>(levels);
        double[] distances = distances(series, smoothMs, levels);
        add(all, spreads(distances));
        add(all, losses(series));
        all.sort(Comparator.comparingInt(Boundary::index));
        return all;
    }

    /** Those that are not the shadow of a change that is already known. */
    private static void add(List<Boundary> all, List<Boundary> more) {
        List<Boundary> known = List.copyOf(all);
        for (Boundary one : more) {
            boolean shadow =
                    known.stream()
                            .anyMatch(other -> Math.abs(other.index() - one.index()) <= SHORTEST);
            if (!shadow) {
                all.add(one);
            }
        }
    }

    private static double[] distances(RttSeries series, double[] smoothMs, List<Boundary> levels) {
        double[] distances = new double[smoothMs.length];
        int from = 0;
        for (int i = 0; i <= levels.size(); i++) {
            int to = i == levels.size() ? smoothMs.length : levels.get(i).index();
            double median = to > from ? Quantiles.median(smoothMs, from, to) : 0;
            for (int row = from; row < to; row++) {
                double delay = series.isLost(row) ? median : series.rttMs(row);
                distances[row] = Math.log(Math.max(Math.abs(delay - median), LEAST_MS));
            }
            from = to;
        }
        return distances;
    }

    private static List<Boundary> spreads(double[] distances) {
        int[] split = MeanSegments.split(distances, LOG_NOISE, SHORTEST);
        List<Boundary> found = new ArrayList<>();
        for (int i = 0; i < split.length; i++) {
            int from = i == 0 ? 0 : split[i - 1];
            int to = i + 1 == split.length ? distances.length : split[i + 1];
            double before = Math.exp(mean(distances, from, split[i]));
            double after = Math.exp(mean(distances, split[i], to));
            double wide = Math.max(before, after);
            if (wide > LEAST_SPREAD_MS && wide > SPREAD_FACTOR * Math.min(before, after)) {
                found.add(boundary(from, split[i], to));
            }
        }
        return found;
    }

    private static List<Boundary> losses(RttSeries series) {
        double[] lost = new double[series.rows()];
        for (int row = 0; row < lost.length; row++) {
            lost[row] = series.isLost(row) ? 1 : 0;
        }
        int[] split = MeanSegments.split(lost, LOSS_NOISE, SHORTEST);
        List<Boundary> found = new ArrayList<>();
        for (int i = 0; i < split.length; i++) {
            int from = i == 0 ? 0 : split[i - 1];
            int to = i + 1 == split.length ? lost.length : split[i + 1];
            double difference = mean(lost, split[i], to) - mean(lost, from, split[i]);
            if (Math.abs(difference) > LOSS_DIFFERENCE) {
                found.add(boundary(from, split[i], to));
            }
        }
        return found;
    }

    private static double mean(double[] values, int from, int to) {
        return Arrays.stream(values, from, to).average().orElse(0);
    }

    private static Boundary boundary(int from, int split, int to) {
        int rows = Math.min(split - from, to - split);
        return new Boundary(split, new Worth(0, 0, rows).confidence(), true);
    }
}
