package org.beibu.analyzer.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.beibu.analyzer.events.PathEvent;
import org.beibu.analyzer.events.TraceHop;
import org.beibu.analyzer.events.TracedEvent;

/** Events of paths as a table for people, the oldest first, on demand with the hops of traces. */
public final class EventsText {
    private static final double NANOS_PER_MILLI = 1e6;

    private EventsText() {}

    /** The table. */
    public static String table(List<TracedEvent> events, boolean hops) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("TIME", "ROUTE", "EXIT", "EVENT", "DIRECTION", "WHAT", "TRACE"));
        for (int i = events.size() - 1; i >= 0; i--) {
            rows.add(cells(events.get(i)));
        }
        StringBuilder aligned = new StringBuilder();
        Columns.align(rows, aligned);
        List<String> lines = aligned.toString().lines().toList();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            text.append(lines.get(i)).append('\n');
            if (hops && i > 0) {
                events.get(events.size() - i).hops().forEach(hop -> text.append(hop(hop)));
            }
        }
        return text.toString();
    }

    private static List<String> cells(TracedEvent traced) {
        PathEvent event = traced.event();
        JsonObject details = new JsonObject(event.details());
        return List.of(
                Moments.text(event.epochNanos()),
                event.path().routeId(),
                event.path().exit(),
                event.kind(),
                details.getString("direction", "-"),
                what(details),
                trace(traced));
    }

    private static String what(JsonObject details) {
        if (details.containsKey("hops_after")) {
            return "%d to %d hops"
                    .formatted(details.getLong("hops_before"), details.getLong("hops_after"));
        }
        if (details.containsKey("after_ns")) {
            return millis(details.getLong("before_ns"))
                    + " to "
                    + millis(details.getLong("after_ns"))
                    + " ms";
        }
        if (details.containsKey("lost_in_a_row")) {
            return "%d packets lost in a row".formatted(details.getLong("lost_in_a_row"));
        }
        return details.containsKey("cause") ? watched(details) : "-";
    }

    /** What the live watch of the analyzer has noticed. */
    private static String watched(JsonObject details) {
        if (details.containsKey("after_ms")) {
            return String.format(
                    Locale.ROOT,
                    "%.2f to %.2f ms, %s",
                    details.getDouble("before_ms"),
                    details.getDouble("after_ms"),
                    details.getString("cause"));
        }
        if (details.containsKey("offset_ms")) {
            return String.format(
                    Locale.ROOT,
                    "%s, %+.2f ms",
                    details.getString("cause"),
                    details.getDouble("offset_ms") - details.getDouble("offset_before_ms"));
        }
        double window = details.getDouble("window_s");
        if (details.containsKey("lost")) {
            return String.format(
                    Locale.ROOT,
                    "%d of %d packets lost in %.0f s",
                    details.getLong("lost"),
                    details.getLong("count"),
                    window);
        }
        String cause = details.getString("cause");
        return window > 0
                ? String.format(Locale.ROOT, "%s, seen after %.1f s", cause, window)
                : cause;
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / NANOS_PER_MILLI);
    }

    private static String trace(TracedEvent traced) {
        if (traced.trace().isEmpty()) {
            return "-";
        }
        JsonObject details = new JsonObject(traced.trace().get().details());
        int last = traced.hops().stream().mapToInt(TraceHop::ttl).max().orElse(0);
        return "%s, %d hops%s"
                .formatted(
                        details.getString("outcome", "-"),
                        last,
                        details.getBoolean("session_flow", false) ? "" : ", another flow");
    }

    private static String hop(TraceHop hop) {
        JsonObject details = new JsonObject(hop.details());
        List<String> delays = new ArrayList<>();
        JsonArray all = details.getJsonArray("delays_ns", new JsonArray());
        for (int i = 0; i < all.size(); i++) {
            Long nanos = all.getLong(i);
            if (nanos == null) {
                delays.add("*");
            } else {
                delays.add(nanos < 0 ? "?" : millis(nanos));
            }
        }
        String address = details.getString("address");
        return "    %3d  %-39s  %s\n"
                .formatted(hop.ttl(), address == null ? "*" : address, String.join("  ", delays));
    }
}
