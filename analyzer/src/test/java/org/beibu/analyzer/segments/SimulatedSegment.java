package org.beibu.analyzer.segments;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.beibu.analyzer.delay.Series;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.model.Resolution;
import org.beibu.model.Window;
import org.beibu.runtime.histogram.DelayHistogram;

/** A series of simulated delays, and the delays that active.md 3.10 measured compositions with. */
final class SimulatedSegment {
    static final long START = 1_700_006_400_000_000_000L;

    private final TreeMap<Long, DelayHistogram> windows = new TreeMap<>();
    private final Series series;

    SimulatedSegment(String path) {
        series =
                new Series(
                        PathId.parse(path),
                        Method.STAMP,
                        Metric.FAR_ROUND_TRIP,
                        QualityClass.CLEAN);
    }

    SimulatedSegment add(long sinceStartNanos, long delayNanos) {
        long start = Resolution.TEN_SECONDS.startOf(START + sinceStartNanos);
        windows.computeIfAbsent(start, absent -> new DelayHistogram()).record(delayNanos);
        return this;
    }

    WindowedDelays delays() {
        List<WindowedDelays.Part> parts = new ArrayList<>();
        windows.forEach(
                (start, histogram) ->
                        parts.add(
                                new WindowedDelays.Part(
                                        new Window(start, Resolution.TEN_SECONDS),
                                        new DelayDistribution(histogram))));
        return WindowedDelays.of(series, Resolution.TEN_SECONDS, parts, true);
    }

    /** 27 ms and a light queue, exponential with a mean of 0.35 ms. */
    static long lightQueue(double uniform) {
        return 27_000_000L + (long) (-Math.log(1 - uniform) * 350_000);
    }

    /** 34.2 or 36.8 ms, and a queue with a heavy (Pareto) tail. */
    static long bimodalHeavyTail(boolean upper, double uniform) {
        double queue = 150_000 * (Math.pow(1 - uniform, -1 / 2.5) - 1);
        return (upper ? 36_800_000L : 34_200_000L) + Math.min(2_000_000_000L, (long) queue);
    }

    /**
     * The distribution function of the standard normal, to 1e-7 (Abramowitz and Stegun 26.2.17).
     */
    static double normalShare(double z) {
        double t = 1 / (1 + 0.2316419 * Math.abs(z));
        double tail =
                Math.exp(-z * z / 2)
                        / Math.sqrt(2 * Math.PI)
                        * t
                        * (0.319381530
                                + t
                                        * (-0.356563782
                                                + t
                                                        * (1.781477937
                                                                + t
                                                                        * (-1.821255978
                                                                                + t
                                                                                        * 1.330274429))));
        double share = z < 0 ? tail : 1 - tail;
        return Math.min(0.999_999_9, Math.max(1e-9, share));
    }

    /** Two standard normals with this correlation. */
    static double[] normals(Random random, double rho) {
        double x = random.nextGaussian();
        return new double[] {x, rho * x + Math.sqrt(1 - rho * rho) * random.nextGaussian()};
    }
}
