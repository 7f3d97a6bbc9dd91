package org.beibu.analyzer.report.maths;

import java.util.Arrays;
import java.util.Optional;

/**
 * How daily values go on, and how far off such forecasts were.
 *
 * <p>The centre is the weekly pattern upon a line of Theil and Sen through the last 180 days of
 * logarithms. The band is not what a regression would give, which believes that days are
 * independent and is two to three times too narrow, but the root mean square of real errors: from
 * every fifth day of the past, looking at no more than the 60 days before it, 30 days ahead. Beyond
 * 30 days it grows as {@code sqrt(days / 30)}, as the errors of a level that wanders do.
 */
public final class Forecast {
    /** Fewest days of values for a forecast. */
    public static final int LEAST_DAYS = 120;

    /** The share of outcomes that a band is meant to hold. */
    public static final double NOMINAL = 0.95;

    static final int FIT_DAYS = 180;
    private static final int ORIGIN_FIT_DAYS = 60;
    private static final int ORIGIN_STEP = 5;
    private static final int AHEAD = 30;
    private static final int QUANTILE_ORIGINS = 30;
    private static final int LEAST_ORIGINS = 6;
    private static final double LEAST_PRESENT = 0.75;
    private static final double Z = 1.96;

    private final double[] values;
    private final Trend.Weekly fit;
    private final double[] errors;
    private final double low;
    private final double high;

    private Forecast(double[] values, Trend.Weekly fit, double[] errors) {
        this.values = values;
        this.fit = fit;
        this.errors = errors;
        double rms = Math.sqrt(Arrays.stream(errors).map(e -> e * e).average().orElse(0));
        double down = Z * rms;
        double up = Z * rms;
        if (errors.length >= QUANTILE_ORIGINS) {
            double[] sorted = errors.clone();
            Arrays.sort(sorted);
            down = Math.max(down, -sorted[(int) (0.025 * sorted.length)]);
            up = Math.max(up, sorted[(int) Math.ceil(0.975 * sorted.length) - 1]);
        }
        this.low = down;
        this.high = up;
    }

    /**
     * The forecast after the last of these days.
     *
     * @param logarithms natural logarithms of one value a day, NaN where there is none
     * @return empty when the history is too short or has too many holes
     */
    public static Optional<Forecast> of(double[] logarithms) {
        return before(logarithms, logarithms.length, originErrors(logarithms));
    }

    /** The errors of all origins in their order, NaN where one could not be made or judged. */
    private static double[] originErrors(double[] values) {
        int origins = Math.max(0, values.length - AHEAD - ORIGIN_FIT_DAYS + ORIGIN_STEP - 1);
        double[] errors = new double[origins / ORIGIN_STEP];
        for (int i = 0; i < errors.length; i++) {
            int origin = ORIGIN_FIT_DAYS + i * ORIGIN_STEP;
            double outcome = values[origin + AHEAD];
            errors[i] =
                    Double.isNaN(outcome) || !isDense(values, origin - ORIGIN_FIT_DAYS, origin)
                            ? Double.NaN
                            : outcome
                                    - Trend.Weekly.of(values, origin - ORIGIN_FIT_DAYS, origin)
                                            .at(origin + AHEAD);
        }
        return errors;
    }

    /** The forecast that could have been made before this day, from what was known then. */
    private static Optional<Forecast> before(double[] values, int end, double[] originErrors) {
        int from = Math.max(0, end - FIT_DAYS);
        if (end < LEAST_DAYS || !isDense(values, from, end)) {
            return Optional.empty();
        }
        int known = Math.max(0, end - AHEAD - ORIGIN_FIT_DAYS + ORIGIN_STEP - 1) / ORIGIN_STEP;
        double[] errors = NearestRank.present(Arrays.copyOf(originErrors, known));
        return errors.length < LEAST_ORIGINS
                ? Optional.empty()
                : Optional.of(
                        new Forecast(
                                Arrays.copyOf(values, end),
                                Trend.Weekly.of(values, from, end),
                                errors));
    }

    private static boolean isDense(double[] values, int from, int to) {
        int present = 0;
        for (int i = from; i < to; i++) {
            present += Double.isNaN(values[i]) ? 0 : 1;
        }
        return present >= LEAST_PRESENT * (to - from);
    }

    /**
     * A figure with its band, natural logarithms.
     *
     * @param centre what is expected
     * @param low lower end
     * @param high upper end
     */
    public record Band(double centre, double low, double high) {
        /** Whether the band holds the value. */
        public boolean holds(double value) {
            return low <= value && value <= high;
        }
    }

    /** The value so many days (from 1) after the last one, its weekday's effect included. */
    public Band day(int ahead) {
        return around(fit.at(values.length - 1 + ahead), ahead);
    }

    /** The same without the effect of the weekday. */
    public Band level(int ahead) {
        return around(fit.line().at(values.length - 1 + ahead), ahead);
    }

    private Band around(double centre, int ahead) {
        double growth = Math.sqrt(Math.max(AHEAD, ahead) / (double) AHEAD);
        return new Band(centre, centre - low * growth, centre + high * growth);
    }

    /** Change a day of the logarithm. */
    public double slope() {
        return fit.line().slope();
    }

    /** The errors of the past, 30 days ahead each. */
    double[] errors() {
        return errors.clone();
    }

    /** How many days ahead the errors are. */
    static int errorDays() {
        return AHEAD;
    }

    /** How many origins of the past the band comes from. */
    public int origins() {
        return errors.length;
    }

    /**
     * How forecasts of the past came out.
     *
     * @param ahead days ahead
     * @param covered how many outcomes lay in their band
     * @param tried how many forecasts there were
     */
    public record Backtest(int ahead, int covered, int tried) {
        /** The share that was covered; NaN without any. */
        public double share() {
            return tried == 0 ? Double.NaN : (double) covered / tried;
        }
    }

    /**
     * Makes the forecast of every fifth day of the past, from what was known then, and looks at the
     * outcome so many days later.
     */
    public static Backtest backtest(double[] logarithms, int ahead) {
        int covered = 0;
        int tried = 0;
        double[] errors = originErrors(logarithms);
        for (int end = LEAST_DAYS; end - 1 + ahead < logarithms.length; end += ORIGIN_STEP) {
            double outcome = logarithms[end - 1 + ahead];
            Optional<Forecast> then =
                    Double.isNaN(outcome) ? Optional.empty() : before(logarithms, end, errors);
            if (then.isPresent()) {
                tried++;
                covered += then.get().day(ahead).holds(outcome) ? 1 : 0;
            }
        }
        return new Backtest(ahead, covered, tried);
    }
}
