package org.beibu.analyzer.web;

import java.util.Set;
import org.beibu.analyzer.events.EventQuery;

/** Reads what {@code /api/v1/path-events} was asked for; the last day without a range. */
public final class EventsQuery {
    private static final Set<String> KEYS = Set.of("from", "to", "route", "exit", "kind");
    private static final String MOMENTS =
            "use ISO-8601 with zone, epoch seconds, 'now', or a span such as -1h";
    private static final String DEFAULT_SPAN = "1d";

    private EventsQuery() {}

    /**
     * The query that options or parameters with these names give.
     *
     * @throws ProblemException naming what would do
     */
    static EventQuery parse(Parameters parameters, long nowNanos) {
        parameters.refuseOthersThan(KEYS);
        long to =
                parameters
                        .value("to", MOMENTS, text -> Moments.parse(text, nowNanos))
                        .orElse(nowNanos);
        long from =
                parameters
                        .value("from", MOMENTS, text -> Moments.parse(text, nowNanos))
                        .orElse(Math.max(0, to - Moments.spanNanos(DEFAULT_SPAN)));
        if (from >= to) {
            throw ProblemException.badRequest(
                    "the range is empty",
                    "from=" + Moments.text(from) + " to=" + Moments.text(to),
                    "give a 'from' that lies before 'to'");
        }
        return new EventQuery(
                from,
                to,
                parameters.text("route"),
                parameters.text("exit"),
                parameters.text("kind"));
    }

    /**
     * A moment as the options of commands have it.
     *
     * @throws IllegalArgumentException when the text is none
     */
    public static long moment(String text, long nowNanos) {
        return Moments.parse(text, nowNanos);
    }
}
