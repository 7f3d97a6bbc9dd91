package org.beibu.analyzer.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** One row of the table of routes as JSON; {@link RoutesJson} says what holds for its fields. */
final class RowJson {
    private RowJson() {}

    /** The row with this many of the last seconds, when it is live. */
    static JsonObject object(RoutesView view, PathRow row, int seconds) {
        DelayFigures figures = row.figures();
        boolean timed = row.isTimed();
        JsonObject json =
                new JsonObject()
                        .put("route", row.path().routeId())
                        .put("exit", row.path().exit())
                        .put("method", row.method().map(Object::toString).orElse(null))
                        .put("metric", row.metric().map(Object::toString).orElse(null))
                        .put("class", row.qualityClass().map(Object::toString).orElse(null))
                        .put("headline", row.standing().headline())
                        .put("method_headline", row.standing().methodHeadline())
                        .put("state", row.state())
                        .put("count", row.withheld() && !timed ? null : figures.count())
                        .put("clean_share", orNull(row.standing().cleanShare()))
                        .put("window_ns", view.windowNanos())
                        .put("min_ns", shown(timed, figures.minNanos()))
                        .put("p50_ns", shown(timed, figures.p50Nanos()))
                        .put("p95_ns", shown(timed, figures.p95Nanos()))
                        .put("p99_ns", shown(timed, figures.p99Nanos()))
                        .put("max_ns", shown(timed, figures.maxNanos()))
                        .put("floor_ns", view.floorNanos(row).orElse(null))
                        .put("times_floor", orNull(view.timesFloor(row)))
                        .put("capture_loss", timed ? orNull(view.captureLoss()) : null)
                        .put("total_count", row.totalCount());
        Optional<PathRates> rates = view.ratesOf(row.path());
        json.put("outbound_bits_per_second", rates.map(r -> bits(r.outboundBits())).orElse(null));
        json.put("inbound_bits_per_second", rates.map(r -> bits(r.inboundBits())).orElse(null));
        json.put("loss", LossJson.beside(row, view.losses()).orElse(null));
        json.put("one_way", view.oneWays().of(row.path()).map(OneWayJson::of).orElse(null));
        addLastSample(json, view, row);
        row.recent().ifPresent(recent -> addRecent(json, row, recent, seconds));
        return json;
    }

    /** A figure, null where there is none or where it is hidden. */
    static @Nullable Long shown(boolean timed, long nanos) {
        return timed && nanos != DelayFigures.HIDDEN ? nanos : null;
    }

    private static long bits(double perSecond) {
        return Math.round(perSecond);
    }

    private static void addLastSample(JsonObject json, RoutesView view, PathRow row) {
        Optional<PathRow.LastSample> last = row.lastSample();
        json.put("last_sample", last.map(at -> Moments.text(at.epochNanos())).orElse(null))
                .put(
                        "last_sample_age_ns",
                        last.map(at -> Math.max(0, view.epochNanos() - at.epochNanos()))
                                .orElse(null))
                .put(
                        "last_sample_within_ns",
                        last.map(PathRow.LastSample::withinNanos).orElse(null));
    }

    private static void addRecent(JsonObject json, PathRow row, RecentSeconds recent, int seconds) {
        json.put("now", recent.newest().map(i -> now(recent, i)).orElse(null));
        json.put("departure", row.departure().map(RowJson::departure).orElse(null));
        if (seconds == 0) {
            return;
        }
        int skipped = Math.max(0, recent.length() - seconds);
        JsonArray p50 = new JsonArray();
        JsonArray counts = new JsonArray();
        for (int i = skipped; i < recent.length(); i++) {
            if (recent.p50Nanos()[i] >= 0) {
                p50.add(recent.p50Nanos()[i]);
            } else {
                p50.addNull();
            }
            counts.add(recent.counts()[i]);
        }
        json.put(
                "seconds",
                new JsonObject()
                        .put("from_s", recent.fromSecond() + skipped)
                        .put("p50_ns", p50)
                        .put("count", counts));
    }

    private static JsonObject now(RecentSeconds recent, int i) {
        return new JsonObject()
                .put("second_s", recent.fromSecond() + i)
                .put("p50_ns", recent.p50Nanos()[i])
                .put("count", recent.counts()[i]);
    }

    private static JsonObject departure(Departure departure) {
        return new JsonObject()
                .put("direction", departure.direction().toString())
                .put("by_ns", departure.byNanos())
                .put("baseline_ns", departure.baselineNanos())
                .put("baseline_seconds", departure.baselineSeconds());
    }

    static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
