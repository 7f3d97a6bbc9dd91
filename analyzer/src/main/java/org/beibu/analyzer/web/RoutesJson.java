package org.beibu.analyzer.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.beibu.analyzer.delay.TimingKind;
import org.beibu.model.AseanRoute;
import org.beibu.model.Method;

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
            rows.add(RowJson.object(view, row, seconds));
        }
        return new JsonObject()
                .put("schema", SCHEMA)
                .put("time", Moments.text(view.epochNanos()))
                .put("source", view.source().toString())
                .put("from", Moments.text(view.fromNanos()))
                .put("to", Moments.text(view.toNanos()))
                .put("window_ns", view.windowNanos())
                .put("interval_ns", INTERVAL_NANOS)
                .put("rate_method", TrafficJson.METHOD)
                .put("capture_loss", RowJson.orNull(view.captureLoss()))
                .put("methods", methods(view))
                .put("kinds", kinds(view))
                .put("exits", new JsonArray(List.copyOf(view.exits())))
                .put("routes", routes(view))
                .put("rows", rows);
    }

    /** Handshake and timestamp always, so that the choice does not move when one is silent. */
    private static JsonArray methods(RoutesView view) {
        Set<Method> methods = new TreeSet<>();
        methods.add(Method.HANDSHAKE);
        methods.add(Method.TIMESTAMP);
        view.kinds().forEach(kind -> methods.add(kind.method()));
        return new JsonArray(methods.stream().map(Object::toString).toList());
    }

    /** Every method and class that has samples, whichever rows were asked for. */
    private static JsonArray kinds(RoutesView view) {
        JsonArray kinds = new JsonArray();
        for (TimingKind kind : view.kinds()) {
            kinds.add(
                    new JsonObject()
                            .put("method", kind.method().toString())
                            .put("class", kind.qualityClass().toString()));
        }
        return kinds;
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
}
