package org.beibu.analyzer.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.delay.Tails;
import org.beibu.analyzer.publish.PublicationRule;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.analyzer.store.StoredWindow;
import org.beibu.model.Catalogue;
import org.beibu.runtime.histogram.DelayHistogram;
import org.beibu.runtime.histogram.LogBounds;

/**
 * The windows of one route as JSON, schema {@code beibu/delay/v1}: for each series its windows with
 * quantiles, and with bucket counts from which a heat map is drawn. Buckets are counted from {@code
 * bucket_from} and hold {@code (previous bound, bound]}; the one after the last bound holds what is
 * longer. Reads the store, so it must not run on the event loop.
 */
final class DelayJson {
    /** The most windows of all series in one answer. */
    private static final int MOST_WINDOWS = 20_000;

    private static final int BUCKETS_PER_DECADE = 32;

    /** 100 us to 10 s in equal ratios, nanoseconds. */
    private static final long[] BOUNDS =
            LogBounds.between(100_000, 10_000_000_000L, BUCKETS_PER_DECADE);

    private DelayJson() {}

    /** The answer to a query. */
    static JsonObject read(DelayStore store, Catalogue catalogue, DelayQuery asked) {
        DelayQuery query = asked.notFinerThan(store.finest());
        List<Series> stored = store.series();
        RouteFacts facts = RouteFacts.of(query.routeId(), catalogue);
        if (facts.asean().isEmpty()
                && stored.stream().noneMatch(s -> s.path().routeId().equals(query.routeId()))) {
            throw new ProblemException(
                    404,
                    "no such route",
                    query.routeId(),
                    "see /api/v1/routes for the ids of the catalogue");
        }
        JsonArray all = new JsonArray();
        int windows = 0;
        for (Series series : stored) {
            if (query.holds(series)) {
                List<StoredWindow> some =
                        store.windows(
                                series, query.resolution(), query.fromNanos(), query.toNanos());
                windows += some.size();
                if (windows > MOST_WINDOWS) {
                    throw ProblemException.badRequest(
                            "more than " + MOST_WINDOWS + " windows",
                            "/api/v1/routes/" + query.routeId() + "/delay",
                            "ask for one exit, method, metric or class, or a coarser resolution");
                }
                all.add(series(series, some, store.showsExtremes(series), BOUNDS));
            }
        }
        return new JsonObject()
                .put("schema", "beibu/delay/v1")
                .put("route", query.routeId())
                .put("destination", facts.destination())
                .put("from", Moments.text(query.fromNanos()))
                .put("to", Moments.text(query.toNanos()))
                .put("resolution", query.resolution().toString())
                .put("resolution_ns", query.resolution().nanos())
                .put("floor_ns", facts.floorNanos().orElse(null))
                .put("bucket_upper_ns", new JsonArray(Arrays.stream(BOUNDS).boxed().toList()))
                .put("series", all);
    }

    /** One series with its windows, counted in buckets with these upper bounds. */
    static JsonObject series(
            Series series, List<StoredWindow> windows, boolean extremes, long[] bounds) {
        JsonArray all = new JsonArray();
        long count = 0;
        for (StoredWindow window : windows) {
            count += window.count();
            all.add(window.withheld() ? withheld(window) : window(window, extremes, bounds));
        }
        return new JsonObject()
                .put("exit", series.path().exit())
                .put("method", series.method().toString())
                .put("metric", series.metric().toString())
                .put("class", series.qualityClass().toString())
                .put("count", count)
                .put("windows", all);
    }

    /** There are samples, and nothing of them may be shown. */
    private static JsonObject withheld(StoredWindow stored) {
        JsonObject json = start(stored).put("state", "too-few").putNull("count");
        for (String figure : List.of("min_ns", "p50_ns", "p95_ns", "p99_ns", "max_ns")) {
            json.putNull(figure);
        }
        return json.put("bucket_from", 0).put("bucket_counts", new JsonArray());
    }

    private static JsonObject start(StoredWindow stored) {
        return new JsonObject()
                .put("start", Moments.text(stored.window().startNanos()))
                .put("start_s", stored.window().startNanos() / 1_000_000_000L);
    }

    private static JsonObject window(StoredWindow stored, boolean extremes, long[] bounds) {
        DelayHistogram histogram = stored.histogram();
        DelayFigures figures = DelayFigures.of(histogram, extremes);
        long[] counts = histogram.bucketCounts(bounds);
        if (!extremes) {
            Tails.fold(counts, PublicationRule.SAMPLES_BEYOND);
        }
        int from = 0;
        int to = counts.length;
        while (from < to && counts[from] == 0) {
            from++;
        }
        while (to > from && counts[to - 1] == 0) {
            to--;
        }
        return start(stored)
                .put("state", "timed")
                .put("count", figures.count())
                .put("min_ns", RowJson.shown(true, figures.minNanos()))
                .put("p50_ns", figures.p50Nanos())
                .put("p95_ns", RowJson.shown(true, figures.p95Nanos()))
                .put("p99_ns", RowJson.shown(true, figures.p99Nanos()))
                .put("max_ns", RowJson.shown(true, figures.maxNanos()))
                .put("bucket_from", from)
                .put(
                        "bucket_counts",
                        new JsonArray(Arrays.stream(counts, from, to).boxed().toList()));
    }
}
