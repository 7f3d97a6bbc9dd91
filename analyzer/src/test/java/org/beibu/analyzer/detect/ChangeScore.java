package org.beibu.analyzer.detect;

import java.util.Arrays;

/**
 * How well found changes meet labelled ones: as many one-to-one pairs at a distance of at most two
 * rows as possible, of those the pairing with the least total distance. Weighted recall weighs a
 * labelled change by {@code max(log2(n / 3), 0) (|medians| + |standard deviations|)}, the
 * differences of its two sides, with n rows in the segment that follows.
 */
final class ChangeScore {
    private static final int WINDOW = 2;

    private int pairs;
    private int found;
    private int labelled;
    private double weightFound;
    private double weight;

    void add(RttSeries series, int[] labels, int[] changes) {
        boolean[] met = met(labels, changes);
        found += changes.length;
        labelled += labels.length;
        for (int i = 0; i < labels.length; i++) {
            int from = i == 0 ? 0 : labels[i - 1];
            int to = i + 1 == labels.length ? series.rows() : labels[i + 1];
            double one = weight(series, from, labels[i], to);
            weight += one;
            if (met[i]) {
                pairs++;
                weightFound += one;
            }
        }
    }

    double f1() {
        return found + labelled == 0 ? 0 : 2.0 * pairs / (found + labelled);
    }

    double weightedRecall() {
        return weight == 0 ? 0 : weightFound / weight;
    }

    /** Which labels have a partner. Pairs never need to cross, so prefixes are enough. */
    static boolean[] met(int[] labels, int[] changes) {
        long[][] best = new long[labels.length + 1][changes.length + 1];
        for (int i = 1; i <= labels.length; i++) {
            for (int j = 1; j <= changes.length; j++) {
                best[i][j] = Math.max(best[i - 1][j], best[i][j - 1]);
                int distance = Math.abs(labels[i - 1] - changes[j - 1]);
                if (distance <= WINDOW) {
                    best[i][j] = Math.max(best[i][j], best[i - 1][j - 1] + (1L << 32) - distance);
                }
            }
        }
        boolean[] met = new boolean[labels.length];
        int i = labels.length;
        int j = changes.length;
        while (i > 0 && j > 0) {
            if (best[i][j] == best[i - 1][j]) {
                i--;
            } else if (best[i][j] == best[i][j - 1]) {
                j--;
            } else {
                met[--i] = true;
                j--;
            }
        }
        return met;
    }

    private static double weight(RttSeries series, int from, int at, int to) {
        double[] before = raw(series, from, at);
        double[] after = raw(series, at, to);
        if (before.length == 0) {
            return 0;
        }
        double length = Math.log((to - at) / 3.0) / Math.log(2);
        return Math.max(length, 0)
                * (Math.abs(median(before) - median(after))
                        + Math.abs(deviation(before) - deviation(after)));
    }

    /** The labels' weights count a lost answer as the files write it: a small negative delay. */
    private static double[] raw(RttSeries series, int from, int to) {
        double[] values = new double[to - from];
        Arrays.setAll(values, i -> series.isLost(from + i) ? -1 : series.rttMs(from + i));
        return values;
    }

    private static double median(double[] values) {
        return Quantiles.median(values, 0, values.length);
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        return Math.sqrt(
                Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0));
    }
}
