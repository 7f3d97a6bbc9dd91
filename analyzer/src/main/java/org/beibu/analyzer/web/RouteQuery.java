package org.beibu.analyzer.web;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.beibu.model.Metric;
import org.beibu.model.Resolution;

/**
 * What {@code /api/v1/routes/{id}} was asked for, checked.
 *
 * @param routeId the route
 * @param range which windows
 * @param choice which series: the headline of each exit, or those of a method and class
 */
record RouteQuery(String routeId, TimeRange range, RowChoice choice) {
    /** Columns of a picture: more than a screen has pixels for help nobody. */
    private static final long MOST_COLUMNS = 1_500;

    private static final long WEEK_NANOS = 7 * Resolution.DAY.nanos();

    private static final Set<String> KEYS =
            Stream.concat(TimeRange.KEYS.stream(), Stream.of("exit", "method", "class"))
                    .collect(Collectors.toUnmodifiableSet());

    static RouteQuery parse(String routeId, Parameters parameters, long nowNanos) {
        parameters.refuseOthersThan(KEYS);
        boolean chosen = parameters.text("resolution").isPresent();
        TimeRange range = TimeRange.parse(parameters, nowNanos);
        RowChoice choice =
                new RowChoice(
                        Optional.of(routeId),
                        parameters.text("exit"),
                        parameters.method(),
                        Optional.of(Metric.FAR_ROUND_TRIP),
                        parameters.qualityClass(),
                        parameters.qualityClass().isEmpty());
        return new RouteQuery(routeId, chosen ? range : moderate(range), choice);
    }

    /** In the finest windows that delays are kept in and that a picture can show. */
    private static TimeRange moderate(TimeRange range) {
        for (Resolution resolution : Resolution.OF_DELAYS) {
            long from = resolution.startOf(range.fromNanos());
            if ((range.toNanos() - from) / resolution.nanos() <= MOST_COLUMNS) {
                return new TimeRange(from, range.toNanos(), resolution);
            }
        }
        return range;
    }

    RouteQuery notFinerThan(Resolution finest) {
        return new RouteQuery(routeId, range.notFinerThan(finest), choice);
    }

    /** How long before the same range is compared: whole weeks, so that they do not overlap. */
    long weeksNanos() {
        long length = range.toNanos() - range.fromNanos();
        return (Math.max(1, length - 1) / WEEK_NANOS + 1) * WEEK_NANOS;
    }
}
