package org.beibu.analyzer.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.live.LiveView;
import org.beibu.analyzer.loss.LossCounts;
import org.beibu.analyzer.loss.LossCounts.Episodes;
import org.beibu.analyzer.loss.LossSeries;
import org.beibu.analyzer.publish.PublicationRule;
import org.beibu.model.Catalogue;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.model.Resolution;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Losses as the API, the table of routes and the metrics show them. */
class LossWebTest {
    private static final long SECOND = 1_000_000_000L;
    private static final PathId PATH = new PathId("VN-HAN", "gz-1");
    private static final LossSeries ROUND_TRIP =
            new LossSeries(PATH, Method.STAMP, Metric.FAR_ROUND_TRIP);
    private static final LossSeries FORWARD = ROUND_TRIP.on(Metric.FORWARD_ONE_WAY);

    private final long now = 1_790_000_005L * SECOND;
    private final MemoryDelayStore store = new MemoryDelayStore();
    private final MemoryLosses losses = new MemoryLosses();
    private final LiveView live = new LiveView();
    private final HttpClient client = HttpClient.newHttpClient();
    private WebServer server = server(PublicationRule.ALL);

    private WebServer server(PublicationRule rule) {
        return new WebServer(
                WebConfig.defaults().at("127.0.0.1", 0),
                new WebSources(
                        live,
                        store,
                        new MemoryTraffic().sources(),
                        losses,
                        query -> List.of(),
                        rule,
                        Catalogue.bundled(),
                        new Counters()),
                () -> now,
                null);
    }

    private void start() {
        Series handshakes =
                new Series(PATH, Method.HANDSHAKE, Metric.FAR_ROUND_TRIP, QualityClass.CLEAN);
        store.record(handshakes, now - 20 * SECOND, 4_000_000, 1);
        live.publish(Snapshots.of(now, List.of(), List.of()));
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> send(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(server.address().resolve(path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private JsonObject get(String path) throws Exception {
        HttpResponse<String> response = send(path);
        assertEquals(200, response.statusCode(), response.body());
        return new JsonObject(response.body());
    }

    private static JsonObject only(JsonObject answer) {
        assertEquals(1, answer.getJsonArray("series").size(), answer.encode());
        return answer.getJsonArray("series").getJsonObject(0);
    }

    @Test
    void windowsOfARangeStandWithTheirSumAndEachRatioWithItsInterval() throws Exception {
        losses.record(
                ROUND_TRIP,
                now - 60 * SECOND,
                new LossCounts(400, 10, 1, 2, 3, new Episodes(4, 5, 6)));
        losses.record(ROUND_TRIP, now - 30 * SECOND, new LossCounts(200, 0, 0, 0, 0));
        losses.record(FORWARD, now - 30 * SECOND, new LossCounts(200, 7, 0, 0, 0));
        start();

        JsonObject answer = get("/api/v1/loss?from=-1h&resolution=10s&metric=far");

        assertEquals("beibu/loss/v1", answer.getString("schema"));
        JsonObject series = only(answer);
        assertEquals(600, series.getLong("sent"));
        assertEquals(590, series.getLong("received"));
        assertEquals(10 / 600.0, series.getDouble("loss_ratio"), 1e-12);
        assertEquals(0.009075, series.getDouble("loss_low"), 1e-5);
        assertEquals(0.030414, series.getDouble("loss_high"), 1e-5);
        assertEquals(5, series.getLong("longest_episode"));
        JsonObject quiet = series.getJsonArray("windows").getJsonObject(1);
        assertEquals(0.0, quiet.getDouble("loss_ratio"));
        assertEquals(3.841459 / (200 + 3.841459), quiet.getDouble("loss_high"), 1e-6);
    }

    @Test
    void windowWithNothingSentIsNoDataNotNoLoss() throws Exception {
        losses.record(ROUND_TRIP, now - 60 * SECOND, new LossCounts(0, 0, 2, 0, 0));
        start();

        JsonObject series = only(get("/api/v1/loss?from=-1h"));

        assertEquals("no-data", series.getString("state"));
        assertNull(series.getDouble("loss_ratio"));
        assertNull(series.getDouble("loss_high"));
        assertEquals(2, series.getLong("late"));
    }

    @Test
    void withoutARangeItIsTheLastFiveMinutes() throws Exception {
        losses.record(ROUND_TRIP, now - 299 * SECOND, new LossCounts(100, 1, 0, 0, 0));
        losses.record(ROUND_TRIP, now - 400 * SECOND, new LossCounts(100, 100, 0, 0, 0));
        start();

        JsonObject answer = get("/api/v1/loss?route=VN-HAN");
        for (int i = 0; i < 100 && answer.getJsonArray("series").isEmpty(); i++) {
            answer = get("/api/v1/loss?route=VN-HAN"); // read once at the start, on the worker
        }

        assertEquals(100, only(answer).getLong("sent"));
        assertEquals(300 * SECOND, answer.getLong("window_ns"));
        assertEquals(0, get("/api/v1/loss?route=SG-SIN").getJsonArray("series").size());
    }

    @Test
    void rowOfAnotherMethodShowsTheLossOfItsPathAndNamesTheMethod() throws Exception {
        losses.record(ROUND_TRIP, now - 60 * SECOND, new LossCounts(1_000, 30, 0, 0, 0));
        losses.record(FORWARD, now - 60 * SECOND, new LossCounts(999, 20, 0, 0, 0));
        start();

        JsonObject row =
                get("/api/v1/routes?since=1h&route=VN-HAN&exit=gz-1")
                        .getJsonArray("rows")
                        .getJsonObject(0);

        assertEquals("handshake", row.getString("method"));
        JsonObject loss = row.getJsonObject("loss");
        assertEquals("stamp", loss.getString("method"));
        assertEquals(0.03, loss.getDouble("loss_ratio"), 1e-12);
        assertEquals(20, loss.getJsonObject("forward").getLong("lost"));
        assertNull(loss.getJsonObject("backward"), "nobody knows, which is not zero");
        assertNull(loss.getLong("episodes"), "losses whose runs nobody counted");
    }

    @Test
    void publicationFloorDoesNotHideLossesOfOwnPackets() throws Exception {
        server = server(new PublicationRule(5, Resolution.MINUTE));
        losses.record(ROUND_TRIP, now - 60 * SECOND, new LossCounts(1_000, 30, 0, 0, 0));
        start();

        assertEquals(30, only(get("/api/v1/loss?from=-1h")).getLong("lost"));
    }

    @Test
    void metricsCountPacketsByPathMethodAndWay() throws Exception {
        losses.record(ROUND_TRIP, now - 60 * SECOND, new LossCounts(1_000, 30, 4, 5, 6));
        losses.record(ROUND_TRIP, now - 30 * SECOND, new LossCounts(1_000, 1, 0, 0, 0));
        start();

        String text = send("/metrics").body();

        String labels = "{route=\"VN-HAN\",exit=\"gz-1\",method=\"stamp\",metric=\"far\"} ";
        assertTrue(text.contains("beibu_active_packets_sent_total" + labels + "2000\n"), text);
        assertTrue(text.contains("beibu_active_packets_lost_total" + labels + "31\n"), text);
        assertTrue(text.contains("beibu_active_packets_reordered_total" + labels + "6\n"), text);
    }

    @Test
    void unknownParameterAndMetricAreRefused() throws Exception {
        start();

        assertEquals(400, send("/api/v1/loss?class=clean").statusCode());
        assertEquals(400, send("/api/v1/loss?metric=sideways").statusCode());
    }
}
