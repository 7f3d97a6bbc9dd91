package org.beibu.analyzer.web;

import io.vertx.core.json.JsonObject;
import org.beibu.model.Metric;
import org.jspecify.annotations.Nullable;

/** One-way delays and delay variation of a path as JSON; what is not known is null, never 0. */
final class OneWayJson {
    private OneWayJson() {}

    /** The figures with the largest error bound of the window. */
    static JsonObject of(OneWays.OneWay way) {
        DelayFigures error = way.of(Metric.CLOCK_ERROR);
        return new JsonObject()
                .put("method", "stamp")
                .put("state", way.state())
                .put("clocks", way.doubt().map(OneWayJson::clocks).orElse(null))
                .put("replies", way.of(Metric.FAR_ROUND_TRIP).count())
                .put("error_ns", error.count() == 0 ? null : error.maxNanos())
                .put("forward", delays(way.of(Metric.FORWARD_ONE_WAY)))
                .put("backward", delays(way.of(Metric.BACKWARD_ONE_WAY)))
                .put("ipdv", variation(way.of(Metric.ROUND_TRIP_VARIATION)))
                .put("pdv", pdv(way.of(Metric.FAR_ROUND_TRIP)));
    }

    /** Why figures of one direction are withheld. */
    private static JsonObject clocks(ClockDoubts.Doubt doubt) {
        return new JsonObject()
                .put("event", doubt.kind())
                .put("since", Moments.text(doubt.sinceNanos()))
                .put("moved_ns", doubt.offsetNanos());
    }

    private static @Nullable JsonObject delays(DelayFigures figures) {
        if (figures.count() == 0) {
            return null;
        }
        return variation(figures).put("min_ns", figures.minNanos()).put("pdv", pdv(figures));
    }

    private static JsonObject variation(DelayFigures figures) {
        boolean known = figures.count() > 0;
        return new JsonObject()
                .put("count", figures.count())
                .put("p50_ns", known ? figures.p50Nanos() : null)
                .put("p95_ns", known ? figures.p95Nanos() : null)
                .put("p99_ns", known ? figures.p99Nanos() : null)
                .put("max_ns", known ? figures.maxNanos() : null);
    }

    /** RFC 5481 4.2: the delay less the shortest of the window. */
    private static JsonObject pdv(DelayFigures figures) {
        return new JsonObject()
                .put("count", figures.count())
                .put("p50_ns", figures.p50Nanos() - figures.minNanos())
                .put("p95_ns", figures.p95Nanos() - figures.minNanos())
                .put("p99_ns", figures.p99Nanos() - figures.minNanos())
                .put("max_ns", figures.maxNanos() - figures.minNanos());
    }
}
