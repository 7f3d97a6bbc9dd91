package org.beibu.analyzer.detect;

import java.time.Instant;
import java.util.Locale;
import org.beibu.analyzer.detect.AlarmGroups.Scope;
import org.beibu.analyzer.events.PathEvent;
import org.beibu.model.Method;
import org.beibu.model.PathId;
import org.jspecify.annotations.Nullable;

/**
 * An alarm as an event of its path. Its time is that of the data, so that the same journal gives
 * the same event again; what the path shares it with is told later, by the same event.
 *
 * @param alarm what was noticed
 * @param subject whose it is
 * @param leftOut events of this session before it that were too many
 */
record AlarmEvent(PathAlarm alarm, Subject subject, int leftOut) {
    /** The source of events of the live watch. */
    static final String SOURCE = "analyzer";

    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * Whose alarm it is.
     *
     * @param probe the probe that asks
     * @param path the AseanRoute and exit
     * @param method how it asks
     * @param number tells sessions apart that share all of these, by nanoseconds
     */
    record Subject(String probe, PathId path, Method method, int number) {}

    PathEvent with(@Nullable Scope scope) {
        return new PathEvent(
                kind(alarm.kind()),
                alarm.saidNanos() + subject.number,
                subject.path,
                SOURCE,
                details(scope));
    }

    private static String kind(PathAlarm.Kind kind) {
        return switch (kind) {
            case ROUTING_STEP, CONGESTION -> "level-shift";
            case CLOCK -> "clock-step";
            case DRIFT -> "clock-drift";
            case CLOCK_END -> "clock-over";
            case OUTAGE -> "outage";
            case OUTAGE_END -> "outage-over";
            case LOSS -> "loss-rate";
            case LOSS_END -> "loss-rate-over";
        };
    }

    private String details(@Nullable Scope scope) {
        return ("{\"direction\":\"%s\",\"cause\":\"%s\",%s\"count\":%d,\"window_s\":%s,"
                        + "\"began\":\"%s\",\"confidence\":%s,\"method\":\"%s\",\"probe\":\"%s\","
                        + "\"scope\":%s,\"left_out\":%d}")
                .formatted(
                        isOfClocks() ? "one-way" : "round-trip",
                        alarm.kind().words(),
                        values(),
                        alarm.evidence().packets(),
                        number((alarm.saidNanos() - alarm.beganNanos()) / NANOS_PER_SECOND),
                        Instant.ofEpochSecond(0, alarm.beganNanos()),
                        number(alarm.evidence().confidence()),
                        subject.method,
                        subject.probe,
                        scope == null ? "null" : '"' + scope.name().toLowerCase(Locale.ROOT) + '"',
                        leftOut);
    }

    private boolean isOfClocks() {
        return switch (alarm.kind()) {
            case CLOCK, DRIFT, CLOCK_END -> true;
            default -> false;
        };
    }

    private String values() {
        return switch (alarm.kind()) {
            case CLOCK, DRIFT, CLOCK_END ->
                    "\"offset_before_ms\":%s,\"offset_ms\":%s,"
                            .formatted(number(alarm.before()), number(alarm.after()));
            case ROUTING_STEP, CONGESTION ->
                    "\"before_ms\":%s,\"after_ms\":%s,\"size_ms\":%s,"
                            .formatted(
                                    number(alarm.before()),
                                    number(alarm.after()),
                                    number(alarm.after() - alarm.before()));
            case LOSS ->
                    "\"loss\":%s,\"lost\":%d,"
                            .formatted(
                                    number(alarm.after()),
                                    Math.round(alarm.after() * alarm.evidence().packets()));
            case LOSS_END, OUTAGE, OUTAGE_END -> "";
        };
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : "null";
    }
}
