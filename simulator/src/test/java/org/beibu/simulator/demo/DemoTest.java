package org.beibu.simulator.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.analyzer.AnalyzerCounter;
import org.beibu.probe.ProbeCounter;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way, from simulated packets to the figures of the page. */
@Tag("scenario")
class DemoTest {
    private static final int PATHS = 45;
    private static final long MILLIS = 1_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final EpochNanoClock clock = new SystemEpochNanoClock();
    private final Counters counters = new Counters();
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir private Path data = Path.of("");

    private DemoMain demo(OptionalInt port, ExitChange... changes) {
        return new DemoMain(new DemoConfig(data, 1, port, List.of(changes)), clock, counters);
    }

    private JsonNode send(HttpRequest request) throws Exception {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, response.statusCode(), response.body());
        return new ObjectMapper().readTree(response.body());
    }

    /** Asks for the routes until they are as wanted; the page's data come from the same code. */
    private JsonNode routes(DemoMain demo, Predicate<Map<String, JsonNode>> wanted)
            throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(demo.webAddress().resolve("/api/v1/routes")).build();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            JsonNode routes = send(request);
            if (wanted.test(farHandshakes(routes))) {
                return routes;
            }
            LockSupport.parkNanos(50 * MILLIS);
        }
        throw new AssertionError("not within " + PATIENCE);
    }

    /** The rows of clean far handshakes that have samples in the window, by route and exit. */
    private static Map<String, JsonNode> farHandshakes(JsonNode routes) {
        Map<String, JsonNode> rows = new HashMap<>();
        for (JsonNode row : routes.get("rows")) {
            if (row.get("method").asText().equals("handshake")
                    && row.get("class").asText().equals("clean")
                    && row.get("metric").asText().equals("far")
                    && row.get("count").asLong() > 0) {
                rows.put(row.get("route").asText() + "/" + row.get("exit").asText(), row);
            }
        }
        return rows;
    }

    private static boolean isSlowerBy30Millis(JsonNode now, JsonNode before) {
        long added = now.get("now").get("p50_ns").asLong() - before.get("p50_ns").asLong();
        return added > 20 * MILLIS && added < 60 * MILLIS;
    }

    /** Whether every path through the exit is slower by what was added, and no other. */
    private static boolean onlyPathsOf(
            String exit, Map<String, JsonNode> rows, Map<String, JsonNode> before) {
        return rows.entrySet().stream()
                .allMatch(
                        row ->
                                row.getKey().endsWith("/" + exit)
                                        == isSlowerBy30Millis(
                                                row.getValue(),
                                                before.getOrDefault(row.getKey(), row.getValue())));
    }

    /** The best of three tries: a busy machine may hold one up. */
    @Test
    void everyPathIsTimedAndAChangeOfDelayIsSeenWithinTwoSeconds() throws Exception {
        Duration seen = changeIsSeenAfter();
        for (int again = 0; again < 2 && seen.compareTo(Duration.ofSeconds(2)) > 0; again++) {
            seen = changeIsSeenAfter();
        }

        assertTrue(seen.compareTo(Duration.ofSeconds(2)) <= 0, "seen after " + seen);
        assertEquals(0, counters.get(AnalyzerCounter.AGENT_ERRORS));
        assertEquals(0, counters.get(ProbeCounter.AGENT_ERRORS));
    }

    private Duration changeIsSeenAfter() throws Exception {
        try (DemoMain demo = demo(OptionalInt.of(0))) {
            demo.start();
            Map<String, JsonNode> before =
                    farHandshakes(
                            routes(
                                    demo,
                                    rows ->
                                            rows.size() == PATHS
                                                    && rows.values().stream()
                                                            .allMatch(r -> count(r) >= 5)));

            long changed = System.nanoTime();
            JsonNode exits =
                    send(
                            HttpRequest.newBuilder(
                                            demo.webAddress()
                                                    .resolve("/api/v1/demo/exits/nn-2?added=30ms"))
                                    .POST(HttpRequest.BodyPublishers.noBody())
                                    .build());
            assertEquals("nn-2", exits.get("exits").get(1).get("name").asText());
            assertEquals(30 * MILLIS, exits.get("exits").get(1).get("added_ns").asLong());
            routes(demo, rows -> onlyPathsOf("nn-2", rows, before));
            Duration seen = Duration.ofNanos(System.nanoTime() - changed);

            assertEquals(Duration.ofMillis(30), demo.exitControls().added("nn-2"));
            return seen;
        }
    }

    private static long count(JsonNode row) {
        return row.get("count").asLong();
    }

    @Test
    void changesComeAtTheirTimeAndTheDemoEndsAtIts() throws Exception {
        try (DemoMain demo =
                demo(
                        OptionalInt.of(0),
                        ExitChange.parse("hk-3=+40ms@50ms"),
                        ExitChange.parse("gz-1=+10ms@1h"))) {
            demo.start();
            demo.run(Duration.ofMillis(100));

            assertEquals(Duration.ofMillis(40), demo.exitControls().added("hk-3"));
            assertEquals(Duration.ZERO, demo.exitControls().added("gz-1"));
        }
    }

    @Test
    void anotherPortIsTakenWhenTheUsualOneIsTaken() throws Exception {
        try (ServerSocket taken = usualPort();
                DemoMain demo = demo(OptionalInt.empty())) {
            demo.start();

            URI address = demo.webAddress();
            assertNotEquals(taken.getLocalPort(), address.getPort());
            assertEquals(
                    "beibu/routes/v1",
                    send(HttpRequest.newBuilder(address.resolve("/api/v1/routes")).build())
                            .get("schema")
                            .asText());
        }
    }

    /** Holds the usual port, unless somebody else does so already. */
    private static ServerSocket usualPort() throws IOException {
        try {
            return new ServerSocket(8047, 1, InetAddress.getLoopbackAddress());
        } catch (BindException e) {
            return new ServerSocket(0);
        }
    }

    @Test
    void changeOfAnUnknownExitIsRefusedBeforeAnythingStarts() {
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> demo(OptionalInt.of(0), ExitChange.parse("xx-9=+1ms@1s")));

        assertEquals("no exit 'xx-9'; there are [gz-1, nn-2, hk-3]", refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> ExitChange.parse("nn-2+30ms"));
    }
}
