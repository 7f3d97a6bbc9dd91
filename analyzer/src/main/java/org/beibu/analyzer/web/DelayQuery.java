package org.beibu.analyzer.web;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.beibu.analyzer.delay.Series;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.QualityClass;
import org.beibu.model.Resolution;

/**
 * What {@code /api/v1/routes/{id}/delay} was asked for, checked.
 *
 * @param routeId the route
 * @param range which windows
 * @param exit only this exit
 * @param method only this method
 * @param metric only this metric
 * @param qualityClass only this quality class
 */
record DelayQuery(
        String routeId,
        TimeRange range,
        Optional<String> exit,
        Optional<Method> method,
        Optional<Metric> metric,
        Optional<QualityClass> qualityClass) {
    private static final Set<String> KEYS =
            Stream.concat(TimeRange.KEYS.stream(), Stream.of("exit", "method", "metric", "class"))
                    .collect(Collectors.toUnmodifiableSet());

    /** Reads a query; a failure names the parameter and what would do. */
    static DelayQuery parse(String routeId, Parameters parameters, long nowNanos) {
        parameters.refuseOthersThan(KEYS);
        return new DelayQuery(
                routeId,
                TimeRange.parse(parameters, nowNanos),
                parameters.text("exit"),
                parameters.method(),
                parameters.metric(),
                parameters.qualityClass());
    }

    /** The same in windows of at least this length. */
    DelayQuery notFinerThan(Resolution finest) {
        return new DelayQuery(
                routeId, range.notFinerThan(finest), exit, method, metric, qualityClass);
    }

    long fromNanos() {
        return range.fromNanos();
    }

    long toNanos() {
        return range.toNanos();
    }

    Resolution resolution() {
        return range.resolution();
    }

    /** Whether a series is among those asked for. */
    boolean holds(Series series) {
        return series.path().routeId().equals(routeId)
                && exit.map(series.path().exit()::equals).orElse(true)
                && method.map(m -> m == series.method()).orElse(true)
                && metric.map(m -> m == series.metric()).orElse(true)
                && qualityClass.map(c -> c == series.qualityClass()).orElse(true);
    }
}
