package org.beibu.analyzer.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.beibu.analyzer.events.EventQuery;
import org.beibu.analyzer.events.PathEvent;
import org.beibu.analyzer.events.PathTrace;
import org.beibu.analyzer.events.TraceHop;
import org.beibu.analyzer.events.TracedEvent;
import org.beibu.analyzer.live.LiveView;
import org.beibu.analyzer.publish.PublicationRule;
import org.beibu.model.Catalogue;
import org.beibu.model.PathId;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PathEventsWebTest {
    private static final long NOW = 1_795_132_800L * 1_000_000_000L;
    private static final PathId HANOI = new PathId("VN-HAN", "gz-1");
    private static final TracedEvent CHANGE =
            new TracedEvent(
                    new PathEvent(
                            "hop-count-change",
                            NOW - 5,
                            HANOI,
                            "nanning-1",
                            "{\"direction\":\"forward\",\"hops_before\":2,\"hops_after\":3}"),
                    Optional.of(
                            new PathTrace(
                                    NOW - 4,
                                    "nanning-1",
                                    HANOI,
                                    NOW - 5,
                                    "{\"outcome\":\"reached\",\"session_flow\":true}")),
                    List.of(
                            hop(1, "\"address\":\"192.0.2.1\",\"delays_ns\":[1250000,null,-1]"),
                            hop(2, "\"address\":null,\"delays_ns\":[null,null,null]"),
                            hop(3, "\"address\":\"2001:db8::1\",\"delays_ns\":[2000000]")));
    private static final TracedEvent OTHER =
            new TracedEvent(
                    new PathEvent("of-another-source", NOW - 9, HANOI, "analyzer", "{\"x\":1}"),
                    Optional.empty(),
                    List.of());

    private final List<EventQuery> asked = new ArrayList<>();
    private final WebServer server =
            new WebServer(
                    new WebConfig("127.0.0.1", 0, Duration.ofSeconds(5), Duration.ofSeconds(10), 2),
                    new WebSources(
                            new LiveView(),
                            new MemoryDelayStore(),
                            new MemoryTraffic().sources(),
                            new MemoryLosses(),
                            query -> {
                                asked.add(query);
                                return List.of(CHANGE, OTHER);
                            },
                            PublicationRule.ALL,
                            Catalogue.bundled(),
                            new Counters()),
                    () -> NOW,
                    null);

    private static TraceHop hop(int ttl, String details) {
        return new TraceHop(NOW - 4, "nanning-1", ttl, 0, "{" + details + "}");
    }

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> get(String query) throws Exception {
        return ask("/api/v1/path-events" + query);
    }

    private HttpResponse<String> ask(String address) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(server.address().resolve(address)).build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void eventsComeWithTheTraceThatWasMadeForThem() throws Exception {
        JsonObject answer = new JsonObject(get("").body());

        assertEquals("beibu/path-events/v1", answer.getString("schema"));
        assertTrue(answer.getBoolean("complete"));
        JsonObject change = answer.getJsonArray("events").getJsonObject(0);
        assertEquals("hop-count-change", change.getString("kind"));
        assertEquals(NOW - 5, change.getLong("epoch_ns"));
        assertEquals(3, change.getJsonObject("details").getInteger("hops_after"));
        JsonObject trace = change.getJsonObject("trace");
        assertEquals("reached", trace.getString("outcome"));
        assertEquals("192.0.2.1", trace.getJsonArray("hops").getJsonObject(0).getString("address"));
        assertEquals(2, trace.getJsonArray("hops").getJsonObject(1).getInteger("hop"));
        assertNull(answer.getJsonArray("events").getJsonObject(1).getValue("trace"));
    }

    @Test
    void parametersNarrowTheQueryAndOthersAreRefused() throws Exception {
        get("");
        assertEquals(200, get("?from=-1h&route=VN-HAN&exit=gz-1&kind=loss").statusCode());

        long hour = 3_600_000_000_000L;
        assertEquals(
                List.of(
                        new EventQuery(
                                NOW - 24 * hour,
                                NOW,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        new EventQuery(
                                NOW - hour,
                                NOW,
                                Optional.of("VN-HAN"),
                                Optional.of("gz-1"),
                                Optional.of("loss"))),
                asked.stream().filter(query -> query.toNanos() == NOW).toList(),
                "the others are the page's own");
        assertEquals(400, get("?form=-1h").statusCode());
        assertEquals(400, get("?from=-1h&to=-2h").statusCode());
    }

    @Test
    void theLiveMessageHasTheNewest() throws Exception {
        get(""); // by the same worker, after what the page asks for at the start

        String live = ask("/api/v1/routes").body();

        JsonObject newest = new JsonObject(live).getJsonArray("path_events").getJsonObject(0);
        assertEquals("hop-count-change", newest.getString("kind"));
        assertEquals(3, newest.getJsonObject("details").getInteger("hops_after"));
    }

    @Test
    void theTableHasTheOldestFirstAndShowsHopsOnDemand() {
        List<String> lines = EventsText.table(List.of(CHANGE, OTHER), true).lines().toList();

        assertEquals(6, lines.size());
        assertTrue(lines.get(1).contains("of-another-source"), lines.get(1));
        assertTrue(lines.get(2).contains("2 to 3 hops"), lines.get(2));
        assertTrue(lines.get(2).endsWith("reached, 3 hops"), lines.get(2));
        assertTrue(lines.get(3).matches(" +1  192\\.0\\.2\\.1 +1\\.250  \\*  \\?"), lines.get(3));
        assertTrue(lines.get(4).matches(" +2  \\* +\\*  \\*  \\*"), lines.get(4));
        assertEquals(3, EventsText.table(List.of(CHANGE, OTHER), false).lines().count());
    }

    @Test
    void columnsAreAlignedHoweverLongTheNamesAre() {
        TracedEvent far =
                new TracedEvent(
                        new PathEvent(
                                "latency-change",
                                NOW,
                                new PathId("VN-HAN", "an-exit-of-16-ch"),
                                "nanning-1",
                                "{\"direction\":\"round-trip\",\"before_ns\":1500000,"
                                        + "\"after_ns\":2250000}"),
                        Optional.empty(),
                        List.of());

        List<String> lines = EventsText.table(List.of(far, CHANGE), true).lines().toList();

        int event = lines.get(0).indexOf("EVENT");
        int what = lines.get(0).indexOf("WHAT");
        assertEquals(event, lines.get(1).indexOf("hop-count-change"));
        assertEquals(what, lines.get(1).indexOf("2 to 3 hops"));
        assertTrue(lines.get(2).matches(" +1  192.*"), lines.get(2));
        assertEquals(event, lines.get(5).indexOf("latency-change"));
        assertEquals(what, lines.get(5).indexOf("1.500 to 2.250 ms"));
    }
}
