package org.beibu.analyzer.detect;

import java.util.Arrays;

/**
 * Splits values into segments of constant mean: the least sum of squared deviations in units of
 * {@code noise}, plus a penalty of 3 ln n for each segment.
 *
 * <p>Optimal partitioning with the pruning of PELT (Killick, Fearnhead, Eckley 2012): a beginning
 * that is already worse than the best end so far cannot win any more. Where nothing changes nothing
 * can be pruned, hence a limit: of more than {@link #MOST_CANDIDATES} beginnings the better half is
 * kept. That bounds a million rows to seconds and left the results on real series as they were.
 */
final class MeanSegments {
    static final int MOST_CANDIDATES = 512;

    private final int shortest;
    private final double scale;
    private final double[] sums;
    private final double[] squares;
    private final int[] candidates = new int[MOST_CANDIDATES + 1];
    private final double[] costs = new double[MOST_CANDIDATES + 1];
    private int candidateCount = 1;

    private MeanSegments(double[] values, double noise, int shortest) {
        this.shortest = shortest;
        this.scale = 1 / (noise * noise);
        this.sums = new double[values.length + 1];
        this.squares = new double[values.length + 1];
        for (int i = 0; i < values.length; i++) {
            sums[i + 1] = sums[i] + values[i];
            squares[i + 1] = squares[i] + values[i] * values[i];
        }
    }

    /** Where segments begin, but for the first: ascending indices. */
    static int[] split(double[] values, double noise, int shortest) {
        if (values.length < 2 * shortest) {
            return new int[0];
        }
        double offset = Quantiles.median(values, 0, values.length); // keeps sums of squares exact
        double[] centred = Arrays.stream(values).map(value -> value - offset).toArray();
        return new MeanSegments(centred, noise, shortest).best();
    }

    private int[] best() {
        int n = sums.length - 1;
        double penalty = 3 * Math.log(n);
        double[] least = new double[n + 1];
        int[] beginning = new int[n + 1];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        least[0] = -penalty;
        for (int end = shortest; end <= n; end++) {
            int winner = 0;
            for (int i = 0; i < candidateCount; i++) {
                costs[i] = least[candidates[i]] + cost(candidates[i], end);
                if (costs[i] < costs[winner]) {
                    winner = i;
                }
            }
            least[end] = costs[winner] + penalty;
            beginning[end] = candidates[winner];
            prune(least[end]);
            if (end - shortest + 1 >= shortest) {
                candidates[candidateCount++] = end - shortest + 1;
            }
        }
        return backwards(beginning, n);
    }

    private double cost(int from, int to) {
        double sum = sums[to] - sums[from];
        double within = squares[to] - squares[from] - sum * sum / (to - from);
        return Math.max(within, 0) * scale;
    }

    private void prune(double limit) {
        int kept = keepUpTo(limit);
        if (kept == MOST_CANDIDATES) {
            double[] sorted = Quantiles.sorted(costs, kept);
            candidateCount = kept;
            kept = keepUpTo(sorted[kept / 2]);
            kept = Math.min(kept, MOST_CANDIDATES - 1);
        }
        candidateCount = kept;
    }

    private int keepUpTo(double limit) {
        int kept = 0;
        for (int i = 0; i < candidateCount; i++) {
            if (costs[i] <= limit) {
                candidates[kept] = candidates[i];
                costs[kept++] = costs[i];
            }
        }
        return kept;
    }

    private static int[] backwards(int[] beginning, int n) {
        int[] found = new int[n];
        int count = 0;
        for (int at = beginning[n]; at > 0; at = beginning[at]) {
            found[n - ++count] = at;
        }
        return Arrays.copyOfRange(found, n - count, n);
    }
}
