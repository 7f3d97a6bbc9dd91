package org.beibu.analyzer.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import org.beibu.analyzer.live.LiveSnapshot;
import org.beibu.analyzer.traffic.ServiceClassNames;
import org.beibu.analyzer.traffic.TrafficRate;
import org.beibu.analyzer.traffic.TrafficSeries;
import org.beibu.analyzer.traffic.TrafficVolume;
import org.beibu.analyzer.traffic.TrafficWindow;

/**
 * Traffic as JSON, schema {@code beibu/traffic/v1}: live rates, or the windows of a range with
 * octets and packets. Octets are those on the wire, link layer included. A window without a row
 * carried nothing, or nothing counted it; the one in which we are is not complete.
 */
final class TrafficJson {
    private static final String SCHEMA = "beibu/traffic/v1";

    /** Every packet that the capture sees is counted, none is sent. */
    static final String METHOD = "capture";

    /** The most windows of all series in one answer. */
    private static final int MOST_WINDOWS = 100_000;

    private TrafficJson() {}

    /** The rates of a snapshot. */
    static JsonObject live(LiveSnapshot snapshot, TrafficQuery query, ServiceClassNames names) {
        JsonArray rows = new JsonArray();
        for (TrafficRate rate : snapshot.traffic()) {
            if (query.holds(rate.series(), names)) {
                rows.add(
                        series(rate.series(), names)
                                .put("bits_per_second", Math.round(rate.bitsPerSecond()))
                                .put("packets_per_second", rate.packetsPerSecond()));
            }
        }
        return new JsonObject()
                .put("schema", SCHEMA)
                .put("source", RoutesView.Source.LIVE.toString())
                .put("method", METHOD)
                .put("time", Moments.text(snapshot.epochNanos()))
                .put("window_ns", LiveRoutes.DEFAULT_WINDOW_NANOS)
                .put("service_classes", new JsonArray(names.names()))
                .put("rows", rows);
    }

    /** The windows of a range; reads the store, so it must not run on the event loop. */
    static JsonObject stored(TrafficSources sources, TimeRange range, TrafficQuery query) {
        Map<TrafficSeries, Windows> found = new TreeMap<>();
        int[] count = {0};
        sources.store()
                .forEachTraffic(
                        range.resolution(),
                        range.fromNanos(),
                        range.toNanos(),
                        traffic -> {
                            if (query.holds(traffic.series(), sources.names())) {
                                refuseMore(++count[0]);
                                found.computeIfAbsent(traffic.series(), s -> new Windows())
                                        .add(traffic);
                            }
                        });
        JsonArray all = new JsonArray();
        found.forEach((series, windows) -> all.add(windows.into(series(series, sources.names()))));
        return new JsonObject()
                .put("schema", SCHEMA)
                .put("source", RoutesView.Source.STORE.toString())
                .put("method", METHOD)
                .put("from", Moments.text(range.fromNanos()))
                .put("to", Moments.text(range.toNanos()))
                .put("resolution", range.resolution().toString())
                .put("resolution_ns", range.resolution().nanos())
                .put("service_classes", new JsonArray(sources.names().names()))
                .put("series", all);
    }

    private static void refuseMore(int windows) {
        if (windows > MOST_WINDOWS) {
            throw ProblemException.badRequest(
                    "more than " + MOST_WINDOWS + " windows",
                    "/api/v1/traffic",
                    "ask for one route, exit or class, or a coarser resolution");
        }
    }

    private static JsonObject series(TrafficSeries series, ServiceClassNames names) {
        return new JsonObject()
                .put("route", series.path().routeId())
                .put("exit", series.path().exit())
                .put("direction", series.direction().toString())
                .put("class", names.of(series.serviceClass()));
    }

    /** The windows of one series. */
    private static final class Windows {
        private final JsonArray windows = new JsonArray();
        private TrafficVolume sum = TrafficVolume.NONE;

        void add(TrafficWindow traffic) {
            sum = sum.plus(traffic.volume());
            windows.add(
                    new JsonObject()
                            .put("start", Moments.text(traffic.window().startNanos()))
                            .put("start_s", traffic.window().startNanos() / 1_000_000_000L)
                            .put("octets", traffic.volume().octets())
                            .put("packets", traffic.volume().packets()));
        }

        JsonObject into(JsonObject json) {
            return json.put("octets", sum.octets())
                    .put("packets", sum.packets())
                    .put("windows", windows);
        }
    }
}
