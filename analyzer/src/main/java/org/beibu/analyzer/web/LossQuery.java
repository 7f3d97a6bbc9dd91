package org.beibu.analyzer.web;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code /api/v1/loss} was asked for, checked.
 *
 * @param range which windows of the store; empty = the sums of the last minutes
 * @param choice of route, exit, method and metric
 */
record LossQuery(Optional<TimeRange> range, RowChoice choice) {
    private static final Set<String> KEYS =
            Stream.concat(TimeRange.KEYS.stream(), Stream.of("route", "exit", "method", "metric"))
                    .collect(Collectors.toUnmodifiableSet());

    /** Reads a query; a failure names the parameter and what would do. */
    static LossQuery parse(Parameters parameters, long nowNanos) {
        parameters.refuseOthersThan(KEYS);
        boolean stored = TimeRange.KEYS.stream().anyMatch(key -> parameters.text(key).isPresent());
        return new LossQuery(
                stored ? Optional.of(TimeRange.parse(parameters, nowNanos)) : Optional.empty(),
                RowChoice.parse(parameters));
    }
}
