package org.beibu.analyzer.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.beibu.analyzer.live.LiveProbe;
import org.beibu.model.AseanRoute;
import org.beibu.model.Method;
import org.jspecify.annotations.Nullable;

/**
 * The table of routes as JSON, schema {@code beibu/routes/v1}: fields may be added, but never
 * renamed, removed or given another type. Delays are integers of nanoseconds ({@code _ns}), moments
 * are ISO-8601 in UTC; what is not known is null, never 0.
 */
public final class RoutesJson {
    /** The schema's name. */
    public static final String SCHEMA = "beibu/routes/v1";

    /** The finest interval of live figures: a page that hears nothing for two of them is stale. */
    private static final long INTERVAL_NANOS = 1_000_000_000L;

    private RoutesJson() {}

    /** The table as text for people and programs, the same fields as the API's. */
    public static String text(RoutesView view) {
        return object(view, 0).encodePrettily();
    }

    /** The table with this many of the last seconds in each live row. */
    static JsonObject object(RoutesView view, int seconds) {
        JsonArray rows = new JsonArray();
        for (PathRow row : view.rows()) {
            rows.add(row(view, row, seconds));
        }
        return new JsonObject()
                .put("schema", SCHEMA)
                .put("time", Moments.text(view.epochNanos()))
                .put("source", view.source().toString())
                .put("from", Moments.text(view.fromNanos()))
                .put("to", Moments.text(view.toNanos()))
                .put("window_ns", view.windowNanos())
                .put("interval_ns", INTERVAL_NANOS)
                .put("capture_loss", orNull(view.captureLoss()))
                .put("methods", methods(view))
                .put("exits", new JsonArray(List.copyOf(view.exits())))
                .put("routes", routes(view))
                .put("rows", rows);
    }

    private static JsonObject row(RoutesView view, PathRow row, int seconds) {
        DelayFigures figures = row.figures();
        boolean timed = row.isTimed();
        JsonObject json =
                new JsonObject()
                        .put("route", row.path().routeId())
                        .put("exit", row.path().exit())
                        .put("method", row.method().map(Object::toString).orElse(null))
                        .put("metric", row.metric().map(Object::toString).orElse(null))
                        .put("state", timed ? "timed" : "no-data")
                        .put("count", figures.count())
                        .put("window_ns", view.windowNanos())
                        .put("min_ns", timed ? figures.minNanos() : null)
                        .put("p50_ns", timed ? figures.p50Nanos() : null)
                        .put("p95_ns", timed ? figures.p95Nanos() : null)
                        .put("p99_ns", timed ? figures.p99Nanos() : null)
                        .put("max_ns", timed ? figures.maxNanos() : null)
                        .put("floor_ns", view.floorNanos(row).orElse(null))
                        .put("times_floor", orNull(view.timesFloor(row)))
                        .put("capture_loss", timed ? orNull(view.captureLoss()) : null)
                        .put("total_count", row.totalCount());
        Optional<PathRow.LastSample> last = row.lastSample();
        json.put("last_sample", last.map(at -> Moments.text(at.epochNanos())).orElse(null))
                .put(
                        "last_sample_age_ns",
                        last.map(at -> Math.max(0, view.epochNanos() - at.epochNanos()))
                                .orElse(null))
                .put(
                        "last_sample_within_ns",
                        last.map(PathRow.LastSample::withinNanos).orElse(null));
        row.recent().ifPresent(recent -> addRecent(json, row, recent, seconds));
        return json;
    }

    private static void addRecent(JsonObject json, PathRow row, RecentSeconds recent, int seconds) {
        json.put("now", recent.newest().map(i -> now(recent, i)).orElse(null));
        json.put("departure", row.departure().map(RoutesJson::departure).orElse(null));
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
                .put("baseline_ns", departure.baselineNanos());
    }

    /** Handshake and timestamp always, so that the choice does not move when one is silent. */
    private static JsonArray methods(RoutesView view) {
        Set<Method> methods = new TreeSet<>();
        methods.add(Method.HANDSHAKE);
        methods.add(Method.TIMESTAMP);
        view.rows().forEach(row -> row.method().ifPresent(methods::add));
        return new JsonArray(methods.stream().map(Object::toString).toList());
    }

    private static JsonArray routes(RoutesView view) {
        JsonArray routes = new JsonArray();
        for (RouteFacts facts : view.routes()) {
            Optional<AseanRoute> asean = facts.asean();
            routes.add(
                    new JsonObject()
                            .put("id", facts.id())
                            .put("country_code", asean.map(AseanRoute::countryCode).orElse(null))
                            .put("country", facts.country())
                            .put("destination", facts.destination())
                            .put("latitude", asean.map(AseanRoute::latitude).orElse(null))
                            .put("longitude", asean.map(AseanRoute::longitude).orElse(null))
                            .put(
                                    "great_circle_km",
                                    asean.map(AseanRoute::greatCircleKilometres).orElse(null))
                            .put("bearing_degrees", facts.bearingDegrees().orElse(null))
                            .put("floor_ns", facts.floorNanos().orElse(null)));
        }
        return routes;
    }

    /** The probes of a snapshot. Import runs are not probes: they have no heart. */
    static JsonArray probes(List<LiveProbe> probes, long epochNanos) {
        JsonArray all = new JsonArray();
        for (LiveProbe probe : Health.beating(probes)) {
            boolean heard = probe.lastHeartbeatNanos() > 0;
            all.add(
                    new JsonObject()
                            .put("name", probe.name())
                            .put(
                                    "last_heartbeat",
                                    heard ? Moments.text(probe.lastHeartbeatNanos()) : null)
                            .put(
                                    "heartbeat_age_ns",
                                    heard
                                            ? Math.max(0, epochNanos - probe.lastHeartbeatNanos())
                                            : null)
                            .put("received", probe.received())
                            .put("dropped", probe.dropped())
                            .put("dropped_by_interface", probe.droppedByInterface())
                            .put("capture_loss", probe.lossRatio() < 0 ? null : probe.lossRatio()));
        }
        return all;
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
