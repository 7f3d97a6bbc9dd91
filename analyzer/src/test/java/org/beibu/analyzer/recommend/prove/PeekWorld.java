package org.beibu.analyzer.recommend.prove;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Two exits whose delays share nothing, thirty probes a minute each: minutes are alike, the more
 * the higher the correlation, because they share a queue.
 */
final class PeekWorld {
    static final int PROBES = 30;
    private static final double BASE = 45;

    private final SplittableRandom random;
    private final double correlation;
    private final double[] queue = new double[2];
    private final double[][] delays = new double[2][PROBES];

    PeekWorld(double correlation, long seed) {
        this.correlation = correlation;
        random = new SplittableRandom(seed);
        queue[0] = random.nextGaussian();
        queue[1] = random.nextGaussian();
    }

    void nextMinute() {
        for (int exit = 0; exit < 2; exit++) {
            queue[exit] =
                    correlation * queue[exit]
                            + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
            double scale = 3 * Math.exp(0.5 * queue[exit]);
            for (int i = 0; i < PROBES; i++) {
                delays[exit][i] = BASE + scale * Math.exp(0.8 * random.nextGaussian());
            }
        }
    }

    /** The delays of the last minute through exit 0 or 1; shifts are added by who wants them. */
    double[] delays(int exit) {
        return delays[exit];
    }

    /** The difference of the medians of so many minutes. */
    double[] differences(int minutes) {
        double[] differences = new double[minutes];
        for (int minute = 0; minute < minutes; minute++) {
            nextMinute();
            differences[minute] = median(delays[0]) - median(delays[1]);
        }
        return differences;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[PROBES / 2] + sorted[PROBES / 2 - 1]) / 2;
    }
}
