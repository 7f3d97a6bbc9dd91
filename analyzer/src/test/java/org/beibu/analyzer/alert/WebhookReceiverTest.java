package org.beibu.analyzer.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("scenario")
class WebhookReceiverTest {
    @TempDir Path directory;

    @SuppressWarnings("ArrayRecordComponent")
    private record Request(Map<String, List<String>> headers, byte[] body) {
        String header(String name) {
            return headers.getOrDefault(name, List.of("")).get(0);
        }
    }

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private HttpServer server;
    private Path secretFile;
    private WebhookReceiver receiver;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    requests.add(
                            new Request(
                                    Map.copyOf(exchange.getRequestHeaders()),
                                    exchange.getRequestBody().readAllBytes()));
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
        server.start();
        secretFile = directory.resolve("secret");
        Files.writeString(secretFile, "It's a Secret to Everybody\n");
        receiver =
                new WebhookReceiver(
                        URI.create(
                                "http://127.0.0.1:" + server.getAddress().getPort() + "/hook?k=v"),
                        new SecretFile(secretFile),
                        "");
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    /** As an operator's own receiver would do it, from docs/operate.md alone. */
    private static boolean isGenuine(Request request, String secret) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        mac.update(request.header("Beibu-timestamp").getBytes(StandardCharsets.US_ASCII));
        mac.update((byte) '.');
        String expected = "v1=" + HexFormat.of().formatHex(mac.doFinal(request.body()));
        return expected.equals(request.header("Beibu-signature"));
    }

    private static Alert alert(Alert.State state) {
        return OutboxTest.alert("SG-SIN", state, 1_795_305_600_000_000_000L);
    }

    @Test
    void aReceiverCanVerifyTheSignatureAndNothingElseVerifies() throws Exception {
        receiver.tell(List.of(alert(Alert.State.FIRING)), 1_795_305_700_000_000_000L);

        Request request = requests.get(0);
        assertEquals("1795305700", request.header("Beibu-timestamp"));
        assertTrue(isGenuine(request, "It's a Secret to Everybody"));
        assertFalse(isGenuine(request, "another secret"));
        byte[] changed = request.body().clone();
        changed[10] ^= 1;
        assertFalse(
                isGenuine(new Request(request.headers(), changed), "It's a Secret to Everybody"));
    }

    @Test
    void anAnswerThatNeverEndsHoldsNothingUp() {
        CountDownLatch ended = new CountDownLatch(1);
        server.createContext(
                "/endless",
                exchange -> {
                    exchange.sendResponseHeaders(200, 10);
                    exchange.getResponseBody().write('x'); // newer JDKs hold headers back till then
                    exchange.getResponseBody().flush();
                    try {
                        ended.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    exchange.close();
                });
        URI endless = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/endless");
        WebhookReceiver other = new WebhookReceiver(endless, new SecretFile(secretFile), "");
        try {
            assertTimeoutPreemptively(
                    Duration.ofSeconds(10),
                    () ->
                            other.tell(
                                    List.of(alert(Alert.State.FIRING)),
                                    1_795_305_700_000_000_000L));
        } finally {
            ended.countDown();
        }
    }

    @Test
    void theSignatureIsThatOfOtherImplementations() {
        // printf '1795305700.{}' | openssl dgst -sha256 -hmac "It's a Secret to Everybody"
        assertEquals(
                "c44ba43e7570144d8a79726a5738582af70d83cb9ba3b217bb54a67438ac557c",
                WebhookReceiver.signature(
                        "It's a Secret to Everybody",
                        "1795305700",
                        "{}".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theBodyHasTheShapeOfAlertmanagersWebhooks() throws Exception {
        receiver.tell(List.of(alert(Alert.State.RESOLVED)), 0);

        JsonNode body = new ObjectMapper().readTree(requests.get(0).body());
        assertEquals("4", body.path("version").asText());
        assertEquals("resolved", body.path("status").asText());
        JsonNode one = body.path("alerts").path(0);
        assertEquals("BeibuSloBurn", one.path("labels").path("alertname").asText());
        assertEquals("2026-11-22T00:00:00Z", one.path("startsAt").asText());
        assertEquals(16, one.path("fingerprint").asText().length());
    }

    @Test
    void repetitionsOfATurnHaveOneIdAndOtherTurnsAnother() throws Exception {
        receiver.tell(List.of(alert(Alert.State.FIRING)), 1);
        receiver.tell(List.of(alert(Alert.State.FIRING)), 2_000_000_000L);
        receiver.tell(List.of(alert(Alert.State.RESOLVED)), 3_000_000_000L);

        List<String> ids = requests.stream().map(r -> r.header("Beibu-notification-id")).toList();
        assertEquals(ids.get(0), ids.get(1));
        assertFalse(ids.get(0).equals(ids.get(2)));
    }

    @Test
    void answersAreTakenForWhatTheyMean() {
        status = 503;
        assertEquals(IOException.class, failure().getClass());
        status = 400;
        assertEquals(Receiver.RefusedException.class, failure().getClass());
    }

    private IOException failure() {
        return assertThrows(
                IOException.class, () -> receiver.tell(List.of(alert(Alert.State.FIRING)), 0));
    }

    @Test
    void secretsAreNamedByTheirFileAlone() throws IOException {
        assertTrue(receiver.name().endsWith("/hook?..."), receiver.name());
        Files.writeString(secretFile, "\n");
        assertTrue(String.valueOf(failure().getMessage()).contains("secret is empty"));
        Files.delete(secretFile);
        assertTrue(String.valueOf(failure().getMessage()).contains(secretFile.toString()));
    }
}
