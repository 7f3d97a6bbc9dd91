package org.beibu.analyzer.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.traffic.TrafficSeries;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.model.TrafficDirection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What paths have: routes, delays, traffic, health and metrics, from a real server. */
@Tag("scenario")
class RoutesWebTest {
    private static final long SECOND = ServedBureau.SECOND;
    private static final Series HANOI =
            new Series(
                    new PathId("VN-HAN", "gz-1"),
                    Method.HANDSHAKE,
                    Metric.FAR_ROUND_TRIP,
                    QualityClass.CLEAN);

    private final ServedBureau served = new ServedBureau();

    @AfterEach
    void stop() {
        served.close();
    }

    @Test
    void routesAreListedWithFloorsAndExits() throws Exception {
        served.live.publish(served.bureau.snapshot(served.now));

        JsonObject json = new JsonObject(served.get("/api/v1/routes").body());

        assertEquals("beibu/routes/v1", json.getString("schema"));
        assertEquals(16, json.getJsonArray("routes").size());
        assertEquals(3_199_086L, json.getJsonArray("routes").getJsonObject(0).getLong("floor_ns"));
        assertEquals(new JsonArray(List.of("gz-1", "hk-3", "nn-2")), json.getJsonArray("exits"));
        assertNotNull(json.getJsonArray("rows").getJsonObject(0).getLong("p99_ns"));
    }

    @Test
    void storedRoutesComeWithSince() throws Exception {
        served.store.record(HANOI, served.now - 60 * SECOND, 4_000_000);

        JsonObject hour = new JsonObject(served.get("/api/v1/routes?since=1h").body());
        JsonObject second = new JsonObject(served.get("/api/v1/routes?since=1s").body());

        assertEquals("store", hour.getString("source"));
        assertEquals("timed", hour.getJsonArray("rows").getJsonObject(0).getString("state"));
        assertEquals("no-data", second.getJsonArray("rows").getJsonObject(0).getString("state"));
        assertEquals(400, served.get("/api/v1/routes?since=yesterday").statusCode());
    }

    @Test
    void delayGivesWindowsWithQuantilesAndBuckets() throws Exception {
        for (int i = 1; i <= 100; i++) {
            served.store.record(HANOI, served.now - 20 * SECOND, i * 1_000_000L);
        }

        JsonObject json =
                new JsonObject(served.get("/api/v1/routes/VN-HAN/delay?from=-1h&to=now").body());
        JsonObject series = json.getJsonArray("series").getJsonObject(0);
        JsonObject window = series.getJsonArray("windows").getJsonObject(0);

        assertEquals("beibu/delay/v1", json.getString("schema"));
        assertEquals("10s", json.getString("resolution"));
        assertEquals(100, window.getLong("count"));
        assertEquals(50e6, window.getLong("p50_ns").doubleValue(), 50e3);
        assertEquals(95e6, window.getLong("p95_ns").doubleValue(), 95e3);
        assertEquals(1_000_000, window.getLong("min_ns"));
        assertEquals(100_000_000, window.getLong("max_ns"));
        assertEquals(
                100,
                window.getJsonArray("bucket_counts").stream()
                        .mapToLong(n -> ((Number) n).longValue())
                        .sum());
    }

    @Test
    void delayCanBeAskedForOneClass() throws Exception {
        served.store.record(HANOI, served.now - SECOND, 4_000_000);
        served.store.record(
                new Series(HANOI.path(), HANOI.method(), HANOI.metric(), QualityClass.AMBIGUOUS),
                served.now - SECOND,
                9_000_000);

        JsonObject both = new JsonObject(served.get("/api/v1/routes/VN-HAN/delay").body());
        JsonObject one =
                new JsonObject(served.get("/api/v1/routes/VN-HAN/delay?class=ambiguous").body());

        assertEquals(2, both.getJsonArray("series").size(), "never added up");
        assertEquals(1, one.getJsonArray("series").size());
        assertEquals("ambiguous", one.getJsonArray("series").getJsonObject(0).getString("class"));
    }

    @Test
    void trafficIsLiveWithoutARangeAndFromTheStoreWithOne() throws Exception {
        served.live.publish(served.bureau.snapshot(served.now));
        TrafficSeries hanoi = new TrafficSeries(HANOI.path(), TrafficDirection.INBOUND, 1);
        served.traffic.record(hanoi, served.now - 20 * SECOND, 1_500, 3);
        served.traffic.record(hanoi, served.now - 40 * SECOND, 500, 1);
        served.traffic.record(
                new TrafficSeries(HANOI.path(), TrafficDirection.OUTBOUND, 9),
                served.now - SECOND,
                1,
                1);

        JsonObject rates =
                new JsonObject(
                        served.get("/api/v1/traffic?route=VN-HAN&exit=gz-1&class=e-sports").body());
        JsonObject windows =
                new JsonObject(served.get("/api/v1/traffic?from=-1h&direction=inbound").body());
        JsonObject number = new JsonObject(served.get("/api/v1/traffic?from=-1h&class=9").body());

        assertEquals("beibu/traffic/v1", rates.getString("schema"));
        assertEquals(2, rates.getJsonArray("rows").size(), "both directions");
        assertTrue(rates.getJsonArray("rows").getJsonObject(0).getLong("bits_per_second") > 0);
        JsonObject series = windows.getJsonArray("series").getJsonObject(0);
        assertEquals(1, windows.getJsonArray("series").size());
        assertEquals("e-sports", series.getString("class"));
        assertEquals(2_000, series.getLong("octets"));
        assertEquals(4, series.getLong("packets"));
        assertEquals(2, series.getJsonArray("windows").size());
        assertEquals(1, number.getJsonArray("series").size(), "a class without a name");
        assertEquals(400, served.get("/api/v1/traffic?direction=up").statusCode());
        assertEquals(400, served.get("/api/v1/traffic?form=-1h").statusCode());
    }

    @Test
    void rowsCarryTheRatesOfTheirPath() throws Exception {
        served.live.publish(served.bureau.snapshot(served.now));
        JsonObject row =
                new JsonObject(
                                served.get("/api/v1/routes?rows=headline&route=SG-SIN&exit=hk-3")
                                        .body())
                        .getJsonArray("rows")
                        .getJsonObject(0);

        double out = row.getLong("outbound_bits_per_second");
        assertTrue(out > 0);
        assertEquals(2 * out, row.getLong("inbound_bits_per_second"), 2);

        served.live.publish(Snapshots.of(served.now, List.of(), List.of()));
        JsonObject none =
                new JsonObject(served.get("/api/v1/routes").body())
                        .getJsonArray("rows")
                        .getJsonObject(0);
        assertEquals(null, none.getValue("outbound_bits_per_second"), "nothing counts: not 0");
    }

    @Test
    void healthTellsWhyItIsNotWell() throws Exception {
        assertEquals(503, served.get("/health").statusCode());

        served.live.publish(served.bureau.snapshot(served.now));
        assertEquals(200, served.get("/health").statusCode());

        served.now += 30 * SECOND;
        String stale = served.get("/health").body();
        assertTrue(stale.contains("ingest last published 30.0 s ago"), stale);
        assertTrue(stale.contains("probe nn-probe-1 last heard of 30.3 s ago"), stale);

        served.live.publish(served.bureau.snapshot(served.now));
        served.store.broken = true;
        HttpResponse<String> broken = served.get("/health");
        assertEquals(503, broken.statusCode());
        assertTrue(broken.body().contains("disk on fire"), broken.body());
    }

    @Test
    void metricsHoldTheHistogramInSecondsAndTheCounters() throws Exception {
        served.store.record(HANOI, served.now, 4_000_000);
        served.store.record(HANOI, served.now, 40_000_000);
        served.traffic.record(
                new TrafficSeries(HANOI.path(), TrafficDirection.INBOUND, 2), served.now, 1_500, 1);
        served.live.publish(Snapshots.of(served.now, List.of(), List.of()));

        HttpResponse<String> response = served.get("/metrics");

        assertEquals(
                "text/plain; version=0.0.4; charset=utf-8",
                response.headers().firstValue("content-type").orElseThrow());
        String labels =
                "{route=\"VN-HAN\",exit=\"gz-1\",method=\"handshake\",metric=\"far\","
                        + "class=\"clean\"";
        List<String> lines = response.body().lines().toList();
        assertTrue(lines.contains("beibu_rtt_seconds_bucket" + labels + ",le=\"0.005\"} 1"));
        assertTrue(lines.contains("beibu_rtt_seconds_bucket" + labels + ",le=\"+Inf\"} 2"));
        assertTrue(lines.contains("beibu_rtt_seconds_sum" + labels + "} 0.044"));
        assertTrue(lines.contains("beibu_rtt_seconds_count" + labels + "} 2"));
        assertTrue(lines.contains("beibu_web_streams_dropped_total 0"));
        assertTrue(
                lines.contains(
                        "beibu_traffic_octets_total{route=\"VN-HAN\",exit=\"gz-1\","
                                + "direction=\"inbound\",class=\"finance\"} 1500"));
    }
}
