package org.beibu.analyzer.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.epoll.Epoll;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.live.LiveView;
import org.beibu.analyzer.publish.PublicationRule;
import org.beibu.analyzer.traffic.TrafficSeries;
import org.beibu.model.Catalogue;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.model.TrafficDirection;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API through the JDK's client against a real server on any free port. */
@Tag("scenario")
class WebServerTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Series HANOI =
            new Series(
                    new PathId("VN-HAN", "gz-1"),
                    Method.HANDSHAKE,
                    Metric.FAR_ROUND_TRIP,
                    QualityClass.CLEAN);

    private final MemoryDelayStore store = new MemoryDelayStore();
    private final MemoryTraffic traffic = new MemoryTraffic();
    private final MemoryLosses losses = new MemoryLosses();
    private final LiveView live = new LiveView();
    private final Counters counters = new Counters();
    private final FakeBureau bureau = new FakeBureau(Catalogue.bundled(), Optional.empty());
    private final HttpClient client = HttpClient.newHttpClient();
    private long now = 1_790_000_000L * SECOND;
    private WebServer server = server(2);

    private WebServer server(int streams) {
        return new WebServer(
                new WebConfig(
                        "127.0.0.1", 0, Duration.ofSeconds(5), Duration.ofSeconds(10), streams),
                new WebSources(
                        live,
                        store,
                        traffic.sources(),
                        losses,
                        query -> List.of(),
                        PublicationRule.ALL,
                        Catalogue.bundled(),
                        counters),
                () -> now,
                bureau);
    }

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.address().resolve(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.address().resolve(path))
                        .POST(HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<InputStream> stream() throws Exception {
        return stream("");
    }

    private HttpResponse<InputStream> stream(String query) throws Exception {
        return client.send(
                HttpRequest.newBuilder(server.address().resolve("/api/v1/events" + query)).build(),
                HttpResponse.BodyHandlers.ofInputStream());
    }

    private static String nextEvent(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("data: ")) {
                return line.substring("data: ".length());
            }
        }
        throw new IOException("stream ended");
    }

    private static BufferedReader lines(HttpResponse<InputStream> response) {
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    @Test
    void routesAreListedWithFloorsAndExits() throws Exception {
        live.publish(bureau.snapshot(now));

        JsonObject json = new JsonObject(get("/api/v1/routes").body());

        assertEquals("beibu/routes/v1", json.getString("schema"));
        assertEquals(16, json.getJsonArray("routes").size());
        assertEquals(3_199_086L, json.getJsonArray("routes").getJsonObject(0).getLong("floor_ns"));
        assertEquals(new JsonArray(List.of("gz-1", "hk-3", "nn-2")), json.getJsonArray("exits"));
        assertNotNull(json.getJsonArray("rows").getJsonObject(0).getLong("p99_ns"));
    }

    @Test
    void storedRoutesComeWithSince() throws Exception {
        store.record(HANOI, now - 60 * SECOND, 4_000_000);

        JsonObject hour = new JsonObject(get("/api/v1/routes?since=1h").body());
        JsonObject second = new JsonObject(get("/api/v1/routes?since=1s").body());

        assertEquals("store", hour.getString("source"));
        assertEquals("timed", hour.getJsonArray("rows").getJsonObject(0).getString("state"));
        assertEquals("no-data", second.getJsonArray("rows").getJsonObject(0).getString("state"));
        assertEquals(400, get("/api/v1/routes?since=yesterday").statusCode());
    }

    @Test
    void delayGivesWindowsWithQuantilesAndBuckets() throws Exception {
        for (int i = 1; i <= 100; i++) {
            store.record(HANOI, now - 20 * SECOND, i * 1_000_000L);
        }

        JsonObject json = new JsonObject(get("/api/v1/routes/VN-HAN/delay?from=-1h&to=now").body());
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

    @ParameterizedTest
    @CsvSource({
        "/api/v1/routes/XX-YYY/delay, 404",
        "/api/v1/routes/VN-HAN/delay?from=x, 400",
        "/api/v1/routes/VN-HAN/delay?from=9999999999, 400",
        "/api/v1/routes/VN-HAN/delay?resolution=1s, 400",
        "/api/v2/routes, 404",
        "/page/../index.html, 404",
        "/page/%2e%2e%2findex.html, 404",
        "/page/absent.js, 404",
    })
    void faultsAreProblemsWithWhatWhereAndFix(String path, int status) throws Exception {
        HttpResponse<String> response = get(path);

        assertEquals(status, response.statusCode());
        assertEquals(
                "application/problem+json; charset=utf-8",
                response.headers().firstValue("content-type").orElseThrow());
        JsonObject problem = new JsonObject(response.body());
        for (String key : List.of("what", "where", "fix")) {
            assertFalse(problem.getString(key).isBlank(), key);
        }
    }

    @Test
    void eventArrivesWithinASecondOfTheSnapshot() throws Exception {
        live.publish(bureau.snapshot(now));
        BufferedReader lines = lines(stream());
        JsonObject whole = new JsonObject(nextEvent(lines));

        now += SECOND / 2;
        long published = System.nanoTime();
        live.publish(bureau.snapshot(now));
        JsonObject latest = new JsonObject(nextEvent(lines));

        assertTrue(System.nanoTime() - published < SECOND, "later than a second");
        assertEquals(120, seconds(whole));
        assertEquals(6, seconds(latest));
    }

    @Test
    void eachStreamHasTheRowsItAskedFor() throws Exception {
        live.publish(bureau.snapshot(now));
        BufferedReader heads = lines(stream("?rows=headline"));
        BufferedReader late = lines(stream("?method=data-ack&class=delayed-ack"));
        nextEvent(heads);
        nextEvent(late);

        now += SECOND / 2;
        live.publish(bureau.snapshot(now));

        assertEquals(Set.of("handshake clean"), kinds(new JsonObject(nextEvent(heads))));
        assertEquals(Set.of("data-ack delayed-ack"), kinds(new JsonObject(nextEvent(late))));
        assertEquals(400, stream("?class=dirty").statusCode());
        assertEquals(400, stream("?since=1h").statusCode());
    }

    private static Set<String> kinds(JsonObject message) {
        Set<String> kinds = new HashSet<>();
        for (Object row : message.getJsonArray("rows")) {
            JsonObject json = (JsonObject) row;
            if (json.getString("state").equals("timed")) {
                kinds.add(json.getString("method") + " " + json.getString("class"));
            }
        }
        return kinds;
    }

    @Test
    void trafficIsLiveWithoutARangeAndFromTheStoreWithOne() throws Exception {
        live.publish(bureau.snapshot(now));
        TrafficSeries hanoi = new TrafficSeries(HANOI.path(), TrafficDirection.INBOUND, 1);
        traffic.record(hanoi, now - 20 * SECOND, 1_500, 3);
        traffic.record(hanoi, now - 40 * SECOND, 500, 1);
        traffic.record(
                new TrafficSeries(HANOI.path(), TrafficDirection.OUTBOUND, 9), now - SECOND, 1, 1);

        JsonObject rates =
                new JsonObject(get("/api/v1/traffic?route=VN-HAN&exit=gz-1&class=e-sports").body());
        JsonObject windows =
                new JsonObject(get("/api/v1/traffic?from=-1h&direction=inbound").body());
        JsonObject number = new JsonObject(get("/api/v1/traffic?from=-1h&class=9").body());

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
        assertEquals(400, get("/api/v1/traffic?direction=up").statusCode());
        assertEquals(400, get("/api/v1/traffic?form=-1h").statusCode());
    }

    @Test
    void rowsCarryTheRatesOfTheirPath() throws Exception {
        live.publish(bureau.snapshot(now));
        JsonObject row =
                new JsonObject(get("/api/v1/routes?rows=headline&route=SG-SIN&exit=hk-3").body())
                        .getJsonArray("rows")
                        .getJsonObject(0);

        double out = row.getLong("outbound_bits_per_second");
        assertTrue(out > 0);
        assertEquals(2 * out, row.getLong("inbound_bits_per_second"), 2);

        live.publish(Snapshots.of(now, List.of(), List.of()));
        JsonObject none =
                new JsonObject(get("/api/v1/routes").body()).getJsonArray("rows").getJsonObject(0);
        assertEquals(null, none.getValue("outbound_bits_per_second"), "nothing counts: not 0");
    }

    @Test
    void delayCanBeAskedForOneClass() throws Exception {
        store.record(HANOI, now - SECOND, 4_000_000);
        store.record(
                new Series(HANOI.path(), HANOI.method(), HANOI.metric(), QualityClass.AMBIGUOUS),
                now - SECOND,
                9_000_000);

        JsonObject both = new JsonObject(get("/api/v1/routes/VN-HAN/delay").body());
        JsonObject one = new JsonObject(get("/api/v1/routes/VN-HAN/delay?class=ambiguous").body());

        assertEquals(2, both.getJsonArray("series").size(), "never added up");
        assertEquals(1, one.getJsonArray("series").size());
        assertEquals("ambiguous", one.getJsonArray("series").getJsonObject(0).getString("class"));
    }

    @Test
    void eventTellsHowOldItsSnapshotIs() throws Exception {
        live.publish(bureau.snapshot(now));
        now += 3_600 * SECOND;

        JsonObject event = new JsonObject(nextEvent(lines(stream())));

        assertEquals(3_600 * SECOND, event.getLong("age_ns"));
    }

    private static int seconds(JsonObject message) {
        return message.getJsonArray("rows")
                .getJsonObject(0)
                .getJsonObject("seconds")
                .getJsonArray("p50_ns")
                .size();
    }

    @Test
    void streamsBeyondTheLimitAreRefused() throws Exception {
        HttpResponse<InputStream> first = stream();
        HttpResponse<InputStream> second = stream();

        HttpResponse<InputStream> third = stream();

        assertEquals(200, first.statusCode());
        assertEquals(200, second.statusCode());
        assertEquals(503, third.statusCode());
        assertEquals(1, counters.get(WebCounter.STREAMS_REFUSED));
    }

    @Test
    void healthTellsWhyItIsNotWell() throws Exception {
        assertEquals(503, get("/health").statusCode());

        live.publish(bureau.snapshot(now));
        assertEquals(200, get("/health").statusCode());

        now += 30 * SECOND;
        String stale = get("/health").body();
        assertTrue(stale.contains("ingest last published 30.0 s ago"), stale);
        assertTrue(stale.contains("probe nn-probe-1 last heard of 30.3 s ago"), stale);

        live.publish(bureau.snapshot(now));
        store.broken = true;
        HttpResponse<String> broken = get("/health");
        assertEquals(503, broken.statusCode());
        assertTrue(broken.body().contains("disk on fire"), broken.body());
    }

    @Test
    void brokenStoreIsAProblemAndDoesNotStopTheServer() throws Exception {
        store.broken = true;

        assertEquals(503, get("/api/v1/routes/VN-HAN/delay").statusCode());
        assertEquals(503, get("/metrics").statusCode());
        assertEquals(200, get("/").statusCode());
        assertEquals(2, counters.get(WebCounter.REQUESTS_FAILED));
    }

    @Test
    void requestsBeyondThoseThatMayWaitForTheStoreAreRefused() throws Exception {
        int asked = 20;
        CountDownLatch refused = new CountDownLatch(asked - StoreReader.MOST_WAITING);
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        URI address = server.address().resolve("/api/v1/routes?since=all");
        synchronized (store) { // so the worker waits
            for (int i = 0; i < asked; i++) {
                answers.add(
                        client.sendAsync(
                                        HttpRequest.newBuilder(address).build(),
                                        HttpResponse.BodyHandlers.ofString())
                                .whenComplete(
                                        (response, failure) -> {
                                            if (failure == null && response.statusCode() == 503) {
                                                refused.countDown();
                                            }
                                        }));
            }
            assertTrue(refused.await(10, TimeUnit.SECONDS), "not refused: " + refused.getCount());
        }

        int served = 0;
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            HttpResponse<String> response = answer.get(10, TimeUnit.SECONDS);
            boolean good = response.statusCode() == 200;
            served += good ? 1 : 0;
            assertEquals(!good, response.headers().firstValue("Retry-After").isPresent());
        }
        assertEquals(StoreReader.MOST_WAITING, served);
        assertEquals(200, get("/api/v1/routes?since=all").statusCode());
    }

    @Test
    void metricsHoldTheHistogramInSecondsAndTheCounters() throws Exception {
        store.record(HANOI, now, 4_000_000);
        store.record(HANOI, now, 40_000_000);
        traffic.record(new TrafficSeries(HANOI.path(), TrafficDirection.INBOUND, 2), now, 1_500, 1);
        live.publish(Snapshots.of(now, List.of(), List.of()));

        HttpResponse<String> response = get("/metrics");

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

    @Test
    void pageComesWithSecurityHeadersAndIsRevalidated() throws Exception {
        HttpResponse<String> page = get("/routes/VN-HAN");

        assertEquals(200, page.statusCode());
        assertTrue(page.body().startsWith("<!doctype html>"));
        assertTrue(
                page.headers()
                        .firstValue("content-security-policy")
                        .orElseThrow()
                        .startsWith("default-src 'self';"));
        assertEquals("nosniff", page.headers().firstValue("x-content-type-options").orElseThrow());

        String tag = page.headers().firstValue("etag").orElseThrow();
        assertEquals(304, get("/routes/VN-HAN", "If-None-Match", tag).statusCode());
    }

    @Test
    void simulatedExitIsSlowedDownOnRequestOfThisSiteOnly() throws Exception {
        assertEquals(200, post("/api/v1/demo/exits/nn-2?added=30ms").statusCode());
        assertEquals(Duration.ofMillis(30), bureau.added("nn-2"));

        assertEquals(
                403,
                post("/api/v1/demo/exits/nn-2?added=0ms", "Origin", "http://evil.example")
                        .statusCode());
        for (String unreadable : List.of("http://[", "null", "")) {
            assertEquals(
                    403,
                    post("/api/v1/demo/exits/nn-2?added=0ms", "Origin", unreadable).statusCode(),
                    unreadable);
        }
        assertEquals(404, post("/api/v1/demo/exits/xx?added=1ms").statusCode());
        assertEquals(400, post("/api/v1/demo/exits/nn-2?added=-1ms").statusCode());
        assertEquals(400, post("/api/v1/demo/exits/nn-2?added=3s").statusCode());
        assertEquals(400, post("/api/v1/demo/exits/nn-2").statusCode());
        assertEquals(Duration.ofMillis(30), bureau.added("nn-2"));
    }

    @Test
    void takenPortIsNamedInOneSentence() {
        int port = server.address().getPort();
        WebServer second =
                new WebServer(
                        WebConfig.defaults().at("127.0.0.1", port),
                        new WebSources(
                                live,
                                store,
                                traffic.sources(),
                                losses,
                                query -> List.of(),
                                PublicationRule.ALL,
                                Catalogue.bundled(),
                                counters),
                        () -> now,
                        null);

        WebException failure = assertThrows(WebException.class, second::start);

        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains("127.0.0.1:" + port), message);
        assertTrue(message.contains("choose another port"), message);
    }

    @Test
    void withoutSimulatedExitsNothingCanBeChanged() throws Exception {
        server.close();
        server =
                new WebServer(
                        WebConfig.defaults().at("127.0.0.1", 0),
                        new WebSources(
                                live,
                                store,
                                traffic.sources(),
                                losses,
                                query -> List.of(),
                                PublicationRule.ALL,
                                Catalogue.bundled(),
                                counters),
                        () -> now,
                        null);
        server.start();

        assertEquals(404, post("/api/v1/demo/exits/nn-2?added=30ms").statusCode());
        assertFalse(get("/api/v1/routes").body().contains("simulated_exits"));
    }

    @Test
    void linuxServesThroughEpoll() {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "not Linux: no epoll");

        assertTrue(Epoll.isAvailable(), () -> String.valueOf(Epoll.unavailabilityCause()));
        assertTrue(server.isNativeTransport());
        assertEquals("127.0.0.1", URI.create(server.address().toString()).getHost());
    }
}
