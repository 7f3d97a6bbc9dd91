package org.beibu.analyzer.recommend.held;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Candidates over HTTP, the clock in our hands. */
class CandidateFeedTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final String HANOI =
            """
            {"schema":"beibu/candidates/v1","sequence":7,"candidates":[{"route":"VN-HAN",
             "prefix":"203.0.113.0/24","exits":[
             {"exit":"hk","router":"pe1","used":false,"preferred":true,"known_by":"OVERRIDE"},
             {"exit":"sg","router":"pe1","used":true,"preferred":false,"as_paths":["64511"]}]}]}
            """;

    @SuppressWarnings("NullAway.Init") // by start
    private HttpServer server;

    @SuppressWarnings("NullAway.Init") // by start
    private CandidateFeed feed;

    private volatile String answer = HANOI;
    private volatile int status = 200;
    private long now = 1_000 * SECOND;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/api/v1/candidates",
                exchange -> {
                    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        feed = new CandidateFeed(uri());
    }

    private URI uri() {
        return URI.create(
                "http://127.0.0.1:" + server.getAddress().getPort() + "/api/v1/candidates");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 20 * SECOND;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - deadline < 0, feed::complaint);
            feed.poll(now);
            LockSupport.parkNanos(SECOND / 1_000);
        }
    }

    @Test
    void whatTheRoutersHoldAndUseArrives() {
        assertEquals(Optional.empty(), feed.newest(now));
        assertTrue(feed.complaint().contains("it has not answered yet"));

        until(() -> feed.newest(now).isPresent());

        Candidates candidates = feed.newest(now).orElseThrow();
        assertEquals(7, candidates.sequence());
        HeldPrefix held = candidates.prefixes().get(0);
        assertEquals("VN-HAN", held.route());
        assertEquals("203.0.113.0/24", held.prefix().toString());
        assertEquals(Set.of("hk", "sg"), held.exits());
        assertEquals(Set.of("sg"), held.used());
        assertEquals(Set.of("hk"), held.preferred());
    }

    @Test
    void whatIsOlderThanTenSecondsIsNotGivenOut() {
        until(() -> feed.newest(now).isPresent());
        status = 503;
        now += 3 * SECOND;
        until(() -> feed.complaint().contains("status 503"));

        assertTrue(feed.newest(now).isPresent());
        now += 8 * SECOND;
        assertEquals(Optional.empty(), feed.newest(now));

        status = 200;
        until(() -> feed.newest(now).isPresent());
    }

    @Test
    void anAnswerThatIsNoCandidatesIsSaidSo() {
        answer = "{\"schema\":\"beibu/rib/v1\"}";
        until(() -> feed.complaint().contains("not a document of schema beibu/candidates/v1"));
        assertEquals(Optional.empty(), feed.newest(now));
    }

    @Test
    void halfADocumentIsRefusedWhole() {
        for (String wrong :
                new String[] {
                    "",
                    "[",
                    HANOI.replace("203.0.113.0/24", "203.0.113.0/33"),
                    HANOI.replace("\"used\":true,", ""),
                    HANOI.replace("\"exit\":\"hk\",", "")
                }) {
            assertThrows(
                    IOException.class,
                    () -> Candidates.read(wrong.getBytes(StandardCharsets.UTF_8)),
                    wrong);
        }
    }
}
