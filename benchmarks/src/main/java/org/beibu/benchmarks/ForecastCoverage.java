package org.beibu.benchmarks;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.beibu.analyzer.report.maths.Forecast;

/**
 * Whether the bands of forecasts hold what they promise.
 *
 * <p><b>Measured:</b> in four worlds of known growth (white noise; autoregressive with 0.8 and
 * 0.95; 0.8 upon a random walk) the share of runs in which the value 90 days ahead lies in the 95 %
 * band of {@link Forecast}, its mean width in log units, and the share for a year of history;
 * beside it a straight line by least squares, whose band is too narrow in the last two worlds and
 * thereby shows that the worlds are hard.
 *
 * <p><b>Left out:</b> incidents and feasts; how the daily values come about.
 *
 * <p><b>To run:</b> {@code ./beibu bench forecast [--runs N]}.
 */
final class ForecastCoverage {
    private static final int HISTORY = 180;
    private static final int YEAR = 365;
    private static final int AHEAD = 90;
    private static final double[] WEEKDAYS = {0, .02, .02, .03, .04, -.06, -.05};
    private static final double NOISE = 0.05;
    private static final double LEAST = 0.90;

    private final int runs;

    ForecastCoverage(int runs) {
        this.runs = runs;
    }

    /** The logarithm of a day: 4 + 0.2 a year + weekday + noise + walk. */
    private record World(String name, double rho, double step) {
        double[] days(int count, Random random) {
            double[] days = new double[count];
            double noise = NOISE * random.nextGaussian();
            double walk = 0;
            for (int day = 0; day < count; day++) {
                if (day > 0) {
                    noise = rho * noise + Math.sqrt(1 - rho * rho) * NOISE * random.nextGaussian();
                    walk += step * random.nextGaussian();
                }
                days[day] = 4 + 0.20 / 365 * day + WEEKDAYS[day % 7] + noise + walk;
            }
            return days;
        }
    }

    private record Found(double covered, double width) {}

    /** Prints the table; whether every world is covered. */
    boolean run(PrintStream out) {
        List<World> worlds =
                List.of(
                        new World("white noise", 0, 0),
                        new World("AR(1) 0.8", 0.8, 0),
                        new World("AR(1) 0.95", 0.95, 0),
                        new World("AR(1) 0.8 and a random walk", 0.8, 0.008));
        out.printf(
                Locale.ROOT,
                "%n%d runs a world, %d days ahead, nominal 95 %%; in brackets the mean width in log"
                        + " units.%n%n| world | 180 days | a year | line by least squares |%n"
                        + "|---|---|---|---|%n",
                runs,
                AHEAD);
        boolean good = true;
        for (World world : worlds) {
            Found half = of(world, HISTORY, false);
            Found year = of(world, YEAR, false);
            Found line = of(world, HISTORY, true);
            good &= half.covered >= LEAST && year.covered >= LEAST;
            out.printf(
                    Locale.ROOT,
                    "| %s | %.3f (%.2f) | %.3f (%.2f) | %.3f (%.2f) |%n",
                    world.name,
                    half.covered,
                    half.width,
                    year.covered,
                    year.width,
                    line.covered,
                    line.width);
        }
        return good;
    }

    private Found of(World world, int history, boolean line) {
        Random random = new Random(3);
        int covered = 0;
        double width = 0;
        for (int run = 0; run < runs; run++) {
            double[] days = world.days(history + AHEAD, random);
            double[] known = Arrays.copyOf(days, history);
            Forecast.Band band =
                    line ? leastSquares(known) : Forecast.of(known).orElseThrow().day(AHEAD);
            covered += band.holds(days[history + AHEAD - 1]) ? 1 : 0;
            width += band.high() - band.low();
        }
        return new Found((double) covered / runs, width / runs);
    }

    /** The textbook's band: {@code 1.97 s sqrt(1 + 1/n + (x - mean)^2 / Sxx)}. */
    private static Forecast.Band leastSquares(double[] days) {
        int n = days.length;
        double middle = (n - 1) / 2.0;
        double mean = Arrays.stream(days).average().orElse(0);
        double sxx = 0;
        double sxy = 0;
        for (int day = 0; day < n; day++) {
            sxx += (day - middle) * (day - middle);
            sxy += (day - middle) * (days[day] - mean);
        }
        double slope = sxy / sxx;
        double rest = 0;
        for (int day = 0; day < n; day++) {
            double error = days[day] - mean - slope * (day - middle);
            rest += error * error;
        }
        double x = n - 1 + AHEAD - middle;
        double half = 1.97 * Math.sqrt(rest / (n - 2) * (1 + 1.0 / n + x * x / sxx));
        double centre = mean + slope * x;
        return new Forecast.Band(centre, centre - half, centre + half);
    }
}
