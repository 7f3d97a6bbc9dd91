package org.beibu.analyzer.detect;

import java.util.ArrayList;
import java.util.List;

/**
 * Changes as they could be said while the series was still running: a decision at a row looks at
 * that row and earlier ones only, and comes {@link #DELAY} rows after the change.
 *
 * <p>At each row the last few are compared with the regime before them by the gain in squared
 * deviations on the {@link SeenScale} of the past, the same measure by which the offline detector
 * splits. The cost of a row does not depend on how long the series is.
 */
public final class OnlineDetector {
    /** Rows between a change and its decision. */
    public static final int DELAY = 5;

    private static final String METHOD = "gain of a split near the end, past only";
    private static final int REGIME_ROWS = 60;
    private static final int SCALE_ROWS = 3000;
    private static final int ROWS_OF_A_NEW_SCALE = 50;
    private static final int SHORTEST = 3;
    private static final double PENALTY = 28;

    private final RttSeries series;
    private final double[] smooth = new double[REGIME_ROWS + DELAY + 1];
    private final double[] seen = new double[REGIME_ROWS + DELAY + 1];
    private final List<Change> changes = new ArrayList<>();
    private SeenScale scale = new SeenScale(0, 0);
    private int answered;
    private int regime;

    private OnlineDetector(RttSeries series) {
        this.series = series;
    }

    /** What would have been said of the series, row by row. */
    public static Detection detect(RttSeries series) {
        OnlineDetector detector = new OnlineDetector(series);
        for (int row = 0; row < series.rows(); row++) {
            detector.see(row);
        }
        return new Detection(
                METHOD,
                series.rows(),
                series.rows() - detector.answered,
                detector.changes,
                List.of());
    }

    private void see(int row) {
        if (!series.isLost(row)) {
            answered++;
        }
        if (row < ROWS_OF_A_NEW_SCALE || row % ROWS_OF_A_NEW_SCALE == 0) {
            scale = SeenScale.of(series.answered(Math.max(0, row + 1 - SCALE_ROWS), row + 1));
        }
        if (answered == 0 || row - 1 - regime < SHORTEST + 1) {
            return;
        }
        int from = Math.max(regime, row - REGIME_ROWS - DELAY);
        for (int i = from; i < row; i++) {
            smooth[i - from] = scale.smoothMs(series, i);
            seen[i - from] = scale.at(smooth[i - from]);
        }
        decide(row, from);
    }

    /** The newest row is not smoothed yet, since that takes one row more. */
    private void decide(int row, int from) {
        int end = row - from;
        double most = 0;
        int split = -1;
        for (int i = Math.max(2, row - DELAY - from); i <= end - SHORTEST; i++) {
            double gain = gain(i, end);
            if (gain > most) {
                most = gain;
                split = i;
            }
        }
        if (most < PENALTY || row - (from + split) < DELAY) {
            return;
        }
        Worth worth =
                new Worth(
                        Math.abs(
                                Quantiles.median(smooth, split, end)
                                        - Quantiles.median(smooth, 0, split)),
                        0,
                        end - split);
        if (worth.isWorthAMark()) {
            int index = from + split;
            changes.add(
                    Naming.name(
                            series,
                            new Naming.Place(regime, index, row + 1, row),
                            worth.confidence()));
            regime = index;
        }
    }

    private double gain(int split, int end) {
        double before = split < 8 ? mean(0, split) : Quantiles.median(seen, 0, split);
        double difference = mean(split, end) - before;
        double weight = (double) split * (end - split) / end;
        double noise = scale.change();
        return difference * difference * weight / (noise * noise);
    }

    private double mean(int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += seen[i];
        }
        return sum / (to - from);
    }
}
