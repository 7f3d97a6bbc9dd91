package org.beibu.analyzer.web;

import java.util.Optional;
import java.util.Set;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.loss.LossSeries;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.QualityClass;

/**
 * Which rows are asked for. Rows of different methods and classes stay apart; nothing here adds
 * them up.
 *
 * @param route only this route
 * @param exit only this exit
 * @param method only this method
 * @param metric only this metric
 * @param qualityClass only this quality class
 * @param headlines one row a path: the series that heads it, or that heads it within the method
 */
public record RowChoice(
        Optional<String> route,
        Optional<String> exit,
        Optional<Method> method,
        Optional<Metric> metric,
        Optional<QualityClass> qualityClass,
        boolean headlines) {
    /** Every row. */
    public static final RowChoice ALL =
            new RowChoice(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false);

    /** The parameters that name a choice. */
    static final Set<String> KEYS = Set.of("route", "exit", "method", "metric", "class", "rows");

    public RowChoice {
        if (headlines && qualityClass.isPresent()) {
            throw new IllegalArgumentException(
                    "headline rows have a class of their own: ask for all rows of " + qualityClass);
        }
    }

    /** Reads a choice; a failure names the parameter and what would do. */
    static RowChoice parse(Parameters parameters) {
        boolean headlines =
                parameters
                        .value("rows", "use one of headline, all", RowChoice::headlines)
                        .orElse(false);
        if (headlines && parameters.qualityClass().isPresent()) {
            throw ProblemException.badRequest(
                    "headline rows have a class of their own", "parameter class", "drop 'rows'");
        }
        return new RowChoice(
                parameters.text("route"),
                parameters.text("exit"),
                parameters.method(),
                parameters.metric(),
                parameters.qualityClass(),
                headlines);
    }

    private static boolean headlines(String text) {
        return switch (text) {
            case "headline" -> true;
            case "all" -> false;
            default -> throw new IllegalArgumentException("not a choice of rows: '" + text + "'");
        };
    }

    /** The same of one metric, unless the choice names one. */
    RowChoice orMetric(Metric other) {
        return metric.isPresent()
                ? this
                : new RowChoice(route, exit, method, Optional.of(other), qualityClass, headlines);
    }

    /** Whether a series bears on the rows: on their figures, or on what heads a path. */
    boolean mayConcern(Series series) {
        return matches(route, Optional.of(series.path().routeId()))
                && (matches(metric, Optional.of(series.metric())) || isBeside(series));
    }

    /** What is shown beside round trips; only active methods have it. */
    private static boolean isBeside(Series series) {
        return series.method() == Method.STAMP && !series.metric().isRoundTrip();
    }

    /** Whether losses of this series are asked for. */
    boolean holds(LossSeries series) {
        return matches(route, Optional.of(series.path().routeId()))
                && matches(exit, Optional.of(series.path().exit()))
                && matches(method, Optional.of(series.method()))
                && matches(metric, Optional.of(series.metric()));
    }

    /** Whether a row with a series is asked for. */
    boolean holds(PathRow row) {
        return matches(route, Optional.of(row.path().routeId()))
                && matches(exit, Optional.of(row.path().exit()))
                && matches(method, row.method())
                && matches(metric, row.metric())
                && matches(qualityClass, row.qualityClass())
                && (!headlines || heads(row.standing()));
    }

    private boolean heads(PathRow.Standing standing) {
        return method.isPresent() ? standing.methodHeadline() : standing.headline();
    }

    private static <T> boolean matches(Optional<T> wanted, Optional<T> found) {
        return wanted.isEmpty() || wanted.equals(found);
    }
}
