package org.beibu.analyzer.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.epoll.Epoll;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a real server answers when it is asked wrongly, too much, or by a stranger. */
@Tag("scenario")
class WebServerTest {
    private final ServedBureau served = new ServedBureau();

    @AfterEach
    void stop() {
        served.close();
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
        HttpResponse<String> response = served.get(path);

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
    void brokenStoreIsAProblemAndDoesNotStopTheServer() throws Exception {
        served.store.broken = true;

        assertEquals(503, served.get("/api/v1/routes/VN-HAN/delay").statusCode());
        assertEquals(503, served.get("/metrics").statusCode());
        assertEquals(200, served.get("/").statusCode());
        assertEquals(2, served.counters.get(WebCounter.REQUESTS_FAILED));
    }

    @Test
    void requestsBeyondThoseThatMayWaitForTheStoreAreRefused() throws Exception {
        int asked = 20;
        CountDownLatch refused = new CountDownLatch(asked - StoreReader.MOST_WAITING);
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        URI address = served.server.address().resolve("/api/v1/routes?since=all");
        synchronized (served.store) { // so the worker waits
            for (int i = 0; i < asked; i++) {
                answers.add(
                        served.client
                                .sendAsync(
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

        int answered = 0;
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            HttpResponse<String> response = answer.get(10, TimeUnit.SECONDS);
            boolean good = response.statusCode() == 200;
            answered += good ? 1 : 0;
            assertEquals(!good, response.headers().firstValue("Retry-After").isPresent());
        }
        assertEquals(StoreReader.MOST_WAITING, answered);
        assertEquals(200, served.get("/api/v1/routes?since=all").statusCode());
    }

    @Test
    void pageComesWithSecurityHeadersAndIsRevalidated() throws Exception {
        HttpResponse<String> page = served.get("/routes/VN-HAN");

        assertEquals(200, page.statusCode());
        assertTrue(page.body().startsWith("<!doctype html>"));
        assertTrue(
                page.headers()
                        .firstValue("content-security-policy")
                        .orElseThrow()
                        .startsWith("default-src 'self';"));
        assertEquals("nosniff", page.headers().firstValue("x-content-type-options").orElseThrow());

        String tag = page.headers().firstValue("etag").orElseThrow();
        assertEquals(304, served.get("/routes/VN-HAN", "If-None-Match", tag).statusCode());
    }

    @Test
    void simulatedExitIsSlowedDownOnRequestOfThisSiteOnly() throws Exception {
        assertEquals(200, served.post("/api/v1/demo/exits/nn-2?added=30ms").statusCode());
        assertEquals(Duration.ofMillis(30), served.bureau.added("nn-2"));

        assertEquals(
                403,
                served.post("/api/v1/demo/exits/nn-2?added=0ms", "Origin", "http://evil.example")
                        .statusCode());
        for (String unreadable : List.of("http://[", "null", "")) {
            assertEquals(
                    403,
                    served.post("/api/v1/demo/exits/nn-2?added=0ms", "Origin", unreadable)
                            .statusCode(),
                    unreadable);
        }
        assertEquals(404, served.post("/api/v1/demo/exits/xx?added=1ms").statusCode());
        assertEquals(400, served.post("/api/v1/demo/exits/nn-2?added=-1ms").statusCode());
        assertEquals(400, served.post("/api/v1/demo/exits/nn-2?added=3s").statusCode());
        assertEquals(400, served.post("/api/v1/demo/exits/nn-2").statusCode());
        assertEquals(Duration.ofMillis(30), served.bureau.added("nn-2"));
    }

    @Test
    void takenPortIsNamedInOneSentence() {
        int port = served.server.address().getPort();
        WebServer second = served.server(WebConfig.defaults().at("127.0.0.1", port), null);

        WebException failure = assertThrows(WebException.class, second::start);

        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains("127.0.0.1:" + port), message);
        assertTrue(message.contains("choose another port"), message);
    }

    @Test
    void withoutSimulatedExitsNothingCanBeChanged() throws Exception {
        served.server.close();
        served.server = served.server(WebConfig.defaults().at("127.0.0.1", 0), null);
        served.server.start();

        assertEquals(404, served.post("/api/v1/demo/exits/nn-2?added=30ms").statusCode());
        assertFalse(served.get("/api/v1/routes").body().contains("simulated_exits"));
    }

    @Test
    void linuxServesThroughEpoll() {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "not Linux: no epoll");

        assertTrue(Epoll.isAvailable(), () -> String.valueOf(Epoll.unavailabilityCause()));
        assertTrue(served.server.isNativeTransport());
        assertEquals("127.0.0.1", URI.create(served.server.address().toString()).getHost());
    }
}
