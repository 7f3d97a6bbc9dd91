package org.beibu.analyzer.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real Alertmanager of Debian, whose own webhook tells what it would notify. */
@Tag("interop")
@Timeout(180)
class AlertmanagerTest {
    @TempDir Path directory;

    private final List<JsonNode> notified = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private HttpServer people;
    private ChildProcess server;
    private URI address;
    private Outbox outbox;
    private DeliveryAgent delivery;
    private long now = new SystemEpochNanoClock().nanoTime();

    @BeforeEach
    void open() throws IOException {
        people = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        people.createContext(
                "/",
                exchange -> {
                    notified.add(new ObjectMapper().readTree(exchange.getRequestBody()));
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        people.start();
        int port = ChildProcess.freePort();
        address = URI.create("http://127.0.0.1:" + port + "/");
        Files.writeString(
                directory.resolve("am.yml"),
                """
                route:
                  receiver: people
                  group_by: [alertname, route, exit]
                  group_wait: 0s
                  group_interval: 1s
                  repeat_interval: 1h
                receivers:
                  - name: people
                    webhook_configs:
                      - url: http://127.0.0.1:%d/
                        send_resolved: true
                """
                        .formatted(people.getAddress().getPort()));
        server =
                new ChildProcess(
                        directory,
                        "prometheus-alertmanager",
                        "prometheus-alertmanager",
                        List.of(
                                "--config.file=" + directory.resolve("am.yml"),
                                "--storage.path=" + directory.resolve("data"),
                                "--web.listen-address=127.0.0.1:" + port,
                                "--cluster.listen-address="));
        startServer();
        AlertmanagerReceiver receiver =
                new AlertmanagerReceiver(
                        address, Optional.empty(), Duration.ofMillis(200), "http://page/");
        outbox = new Outbox(receiver.name());
        delivery =
                new DeliveryAgent(
                        receiver,
                        outbox,
                        new DeliveryAgent.Pace(200_000_000L, 1_000_000_000L),
                        new AlertAgent.Environment(
                                SystemNanoClock.INSTANCE,
                                new SystemEpochNanoClock(),
                                new Counters()));
    }

    @AfterEach
    void close() {
        server.close();
        people.stop(0);
    }

    private void startServer() throws IOException {
        server.start();
        server.await("an Alertmanager that is ready", () -> status("-/ready") == 200);
    }

    private int status(String path) {
        try {
            return http.send(
                            HttpRequest.newBuilder(address.resolve(path)).build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private JsonNode get(String path) {
        try {
            return new ObjectMapper()
                    .readTree(
                            http.send(
                                            HttpRequest.newBuilder(address.resolve(path)).build(),
                                            HttpResponse.BodyHandlers.ofString())
                                    .body());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Alert alert(String route, Alert.State state) {
        long end = state == Alert.State.RESOLVED ? new SystemEpochNanoClock().nanoTime() : 0;
        return new Alert(
                "BeibuSloBurn",
                Map.of("route", route, "exit", "hk-3", "class", "finance", "window", "1h/5m"),
                Severity.CRITICAL,
                route + " via hk-3 uses up its budget 33.3 times too fast",
                state,
                now,
                now,
                end);
    }

    private void say(Alert... alerts) {
        outbox.update(List.of(alerts), alert -> false, new SystemEpochNanoClock().nanoTime());
    }

    private boolean pump() {
        delivery.doWork();
        return true;
    }

    private List<String> notices(String status) {
        List<String> found = new ArrayList<>();
        for (JsonNode one : notified) {
            if (one.path("status").asText().equals(status)) {
                found.add(one.path("commonLabels").path("route").asText());
            }
        }
        return found;
    }

    @Test
    void anAlertArrivesOnceStaysAndIsResolved() {
        say(alert("SG-SIN", Alert.State.FIRING));
        server.await("a notice", () -> pump() && notices("firing").size() == 1);
        JsonNode held = get("api/v2/alerts").path(0);
        assertEquals("critical", held.path("labels").path("severity").asText());
        assertEquals("http://page/routes/SG-SIN", held.path("generatorURL").asText());
        assertEquals(
                Instant.ofEpochMilli(now / 1_000_000),
                Instant.parse(held.path("startsAt").asText()));
        assertTrue(
                Instant.parse(held.path("endsAt").asText()).isAfter(Instant.now().plusSeconds(200)),
                held::toString);

        long until = System.nanoTime() + 3_000_000_000L;
        server.await("three seconds of telling", () -> pump() && System.nanoTime() > until);
        assertEquals(1, get("api/v2/alerts").size(), "told fifteen times, held once");
        assertEquals(1, notices("firing").size());

        say(alert("SG-SIN", Alert.State.RESOLVED));
        server.await("the end", () -> pump() && notices("resolved").size() == 1);
        assertEquals(0, get("api/v2/alerts?active=true").size());
        assertEquals(List.of("SG-SIN"), notices("firing"));
    }

    @Test
    void silencesOfTheAlertmanagerAreHonoured() throws Exception {
        String silence =
                """
                {"matchers":[{"name":"route","value":"VN-HAN","isRegex":false}],
                 "startsAt":"%s","endsAt":"%s","createdBy":"test","comment":"works"}
                """
                        .formatted(Instant.now(), Instant.now().plusSeconds(600));
        HttpResponse<String> made =
                http.send(
                        HttpRequest.newBuilder(address.resolve("api/v2/silences"))
                                .header("Content-Type", "application/json")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                silence, StandardCharsets.UTF_8))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertEquals(200, made.statusCode(), made::body);

        say(alert("VN-HAN", Alert.State.FIRING), alert("SG-SIN", Alert.State.FIRING));
        server.await("the notice of the other", () -> pump() && notices("firing").size() == 1);

        assertEquals(List.of("SG-SIN"), notices("firing"));
        assertEquals(1, get("api/v2/alerts?silenced=true&active=false").size());
    }

    @Test
    void whatFiresWhileTheServerIsDownArrivesWhenItIsBack() throws IOException {
        server.kill();
        say(alert("SG-SIN", Alert.State.FIRING));
        server.await("a failure", () -> pump() && !outbox.status().lastFailure().isEmpty());
        startServer();

        server.await("the notice", () -> pump() && notices("firing").size() == 1);

        assertEquals("", outbox.status().lastFailure());
    }
}
