package org.beibu.analyzer.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.beibu.analyzer.loss.LossCounts;
import org.beibu.analyzer.loss.LossSeries;
import org.beibu.analyzer.loss.LossWindow;
import org.beibu.analyzer.store.LossStore;
import org.beibu.model.LossInterval;
import org.beibu.model.Metric;
import org.jspecify.annotations.Nullable;

/**
 * Losses as JSON, schema {@code beibu/loss/v1}: sums of the last minutes, or the windows of a range
 * with their sum. Each ratio stands with its 95 % interval; where nothing was sent it is null and
 * the state is {@code no-data}.
 */
public final class LossJson {
    private static final String SCHEMA = "beibu/loss/v1";

    /** The most windows of all series in one answer. */
    private static final int MOST_WINDOWS = 100_000;

    private LossJson() {}

    /** Sums without windows, as text for people and programs. */
    public static String text(PathLosses losses, RowChoice choice) {
        return sums(losses, choice, "store").encodePrettily();
    }

    /** Sums without windows. */
    static JsonObject sums(PathLosses losses, RowChoice choice, String source) {
        JsonArray all = new JsonArray();
        new TreeMap<>(losses.counts())
                .forEach(
                        (series, counts) -> {
                            if (choice.holds(series)) {
                                all.add(put(series(series), counts));
                            }
                        });
        return new JsonObject()
                .put("schema", SCHEMA)
                .put("source", source)
                .put("from", Moments.text(losses.fromNanos()))
                .put("to", Moments.text(losses.toNanos()))
                .put("window_ns", losses.lengthNanos())
                .put("confidence", LossInterval.CONFIDENCE)
                .put("series", all);
    }

    /** The windows of a range; reads the store, so it must not run on the event loop. */
    static JsonObject stored(LossStore store, TimeRange range, RowChoice choice) {
        Map<LossSeries, Windows> found = new TreeMap<>();
        int[] count = {0};
        store.forEachLoss(
                range.resolution(),
                range.fromNanos(),
                range.toNanos(),
                one -> {
                    if (choice.holds(one.series())) {
                        refuseMore(++count[0]);
                        found.computeIfAbsent(one.series(), s -> new Windows()).add(one);
                    }
                });
        JsonArray all = new JsonArray();
        found.forEach((series, windows) -> all.add(windows.into(series(series))));
        return new JsonObject()
                .put("schema", SCHEMA)
                .put("source", RoutesView.Source.STORE.toString())
                .put("from", Moments.text(range.fromNanos()))
                .put("to", Moments.text(range.toNanos()))
                .put("resolution", range.resolution().toString())
                .put("resolution_ns", range.resolution().nanos())
                .put("confidence", LossInterval.CONFIDENCE)
                .put("series", all);
    }

    private static void refuseMore(int windows) {
        if (windows > MOST_WINDOWS) {
            throw ProblemException.badRequest(
                    "more than " + MOST_WINDOWS + " windows",
                    "/api/v1/loss",
                    "ask for one route or exit, or a coarser resolution");
        }
    }

    private static JsonObject series(LossSeries series) {
        return new JsonObject()
                .put("route", series.path().routeId())
                .put("exit", series.path().exit())
                .put("method", series.method().toString())
                .put("metric", series.metric().toString());
    }

    /** Counts, ratio and interval. */
    static JsonObject put(JsonObject json, LossCounts counts) {
        Optional<LossInterval> interval = counts.interval();
        Optional<LossCounts.Episodes> episodes = counts.countedEpisodes();
        return json.put("state", counts.isKnown() ? "counted" : "no-data")
                .put("sent", counts.sent())
                .put("received", counts.received())
                .put("lost", counts.lost())
                .put("loss_ratio", RowJson.orNull(counts.ratio()))
                .put("loss_low", interval.map(LossInterval::low).orElse(null))
                .put("loss_high", interval.map(LossInterval::high).orElse(null))
                .put("late", counts.late())
                .put("duplicate", counts.duplicate())
                .put("reordered", counts.reordered())
                .put("episodes", episodes.map(LossCounts.Episodes::count).orElse(null))
                .put("longest_episode", episodes.map(LossCounts.Episodes::longest).orElse(null))
                .put("noticeable", episodes.map(LossCounts.Episodes::noticeable).orElse(null));
    }

    /** What stands beside a row: round trip, and each direction where it is known. */
    static Optional<JsonObject> beside(PathRow row, PathLosses losses) {
        return losses.beside(row)
                .map(
                        series ->
                                put(new JsonObject(), losses.of(series))
                                        .put("method", series.method().toString())
                                        .put("from", Moments.text(losses.fromNanos()))
                                        .put("window_ns", losses.lengthNanos())
                                        .put("confidence", LossInterval.CONFIDENCE)
                                        .put("forward", way(series, losses, Metric.FORWARD_ONE_WAY))
                                        .put(
                                                "backward",
                                                way(series, losses, Metric.BACKWARD_ONE_WAY)));
    }

    private static @Nullable JsonObject way(LossSeries series, PathLosses losses, Metric metric) {
        LossCounts counts = losses.of(series.on(metric));
        return counts.isKnown() ? put(new JsonObject(), counts) : null;
    }

    /** The windows of one series. */
    private static final class Windows {
        private final JsonArray windows = new JsonArray();
        private LossCounts sum = LossCounts.NONE;

        void add(LossWindow one) {
            sum = sum.plus(one.counts());
            JsonObject json =
                    new JsonObject()
                            .put("start", Moments.text(one.window().startNanos()))
                            .put("start_s", one.window().startNanos() / 1_000_000_000L);
            windows.add(put(json, one.counts()));
        }

        JsonObject into(JsonObject json) {
            return put(json, sum).put("windows", windows);
        }
    }
}
