package org.beibu.analyzer.web;

import java.util.Arrays;
import java.util.Set;
import org.beibu.model.Resolution;

/**
 * The windows that a request asks for, checked.
 *
 * @param fromNanos start, aligned to the resolution
 * @param toNanos end, exclusive
 * @param resolution length of the windows
 */
record TimeRange(long fromNanos, long toNanos, Resolution resolution) {
    /** The parameters that name a range. */
    static final Set<String> KEYS = Set.of("from", "to", "resolution");

    /** The most windows of one series in one answer. */
    static final int MOST_WINDOWS = 2_000;

    /** The most windows when the caller leaves the resolution to us. */
    private static final int MODERATE_WINDOWS = 750;

    /** Reads a range; without parameters it is the last hour. */
    static TimeRange parse(Parameters parameters, long nowNanos) {
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
                        .value("resolution", "use 10s, 1m, 5m, 1h or 1d", Resolution::parse)
                        .orElseGet(() -> moderate(from, to));
        if (windows(from, to, resolution) > MOST_WINDOWS) {
            throw ProblemException.badRequest(
                    "more than " + MOST_WINDOWS + " windows of one series",
                    "resolution=" + resolution,
                    "ask for a shorter range, or resolution=" + moderate(from, to));
        }
        return new TimeRange(resolution.startOf(from), to, resolution);
    }

    /** The same in windows of at least this length. */
    TimeRange notFinerThan(Resolution finest) {
        return resolution.compareTo(finest) >= 0
                ? this
                : new TimeRange(finest.startOf(fromNanos), toNanos, finest);
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
