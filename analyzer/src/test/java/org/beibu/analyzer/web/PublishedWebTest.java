package org.beibu.analyzer.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.live.LiveView;
import org.beibu.analyzer.publish.PublicationRule;
import org.beibu.analyzer.publish.PublishedStore;
import org.beibu.model.Catalogue;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.model.Resolution;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Everything that the server answers under a rule of ten networks a minute. */
class PublishedWebTest {
    private static final long SECOND = 1_000_000_000L;

    /** The start of a minute. */
    private static final long MINUTE = 29_800_000L * 60 * SECOND;

    private static final Series HANOI = series("VN-HAN");
    private static final Series SINGAPORE = series("SG-SIN");

    private final MemoryDelayStore store = new MemoryDelayStore();
    private final LiveView live = new LiveView();
    private final HttpClient client = HttpClient.newHttpClient();
    private final PublicationRule rule = new PublicationRule(10, Resolution.MINUTE);
    private volatile long now = MINUTE + 110 * SECOND;
    private WebServer server = server();

    private static Series series(String route) {
        return new Series(
                new PathId(route, "gz-1"),
                Method.HANDSHAKE,
                Metric.FAR_ROUND_TRIP,
                QualityClass.CLEAN);
    }

    private WebServer server() {
        return new WebServer(
                WebConfig.defaults().at("127.0.0.1", 0),
                new WebSources(
                        live,
                        new PublishedStore(store, rule, () -> now),
                        new MemoryTraffic().sources(),
                        new MemoryLosses(),
                        query -> List.of(),
                        rule,
                        Catalogue.bundled(),
                        new Counters()),
                () -> now,
                null);
    }

    @BeforeEach
    void fill() {
        for (int i = 0; i < 40; i++) {
            store.record(HANOI, MINUTE + i * SECOND, 4_000_000 + i * 100_000L, i % 12);
            store.record(SINGAPORE, MINUTE + i * SECOND, 30_000_000 + i * 1_000L, i % 9);
        }
        live.publish(Snapshots.of(now, List.of(), List.of()));
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.address().resolve(path)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static JsonObject row(JsonObject view, String route) {
        return view.getJsonArray("rows").stream()
                .map(JsonObject.class::cast)
                .filter(one -> one.getString("route").equals(route))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void rowsOfTooFewNetworksHaveNoFiguresAndOthersNoExtremes() throws Exception {
        for (String address :
                List.of(
                        "/api/v1/routes?since=10m",
                        "/api/v1/routes?since=10m&rows=headline",
                        "/api/v1/routes",
                        "/api/v1/routes?rows=headline")) {
            JsonObject view = await(address);
            JsonObject hanoi = row(view, "VN-HAN");
            JsonObject singapore = row(view, "SG-SIN");

            assertEquals("timed", hanoi.getString("state"));
            assertEquals(40, hanoi.getLong("count"));
            assertTrue(hanoi.getLong("p50_ns") > 5_000_000);
            for (String hidden : List.of("min_ns", "max_ns", "p95_ns", "p99_ns")) {
                assertEquals(null, hanoi.getValue(hidden), hidden);
            }
            assertEquals("too-few", singapore.getString("state"));
            for (String figure :
                    List.of("count", "min_ns", "p50_ns", "p95_ns", "last_sample", "clean_share")) {
                assertTrue(singapore.containsKey(figure), figure);
                assertEquals(null, singapore.getValue(figure), figure);
            }
            assertFalse(hanoi.containsKey("seconds"));
            assertFalse(hanoi.containsKey("now"));
        }
    }

    /** The page's rows are read on the worker, so the first request may come before them. */
    private JsonObject await(String address) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        JsonObject view = new JsonObject(get(address));
        while (row(view, "VN-HAN").getString("state").equals("no-data")
                && System.nanoTime() < deadline) {
            view = new JsonObject(get(address));
        }
        return view;
    }

    @Test
    void windowsAreNeverFinerThanTheRuleAndTheirTailsAreFolded() throws Exception {
        JsonObject json = new JsonObject(get("/api/v1/routes/VN-HAN/delay?resolution=10s"));

        assertEquals("1m", json.getString("resolution"));
        JsonObject window =
                json.getJsonArray("series")
                        .getJsonObject(0)
                        .getJsonArray("windows")
                        .getJsonObject(0);
        assertEquals(40, window.getLong("count"));
        assertEquals(null, window.getValue("max_ns"));
        JsonArray counts = window.getJsonArray("bucket_counts");
        assertTrue(counts.getLong(0) >= 10, counts.encode());
        assertTrue(counts.getLong(counts.size() - 1) >= 10, counts.encode());
        assertEquals(40, counts.stream().mapToLong(count -> ((Number) count).longValue()).sum());

        JsonObject withheld =
                new JsonObject(get("/api/v1/routes/SG-SIN/delay"))
                        .getJsonArray("series")
                        .getJsonObject(0);
        assertEquals(0, withheld.getLong("count"));
        assertEquals(
                "too-few", withheld.getJsonArray("windows").getJsonObject(0).getString("state"));
    }

    @Test
    void twoScrapesDifferByPublishedWindowsOnly() throws Exception {
        String count =
                "beibu_rtt_seconds_count{route=\"%s\",exit=\"gz-1\",method=\"handshake\","
                        + "metric=\"far\",class=\"clean\"} %d";
        assertTrue(get("/metrics").contains(count.formatted("VN-HAN", 0)), "begins at the start");
        for (int i = 0; i < 15; i++) {
            store.record(HANOI, MINUTE + 60 * SECOND, 4_000_000 + i, i);
            store.record(SINGAPORE, MINUTE + 60 * SECOND, 4_000_000 + i, i % 9);
        }
        now = MINUTE + 164 * SECOND;
        assertTrue(get("/metrics").contains(count.formatted("VN-HAN", 0)), "not settled yet");

        now = MINUTE + 165 * SECOND;
        String after = get("/metrics");

        assertTrue(after.contains(count.formatted("VN-HAN", 15)), after);
        assertTrue(after.contains(count.formatted("SG-SIN", 0)), after);
        assertTrue(get("/metrics").contains(count.formatted("VN-HAN", 15)), "counted once");
    }

    @Test
    void textForPeopleAndProgramsSaysTooFew() {
        RoutesView view =
                StoredRoutes.view(
                        new PublishedStore(store, rule, () -> now),
                        Catalogue.bundled(),
                        StoredRoutes.ALL,
                        now,
                        RowChoice.ALL);

        assertTrue(
                RoutesText.table(view).lines().anyMatch(l -> l.matches("SG-SIN .* too few .*")),
                RoutesText.table(view));
        String plain =
                RoutesText.plain(view)
                        .lines()
                        .filter(line -> line.startsWith("SG-SIN"))
                        .findFirst()
                        .orElseThrow();
        assertTrue(plain.contains("\ttoo few\t\t\t\t\t\t"), plain);
    }
}
