package org.beibu.analyzer.segments;

import java.util.ArrayList;
import java.util.List;

/**
 * The rank of a delay among those of its own mode, 0 to 1. Where packets take one of several ways
 * of different length (ECMP), which of them it was says nothing of the queues and would drown them;
 * the rank within the way shows them.
 *
 * <p>Modes are the peaks of the numbers of samples in {@value #CELLS} equal cells from the shortest
 * delay to the 95th percentile, parted by valleys of less than half of the lower peak that are no
 * chance: deeper than four standard deviations of the peak's number.
 */
final class ModeRanks {
    private static final int CELLS = 80;
    private static final double VALLEY = 0.5;
    private static final double CHANCE = 4;

    private final DelayDistribution all;

    /** Where modes part, nanoseconds, with 0 and infinity around them. */
    private final double[] bounds;

    ModeRanks(DelayDistribution all) {
        this.all = all;
        this.bounds = bounds(all);
    }

    /** The rank of a delay within its mode. */
    double of(double nanos) {
        int mode = 1;
        while (nanos >= bounds[mode]) {
            mode++;
        }
        double below = all.shareUpTo(bounds[mode - 1]);
        double within = all.shareUpTo(bounds[mode]) - below;
        return within <= 0 ? 0.5 : (all.shareUpTo(nanos) - below) / within;
    }

    private static double[] bounds(DelayDistribution all) {
        double from = all.histogram().minNanos();
        double width = (all.histogram().percentileNanos(95) - from) / CELLS;
        List<Double> bounds = new ArrayList<>(List.of(Double.NEGATIVE_INFINITY));
        if (width > 0) {
            double[] samples = new double[CELLS];
            for (int i = 0; i < CELLS; i++) {
                double end = from + (i + 1) * width;
                samples[i] = all.count() * (all.shareUpTo(end) - all.shareUpTo(end - width));
            }
            for (int valley : valleys(samples)) {
                bounds.add(from + valley * width);
            }
        }
        bounds.add(Double.POSITIVE_INFINITY);
        return bounds.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The cells that begin a new mode: the first one that rises again out of a valley. */
    private static List<Integer> valleys(double[] samples) {
        List<Integer> valleys = new ArrayList<>();
        double peak = 0;
        double low = Double.MAX_VALUE;
        int rising = 0;
        for (int i = 0; i < samples.length; i++) {
            if (samples[i] <= low) {
                low = samples[i];
                rising = i + 1;
            }
            double lower = Math.min(peak, samples[i]);
            if (low < VALLEY * lower && lower - low > CHANCE * Math.sqrt(lower)) {
                valleys.add(rising);
                peak = 0;
            }
            if (samples[i] > peak) {
                peak = samples[i];
                low = samples[i];
            }
        }
        return valleys;
    }
}
