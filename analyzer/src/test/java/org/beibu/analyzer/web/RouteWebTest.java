package org.beibu.analyzer.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.beibu.analyzer.alert.AlertsState;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.live.LiveView;
import org.beibu.analyzer.loss.LossCounts;
import org.beibu.analyzer.loss.LossSeries;
import org.beibu.analyzer.publish.PublicationRule;
import org.beibu.analyzer.slo.Exclusions;
import org.beibu.analyzer.slo.SloConfig;
import org.beibu.analyzer.slo.SloSources;
import org.beibu.analyzer.slo.StoredLosses;
import org.beibu.model.Catalogue;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /api/v1/routes/{id}} over real HTTP: figures worked out by hand. */
class RouteWebTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final long DAY = 86_400 * SECOND;
    private static final long MS = 1_000_000;
    private static final long NOW = 1_790_000_000L * SECOND;
    private static final PathId PATH = new PathId("SG-SIN", "nn-2");
    private static final Series SERIES =
            new Series(PATH, Method.HANDSHAKE, Metric.FAR_ROUND_TRIP, QualityClass.CLEAN);

    private final MemoryDelayStore store = new MemoryDelayStore();
    private final MemoryLosses losses = new MemoryLosses();
    private final HttpClient client = HttpClient.newHttpClient();
    private WebServer server;

    @BeforeEach
    void start() {
        SloSources levels =
                new SloSources(
                        store,
                        PublicationRule.ALL,
                        Optional.empty(),
                        new StoredLosses(losses),
                        Catalogue.bundled(),
                        Exclusions.NONE);
        WebSources sources =
                new WebSources(
                        new LiveView(),
                        store,
                        new MemoryTraffic().sources(),
                        losses,
                        query -> List.of(),
                        PublicationRule.ALL,
                        Catalogue.bundled(),
                        new Counters(),
                        Optional.of(
                                new ServiceLevels(
                                        Optional::empty,
                                        () -> new AlertsState(0, List.of(), List.of(), List.of()),
                                        levels,
                                        SloConfig.DEFAULT)));
        WebConfig config =
                new WebConfig("127.0.0.1", 0, Duration.ofSeconds(5), Duration.ofSeconds(10), 2);
        server = new WebServer(config, sources, () -> NOW, null);
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(server.address().resolve(path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private JsonObject route(String query) throws Exception {
        HttpResponse<String> response = get("/api/v1/routes/SG-SIN" + query);
        assertEquals(200, response.statusCode(), response.body());
        return new JsonObject(response.body());
    }

    private void minute(long at, long delayNanos) {
        for (int i = 0; i < 60; i++) {
            store.record(SERIES, at + i * SECOND, delayNanos);
        }
    }

    @Test
    void oneBadMinuteIsVisibleInNinetyDaysAndNamed() throws Exception {
        long bad = NOW / DAY * DAY - 60 * DAY + 7 * MINUTE;
        for (int i = -30; i < 30; i++) {
            minute(bad + i * MINUTE, (i == 0 ? 300 : 30) * MS);
        }

        JsonObject exit = route("?from=-90d").getJsonArray("exits").getJsonObject(0);

        JsonArray breached = exit.getJsonArray("breached");
        assertEquals(1, breached.size(), breached.encode());
        JsonObject column = breached.getJsonObject(0);
        assertEquals(1, column.getInteger("minutes"));
        assertEquals(Moments.text(bad), column.getString("worst_start"));
        assertEquals(bad / DAY * 86_400, column.getLong("start_s"), "a column is a day");
        assertEquals(5, column.getJsonArray("classes").size(), "300 ms misses every target");
        assertEquals(300.0, column.getLong("worst_p95_ns") / 1e6, 0.5);
    }

    @Test
    void partsOfADelayAddUpToItsMedian() throws Exception {
        for (int i = 0; i < 100; i++) {
            long delay = i == 0 ? 28 * MS : i < 90 ? 30 * MS : 40 * MS;
            store.record(SERIES, NOW - 60 * SECOND, delay);
        }

        JsonObject slow =
                route("?from=-15m").getJsonArray("exits").getJsonObject(0).getJsonObject("slow");

        assertEquals(23.868, slow.getLong("floor_ns") / 1e6, 0.001);
        assertEquals(28 - 23.868, slow.getLong("inflation_ns") / 1e6, 0.05);
        assertEquals(2, slow.getLong("queueing_ns") / 1e6, 0.05);
        assertEquals(10, slow.getLong("tail_ns") / 1e6, 0.05);
        assertNull(slow.getValue("loss_ratio"), "not probed");
    }

    @Test
    void distributionStandsBesideThatOfTheSameRangeAWeekBefore() throws Exception {
        for (int i = 1; i <= 100; i++) {
            store.record(SERIES, NOW - 60 * SECOND, i * MS);
            store.record(SERIES, NOW - 7 * DAY - 60 * SECOND, 2L * i * MS);
        }

        JsonObject route = route("?from=-15m");
        JsonObject distribution =
                route.getJsonArray("exits").getJsonObject(0).getJsonObject("distribution");

        int half = distribution.getJsonArray("share").getList().indexOf(0.5);
        assertEquals(50, distribution.getJsonArray("now_ns").getLong(half) / 1e6, 0.1);
        assertEquals(100, distribution.getJsonArray("before_ns").getLong(half) / 1e6, 0.2);
        assertNull(distribution.getJsonArray("now_ns").getValue(26), "one in a thousand of 100");
        assertEquals(Moments.text(NOW - 7 * DAY), route.getString("before_to"));
        assertEquals(Moments.text(NOW - 28 * DAY), route("?from=-25d").getString("before_to"));
    }

    @Test
    void everySampleIsInABucketAndLossesStandByWindow() throws Exception {
        for (int i = 0; i < 50; i++) {
            store.record(SERIES, NOW - 60 * SECOND, (30 + i % 5) * MS);
        }
        LossSeries series = new LossSeries(PATH, Method.STAMP, Metric.FAR_ROUND_TRIP);
        losses.record(series, NOW - 60 * SECOND, new LossCounts(100, 7, 0, 0, 0));

        JsonObject route = route("?from=-15m");
        JsonObject exit = route.getJsonArray("exits").getJsonObject(0);
        JsonObject window = exit.getJsonArray("windows").getJsonObject(0);

        assertEquals(96, route.getJsonArray("bucket_upper_ns").size());
        long sum =
                window.getJsonArray("bucket_counts").stream()
                        .mapToLong(count -> ((Number) count).longValue())
                        .sum();
        assertEquals(50, sum);
        JsonObject lost = exit.getJsonArray("losses").getJsonObject(0);
        assertEquals(100, lost.getInteger("sent"));
        assertEquals(7, lost.getInteger("lost"));
        assertEquals(window.getLong("start_s"), lost.getLong("start_s"));
    }

    @Test
    void whatDoesNotExistOrCannotBeReadIsRefusedWithAWord() throws Exception {
        assertEquals(404, get("/api/v1/routes/XX-YYY").statusCode());
        assertEquals(400, get("/api/v1/routes/SG-SIN?form=-1h").statusCode());
        assertEquals(400, get("/api/v1/routes/SG-SIN?from=now&to=-1h").statusCode());
        assertEquals(0, route("").getJsonArray("exits").size(), "nothing is timed");
    }

    @Test
    void everyViewIsServedAndTellsWhatIsThere() throws Exception {
        for (String view :
                List.of("/", "/routes", "/recommendations", "/slo", "/capacity", "/probes")) {
            assertEquals(200, get(view).statusCode(), view);
        }
        JsonObject views = new JsonObject(get("/api/v1/views").body());
        assertEquals(true, views.getJsonArray("addresses").contains("/api/v1/slo"));
        assertEquals(false, views.getJsonArray("addresses").contains("/api/v1/recommendations"));
        JsonObject probes = new JsonObject(get("/api/v1/probes").body());
        assertNull(probes.getValue("age_ns"), "nothing was published yet");
    }
}
