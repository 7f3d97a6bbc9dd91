package org.beibu.runtime.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.beibu.runtime.counters.Counter;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminServerTest {
    private static final AdminAddress LOOPBACK = AdminAddress.parse("127.0.0.1:0");

    @TempDir private Path directory;

    private final Counters counters = new Counters();
    private final HttpClient client = HttpClient.newHttpClient();
    private final CountDownLatch kept = new CountDownLatch(1);
    private AdminServer server = server(LOOPBACK);

    private enum Things implements Counter {
        SEEN("things_seen", "Things seen."),
        ERRORS("things_errors", "Errors.");

        private final String label;
        private final String help;

        Things(String label, String help) {
            this.label = label;
            this.help = help;
        }

        @Override
        public String label() {
            return label;
        }

        @Override
        public String help() {
            return help;
        }
    }

    private AdminServer server(AdminAddress at) {
        return new AdminServer(
                at,
                Optional.ofNullable(directory).orElse(Path.of(".")).resolve("run/probe-admin"),
                counters,
                new AdminServer.Content(
                        List.of(
                                AdminPage.json("/things", () -> "[1,2]"),
                                AdminPage.plain("/broken", AdminServerTest::fails)),
                        List.of(
                                AdminAction.get(
                                        "/asked",
                                        (query, body) -> AdminAction.Answer.ok("about " + query)),
                                AdminAction.post(
                                        "/done",
                                        (query, body) ->
                                                new AdminAction.Answer(
                                                        409, query + " " + body.length))),
                        List.of(
                                new AdminStream(
                                        "/told",
                                        (last, to) -> {
                                            to.send("data: after '" + last + "'\n\n");
                                            while (true) {
                                                to.send(": still here\n");
                                                Thread.sleep(5);
                                            }
                                        })),
                        kept::countDown,
                        Things.ERRORS));
    }

    private static String fails() {
        throw new IllegalStateException("on request");
    }

    @BeforeEach
    void start() throws IOException {
        counters.register(Things.class);
        server = server(LOOPBACK);
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        URI uri = URI.create("http://" + server.address() + path);
        return client.send(
                HttpRequest.newBuilder(uri)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Reads the first line of a stream that stays open, with this header or none. */
    private HttpResponse<InputStream> follow(String path, String... header) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://" + server.address() + path));
        if (header.length > 0) {
            request.headers(header);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private static String line(HttpResponse<InputStream> stream) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = stream.body().read(); c >= 0 && c != '\n'; c = stream.body().read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    @Test
    void aStreamKnowsWhatItsClientHasHeardAndHoldsUpNobody() throws Exception {
        HttpResponse<InputStream> fresh = follow("/told");
        HttpResponse<InputStream> again = follow("/told", "Last-Event-ID", "7");
        HttpResponse<InputStream> asked = follow("/told?after=9");

        assertEquals("text/event-stream", fresh.headers().firstValue("Content-Type").orElse(""));
        assertEquals("data: after ''", line(fresh));
        assertEquals("data: after '7'", line(again));
        assertEquals("data: after '9'", line(asked));
        assertEquals(200, send("GET", "/things").statusCode());
    }

    @Test
    void thereAreOnlySoManyStreamsAndTheyEndWithTheirClients() throws Exception {
        List<HttpResponse<InputStream>> streams = new ArrayList<>();
        for (int i = 0; i < OpenStreams.MOST; i++) {
            streams.add(follow("/told"));
        }
        assertEquals(503, follow("/told").statusCode());

        streams.get(0).body().close();

        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        int status = 503;
        while (status == 503 && System.nanoTime() < end) {
            status = follow("/told").statusCode();
        }
        assertEquals(200, status);
    }

    @Test
    void itTellsHealthCountersAndWhatTheDaemonAdds() throws Exception {
        counters.increment(Things.SEEN);

        assertTrue(send("GET", "/health").body().contains("\"state\":\"running\""));
        assertTrue(send("GET", "/metrics").body().contains("\nbeibu_things_seen_total 1\n"));
        assertEquals("[1,2]", send("GET", "/things").body());
        assertEquals(
                "application/json",
                send("HEAD", "/things").headers().firstValue("content-type").orElse(""));
    }

    @Test
    void nothingCanBeChangedAndAFailureIsCountedAndDoesNotEndIt() throws Exception {
        assertEquals(405, send("POST", "/things").statusCode());
        assertEquals(405, send("DELETE", "/things").statusCode());
        assertEquals(404, send("GET", "/things/../etc/passwd").statusCode());
        assertEquals(500, send("GET", "/broken").statusCode());
        assertEquals(1, counters.get(Things.ERRORS));
        assertEquals(200, send("GET", "/things").statusCode());
    }

    @Test
    void upkeepRunsBetweenRequests() throws Exception {
        assertTrue(kept.await(20, TimeUnit.SECONDS));
    }

    @Test
    void fileSaysWhereItIsWhileItIsOpen() throws Exception {
        Path file = directory.resolve("run/probe-admin");

        assertEquals(Optional.of(server.address()), AdminAddress.read(file));
        server.close();
        assertFalse(Files.exists(file));
        assertEquals(Optional.empty(), AdminAddress.read(file));
    }

    @Test
    void fileOfAnotherDaemonIsLeftAlone() throws Exception {
        Path file = directory.resolve("run/probe-admin");
        Files.writeString(file, "127.0.0.1:1\n");

        server.close();

        assertTrue(Files.exists(file));
    }

    @Test
    void takenPortIsNamedInOneLine() {
        AdminServer second = server(server.address());

        IOException failure = assertThrows(IOException.class, second::start);

        assertTrue(String.valueOf(failure.getMessage()).startsWith(server.address() + ": "));
    }

    @Test
    void addressIsNumericWithAPort() {
        assertEquals("127.0.0.1:9600", AdminAddress.parse("127.0.0.1:9600").toString());
        assertEquals("[::1]:9600", AdminAddress.parse("[::1]:9600").toString());
        for (String wrong : List.of("", "localhost:1", "127.0.0.1", "127.0.0.1:x", "[::1]:70000")) {
            assertThrows(IllegalArgumentException.class, () -> AdminAddress.parse(wrong), wrong);
        }
    }

    private HttpResponse<String> sent(String path, String body, String... headers)
            throws Exception {
        server.start();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://" + server.address() + path))
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void anActionGetsQueryAndBodyAndSaysItsStatus() throws Exception {
        HttpResponse<String> answer = sent("/done?id=7", "four");

        assertEquals(409, answer.statusCode());
        assertEquals("id=7 4\n", answer.body());
    }

    @Test
    void aPageOfAnotherSiteMayNotAct() throws Exception {
        assertEquals(403, sent("/done?id=7", "", "Origin", "http://example.com").statusCode());
    }

    @Test
    void whatIsAskedIsNotDone() throws Exception {
        assertEquals(405, sent("/asked", "").statusCode());
    }
}
