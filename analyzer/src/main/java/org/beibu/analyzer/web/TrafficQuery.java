package org.beibu.analyzer.web;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.beibu.analyzer.traffic.ServiceClassNames;
import org.beibu.analyzer.traffic.TrafficSeries;
import org.beibu.model.TrafficDirection;

/**
 * What {@code /api/v1/traffic} was asked for, checked.
 *
 * @param range which windows of the store; empty = the live rates
 * @param route only this route
 * @param exit only this exit
 * @param direction only this direction
 * @param serviceClass only the class with this name
 */
record TrafficQuery(
        Optional<TimeRange> range,
        Optional<String> route,
        Optional<String> exit,
        Optional<TrafficDirection> direction,
        Optional<String> serviceClass) {
    private static final Set<String> KEYS =
            Stream.concat(TimeRange.KEYS.stream(), Stream.of("route", "exit", "direction", "class"))
                    .collect(Collectors.toUnmodifiableSet());

    /** Reads a query; a failure names the parameter and what would do. */
    static TrafficQuery parse(Parameters parameters, long nowNanos) {
        parameters.refuseOthersThan(KEYS);
        boolean stored = TimeRange.KEYS.stream().anyMatch(key -> parameters.text(key).isPresent());
        return new TrafficQuery(
                stored ? Optional.of(TimeRange.parse(parameters, nowNanos)) : Optional.empty(),
                parameters.text("route"),
                parameters.text("exit"),
                parameters.value(
                        "direction", "use outbound, inbound or unknown", TrafficDirection::parse),
                parameters.text("class"));
    }

    /** Whether a series is among those asked for. */
    boolean holds(TrafficSeries series, ServiceClassNames names) {
        return route.map(series.path().routeId()::equals).orElse(true)
                && exit.map(series.path().exit()::equals).orElse(true)
                && direction.map(d -> d == series.direction()).orElse(true)
                && serviceClass.map(names.of(series.serviceClass())::equals).orElse(true);
    }
}
