package org.beibu.analyzer.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.beibu.analyzer.events.EventQuery;
import org.beibu.analyzer.events.PathEvent;
import org.beibu.analyzer.events.PathTrace;
import org.beibu.analyzer.events.TraceHop;
import org.beibu.analyzer.events.TracedEvent;

/**
 * Events of paths as JSON, schema {@code beibu/path-events/v1}, the newest first: what all kinds
 * have in common, the details of the kind, and the trace that was made for it or null.
 */
public final class EventsJson {
    private static final String SCHEMA = "beibu/path-events/v1";

    private EventsJson() {}

    /** As text for people and programs. */
    public static String text(List<TracedEvent> events, EventQuery query) {
        return object(events, query).encodePrettily();
    }

    static JsonObject object(List<TracedEvent> events, EventQuery query) {
        return new JsonObject()
                .put("schema", SCHEMA)
                .put("from", Moments.text(query.fromNanos()))
                .put("to", Moments.text(query.toNanos()))
                .put("complete", events.size() < EventQuery.MOST)
                .put("events", rows(events));
    }

    static JsonArray rows(List<TracedEvent> events) {
        JsonArray rows = new JsonArray();
        events.forEach(event -> rows.add(event(event)));
        return rows;
    }

    private static JsonObject event(TracedEvent traced) {
        PathEvent event = traced.event();
        return new JsonObject()
                .put("kind", event.kind())
                .put("time", Moments.text(event.epochNanos()))
                .put("epoch_ns", event.epochNanos())
                .put("route", event.path().routeId())
                .put("exit", event.path().exit())
                .put("source", event.source())
                .put("details", new JsonObject(event.details()))
                .put(
                        "trace",
                        traced.trace().map(trace -> trace(trace, traced.hops())).orElse(null));
    }

    private static JsonObject trace(PathTrace trace, List<TraceHop> hops) {
        JsonArray rows = new JsonArray();
        for (TraceHop hop : hops) {
            rows.add(new JsonObject().put("hop", hop.ttl()).mergeIn(new JsonObject(hop.details())));
        }
        return new JsonObject()
                .put("time", Moments.text(trace.epochNanos()))
                .put("epoch_ns", trace.epochNanos())
                .mergeIn(new JsonObject(trace.details()))
                .put("hops", rows);
    }
}
