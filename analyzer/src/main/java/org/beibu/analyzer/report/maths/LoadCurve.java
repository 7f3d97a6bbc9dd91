package org.beibu.analyzer.report.maths;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Delay against load: {@code d = base + slope * u / (1 - u)} by least squares with neither below 0,
 * for loads below 98 %.
 *
 * @param base delay without load, ms
 * @param slope delay that the queue adds at half load, ms
 * @param slopeLow lower end of the 95 % interval of the slope, by a bootstrap of whole days
 * @param slopeHigh its upper end
 * @param highestLoad the highest load that was seen; nothing is known beyond it
 * @param samples points that it goes through
 */
public record LoadCurve(
        double base,
        double slope,
        double slopeLow,
        double slopeHigh,
        double highestLoad,
        int samples) {
    private static final double HIGHEST = 0.98;
    private static final int LEAST_SAMPLES = 100;
    private static final int LEAST_DAYS = 7;
    private static final double LEAST_SPREAD = 0.05;
    private static final int RESAMPLES = 200;
    private static final double REFERENCE = 0.30;

    /**
     * A load and the delay under it.
     *
     * @param day number of its day; days are drawn whole
     * @param load share of the capacity
     * @param delay p95 in the same window, ms
     */
    public record Point(long day, double load, double delay) {}

    /** A load's share of the points, and the delay there that never falls with load. */
    public record Step(double load, double delay, int points) {}

    /** The curve; empty when points, days or the spread of loads are too few. */
    public static Optional<LoadCurve> fit(List<Point> points) {
        List<Point> used =
                points.stream().filter(p -> p.load() >= 0 && p.load() < HIGHEST).toList();
        double lowest = used.stream().mapToDouble(Point::load).min().orElse(0);
        double highest = used.stream().mapToDouble(Point::load).max().orElse(0);
        List<Sums> days = Sums.byDay(used);
        if (used.size() < LEAST_SAMPLES
                || days.size() < LEAST_DAYS
                || highest - lowest < LEAST_SPREAD) {
            return Optional.empty();
        }
        double[] best = Sums.all(days).line();
        double[] slopes = new double[RESAMPLES];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < RESAMPLES; i++) {
            List<Sums> drawn = new ArrayList<>();
            for (int day = 0; day < days.size(); day++) {
                drawn.add(days.get(random.nextInt(days.size())));
            }
            slopes[i] = Sums.all(drawn).line()[1];
        }
        Arrays.sort(slopes);
        return Optional.of(
                new LoadCurve(
                        best[0],
                        best[1],
                        Math.min(best[1], slopes[(int) (0.025 * RESAMPLES)]),
                        Math.max(best[1], slopes[(int) (0.975 * RESAMPLES)]),
                        highest,
                        used.size()));
    }

    /** The delay at a load below 1, ms. */
    public double at(double load) {
        return base + slope * load / (1 - load);
    }

    /**
     * The load at which the curve has become so many times as steep as at 30 %: there {@code (1 -
     * 0.3)^2 / (1 - u)^2 = times}. Empty for a flat curve, which has no knee.
     */
    public Optional<Double> knee(double times) {
        return slope > 0 && slopeLow > 0
                ? Optional.of(1 - (1 - REFERENCE) / Math.sqrt(times))
                : Optional.empty();
    }

    /** Whether a load is higher than any that was seen. */
    public boolean isExtrapolated(double load) {
        return load > highestLoad;
    }

    /**
     * The mean of the points of each tenth by load, which is what least squares go through, made to
     * never fall (pool adjacent violators, each step the mean of what it pools weighted by points).
     */
    public static List<Step> steps(List<Point> points) {
        List<Point> sorted = new ArrayList<>(points);
        sorted.sort(Comparator.comparingDouble(Point::load).thenComparingDouble(Point::delay));
        List<Step> pooled = new ArrayList<>();
        int tenths = Math.min(10, sorted.size());
        for (int tenth = 0; tenth < tenths; tenth++) {
            int from = (int) ((long) sorted.size() * tenth / tenths);
            int to = (int) ((long) sorted.size() * (tenth + 1) / tenths);
            List<Point> part = sorted.subList(from, to);
            pooled.add(
                    new Step(
                            part.stream().mapToDouble(Point::load).average().orElse(0),
                            part.stream().mapToDouble(Point::delay).average().orElse(0),
                            part.size()));
        }
        return rising(pooled);
    }

    private static List<Step> rising(List<Step> steps) {
        List<List<Step>> blocks = new ArrayList<>();
        for (Step step : steps) {
            blocks.add(new ArrayList<>(List.of(step)));
            while (blocks.size() > 1 && mean(last(blocks, 2)) > mean(last(blocks, 1))) {
                List<Step> top = blocks.remove(blocks.size() - 1);
                last(blocks, 1).addAll(top);
            }
        }
        List<Step> result = new ArrayList<>();
        for (List<Step> block : blocks) {
            double mean = mean(block);
            block.forEach(step -> result.add(new Step(step.load(), mean, step.points())));
        }
        return result;
    }

    private static List<Step> last(List<List<Step>> blocks, int fromEnd) {
        return blocks.get(blocks.size() - fromEnd);
    }

    private static double mean(List<Step> block) {
        double weight = block.stream().mapToDouble(Step::points).sum();
        return block.stream().mapToDouble(step -> step.delay() * step.points()).sum() / weight;
    }

    /** What least squares needs of some points, with {@code x = u / (1 - u)}. */
    private record Sums(double n, double x, double y, double xx, double xy) {
        static List<Sums> byDay(List<Point> points) {
            TreeMap<Long, Sums> days = new TreeMap<>();
            for (Point point : points) {
                double x = point.load() / (1 - point.load());
                days.merge(
                        point.day(),
                        new Sums(1, x, point.delay(), x * x, x * point.delay()),
                        Sums::plus);
            }
            return new ArrayList<>(days.values());
        }

        static Sums all(List<Sums> parts) {
            return parts.stream().reduce(new Sums(0, 0, 0, 0, 0), Sums::plus);
        }

        Sums plus(Sums o) {
            return new Sums(n + o.n, x + o.x, y + o.y, xx + o.xx, xy + o.xy);
        }

        /** Base and slope, the other being fitted anew where one would be negative. */
        double[] line() {
            double spread = n * xx - x * x;
            double slope = spread > 0 ? (n * xy - x * y) / spread : 0;
            double base = (y - slope * x) / n;
            if (slope < 0) {
                return new double[] {y / n, 0};
            }
            return base < 0 ? new double[] {0, xy / xx} : new double[] {base, slope};
        }
    }
}
