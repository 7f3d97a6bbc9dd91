package org.beibu.analyzer.web;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.beibu.analyzer.delay.Series;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.QualityClass;
import org.beibu.model.Resolution;

/**
 * What {@code /api/v1/routes/{id}/delay} was asked for, checked.
 *
 * @param routeId the route
 * @param fromNanos start, aligned to the resolution
 * @param toNanos end, exclusive
 * @param resolution length of the windows
 * @param exit only this exit
 * @param method only this method
 * @param metric only this metric
 * @param qualityClass only this quality class
 */
record DelayQuery(
        String routeId,
        long fromNanos,
        long toNanos,
        Resolution resolution,
        Optional<String> exit,
        Optional<Method> method,
        Optional<Metric> metric,
        Optional<QualityClass> qualityClass) {
    /** The most windows of one series in one answer. */
    static final int MOST_WINDOWS = 2_000;

    /** The most windows when the caller leaves the resolution to us. */
    private static final int MODERATE_WINDOWS = 750;

    private static final Set<String> KEYS =
            Set.of("from", "to", "resolution", "exit", "method", "metric", "class");

    /** Reads a query; a failure names the parameter and what would do. */
    static DelayQuery parse(String routeId, Parameters parameters, long nowNanos) {
        parameters.refuseOthersThan(KEYS);
        String moments = "use ISO-8601 with zone, epoch seconds, 'now', or a span such as -1h";
        long to = parameters.value("to", moments, t -> Moments.parse(t, nowNanos)).orElse(nowNanos);
        long from =
                parameters
                        .value("from", moments, t -> Moments.parse(t, nowNanos))
                        .orElse(Math.max(0, to - Moments.spanNanos("1h")));
        if (from >= to) {
            throw ProblemException.badRequest(
                    "the range is empty",
                    "from=" + Moments.text(from) + " to=" + Moments.text(to),
                    "give a 'from' that lies before 'to'");
        }
        Resolution resolution =
                parameters
                        .value("resolution", "use 10s, 1m, 1h or 1d", Resolution::parse)
                        .orElseGet(() -> moderate(from, to));
        if (windows(from, to, resolution) > MOST_WINDOWS) {
            throw ProblemException.badRequest(
                    "more than " + MOST_WINDOWS + " windows of one series",
                    "resolution=" + resolution,
                    "ask for a shorter range, or resolution=" + moderate(from, to));
        }
        return new DelayQuery(
                routeId,
                resolution.startOf(from),
                to,
                resolution,
                parameters.text("exit"),
                parameters.method(),
                parameters.metric(),
                parameters.qualityClass());
    }

    /** Whether a series is among those asked for. */
    boolean holds(Series series) {
        return series.path().routeId().equals(routeId)
                && exit.map(series.path().exit()::equals).orElse(true)
                && method.map(m -> m == series.method()).orElse(true)
                && metric.map(m -> m == series.metric()).orElse(true)
                && qualityClass.map(c -> c == series.qualityClass()).orElse(true);
    }

    private static Resolution moderate(long from, long to) {
        return Arrays.stream(Resolution.values())
                .filter(r -> windows(from, to, r) <= MODERATE_WINDOWS)
                .findFirst()
                .orElse(Resolution.DAY);
    }

    private static long windows(long from, long to, Resolution resolution) {
        return (to - resolution.startOf(from) + resolution.nanos() - 1) / resolution.nanos();
    }
}
