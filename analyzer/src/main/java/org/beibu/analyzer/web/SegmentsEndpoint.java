package org.beibu.analyzer.web;

import java.util.Set;
import org.beibu.analyzer.segments.SegmentComparison;
import org.beibu.analyzer.segments.SegmentPlan;
import org.beibu.analyzer.segments.TimeSpan;

/**
 * What {@code /api/v1/segments} answers: the comparison of the range asked for, {@code since=all}
 * when none is. Belongs to the thread that owns the store.
 */
final class SegmentsEndpoint {
    static final Set<String> KEYS = Set.of("since", "from", "to");
    private static final String MOMENTS =
            "use ISO-8601 with zone, epoch seconds, 'now', or a span such as -1h";

    private final WebSources sources;
    private final SegmentPlan plan;

    SegmentsEndpoint(WebSources sources, SegmentPlan plan) {
        this.sources = sources;
        this.plan = plan;
    }

    /** The range that the parameters name. */
    static TimeSpan range(Parameters parameters, long nowNanos) {
        parameters.refuseOthersThan(KEYS);
        long to =
                parameters
                        .value("to", MOMENTS, t -> Moments.parse(t, nowNanos))
                        .orElse(Moments.LATEST_NANOS);
        long from =
                parameters
                        .value("from", MOMENTS, t -> Moments.parse(t, nowNanos))
                        .or(
                                () ->
                                        parameters.value(
                                                "since",
                                                "give 1h, 7d or all",
                                                text -> Moments.since(text, nowNanos)))
                        .orElse(0L);
        if (from >= to) {
            throw ProblemException.badRequest(
                    "the range is empty",
                    "from=" + Moments.text(from) + " to=" + Moments.text(to),
                    "give a 'from' that lies before 'to'");
        }
        return new TimeSpan(from, to);
    }

    String answer(TimeSpan range, long nowNanos) {
        return SegmentsJson.text(
                SegmentComparison.of(
                        sources.store(), sources.losses(), plan, sources.catalogue(), range),
                sources.catalogue(),
                nowNanos);
    }
}
