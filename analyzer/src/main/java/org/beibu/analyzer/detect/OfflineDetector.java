package org.beibu.analyzer.detect;

import java.util.ArrayList;
import java.util.List;

/**
 * Changes of a whole series: level changes by splitting it into segments on the {@link SeenScale},
 * of which those stay that are worth a person's mark; then changes of spread and of scattered loss
 * inside the segments.
 */
public final class OfflineDetector {
    private static final String METHOD = "segments of the square root above the floor, offline";
    private static final int SHORTEST = 3;

    private OfflineDetector() {}

    /** All changes of a series. */
    public static Detection detect(RttSeries series) {
        int rows = series.rows();
        double[] answered = series.answered(0, rows);
        SeenScale scale = SeenScale.of(answered);
        double[] smooth = new double[rows];
        double[] seen = new double[rows];
        for (int row = 0; row < rows; row++) {
            smooth[row] = scale.smoothMs(series, row);
            seen[row] = scale.at(smooth[row]);
        }
        int[] split = MeanSegments.split(seen, scale.change(), SHORTEST);
        List<Boundary> boundaries = levels(smooth, split);
        boundaries = OtherChanges.with(series, smooth, boundaries);
        return new Detection(
                METHOD,
                rows,
                rows - answered.length,
                named(series, boundaries),
                Episodes.of(series, smooth));
    }

    private static List<Boundary> levels(double[] smooth, int[] split) {
        List<Boundary> kept = new ArrayList<>();
        for (int i = 0; i < split.length; i++) {
            int from = i == 0 ? 0 : split[i - 1];
            int to = i + 1 == split.length ? smooth.length : split[i + 1];
            Worth worth = Worth.of(smooth, from, split[i], to);
            if (worth.isWorthAMark() && !worth.isSwing()) {
                kept.add(new Boundary(split[i], worth.confidence(), false));
            }
        }
        return kept;
    }

    private static List<Change> named(RttSeries series, List<Boundary> boundaries) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < boundaries.size(); i++) {
            Boundary boundary = boundaries.get(i);
            int from = i == 0 ? 0 : boundaries.get(i - 1).index();
            int to = i + 1 == boundaries.size() ? series.rows() : boundaries.get(i + 1).index();
            changes.add(
                    Naming.name(
                            series,
                            new Naming.Place(from, boundary.index(), to, to - 1),
                            boundary.confidence()));
        }
        return changes;
    }

    /**
     * Where a regime begins.
     *
     * @param index its first row
     * @param confidence as {@link Change#confidence}
     * @param inside true when the level went on and something else changed
     */
    record Boundary(int index, double confidence, boolean inside) {}
}
