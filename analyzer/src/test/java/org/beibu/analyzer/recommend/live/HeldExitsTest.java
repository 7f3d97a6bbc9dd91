package org.beibu.analyzer.recommend.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.beibu.analyzer.recommend.held.Traffic;
import org.beibu.model.PathId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the router adapter says the routers hold and use decides what is recommended. */
class HeldExitsTest {
    @TempDir Path data;

    @SuppressWarnings("NullAway.Init") // by setUp
    private HttpServer adapter;

    @SuppressWarnings("NullAway.Init") // by setUp
    private OneRoute bureau;

    private volatile Map<String, String> exits = Map.of("hk-1", "up", "sg-2", "");
    private volatile boolean isThere = true;

    @BeforeEach
    void setUp() throws IOException {
        adapter = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        adapter.createContext(
                "/",
                exchange -> {
                    byte[] body = document().getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(isThere ? 200 : 503, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        adapter.start();
        bureau =
                new OneRoute(
                        data,
                        Optional.of(
                                URI.create("http://127.0.0.1:" + adapter.getAddress().getPort())));
        bureau.traffic = Traffic.NONE;
    }

    @AfterEach
    void stop() {
        adapter.stop(0);
    }

    /** An exit is used where its word has a u, preferred where it has a p. */
    private String document() {
        StringBuilder list = new StringBuilder();
        exits.forEach(
                (exit, word) ->
                        list.append(list.isEmpty() ? "" : ",")
                                .append(
                                        "{\"exit\":\"%s\",\"used\":%b,\"preferred\":%b}"
                                                .formatted(
                                                        exit,
                                                        word.contains("u"),
                                                        word.contains("p"))));
        return "{\"schema\":\"beibu/candidates/v1\",\"sequence\":1,\"candidates\":[{\"route\":"
                + "\"VN-HAN\",\"prefix\":\"203.0.113.0/24\",\"exits\":["
                + list
                + "]}]}";
    }

    private void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - deadline < 0, () -> bureau.agent.state().why());
            LockSupport.parkNanos(2_000_000);
            bureau.step(50);
        }
    }

    /** Minutes go by, but no faster than the adapter can be asked. */
    private void untilOverMinutes(BooleanSupplier condition) {
        AtomicInteger turns = new AtomicInteger();
        until(
                () -> {
                    if (turns.incrementAndGet() % 20 == 0) {
                        bureau.nextMinute();
                    }
                    return condition.getAsBoolean();
                });
    }

    private void untilTheRoutersAreKnown() {
        until(
                () ->
                        !bureau.agent.state().why().contains("does not say what the routers hold")
                                && bureau.agent.state().issuedNanos() != 0);
    }

    @Test
    void theExitInUseIsKnownWithoutTraffic() {
        until(() -> bureau.feed().size() == 1);

        assertEquals("hk-1", bureau.feed().path(0).path("from_exit").asText());
        assertEquals("sg-2", bureau.feed().path(0).path("to_exit").asText());
    }

    @Test
    void anExitThatHoldsNoRouteIsNotRecommended() {
        bureau.delays.put(new PathId("VN-HAN", "mo-3"), 40.0);
        exits = Map.of("hk-1", "up", "mo-3", "");
        until(() -> bureau.feed().size() == 1);

        assertEquals("mo-3", bureau.feed().path(0).path("to_exit").asText());
        assertTrue(
                bureau.agent.state().why().contains("VN-HAN/sg-2\":\"no valid route through it"),
                bureau.agent.state()::why);
    }

    @Test
    void afterAnOverrideTheOfferStandsAndItsExitIsTheOneInUse() {
        until(() -> bureau.feed().size() == 1);
        String id = bureau.feed().path(0).path("id").asText();
        exits = Map.of("hk-1", "p", "sg-2", "u");
        untilOverMinutes(() -> bureau.agent.state().why().contains("Taken"));

        assertEquals(id, bureau.feed().path(0).path("id").asText());
    }

    @Test
    void withoutTheAdaptersWordNothingIsRecommendedAndThatIsSaid() {
        until(() -> bureau.feed().size() == 1);
        isThere = false;
        until(() -> bureau.feed().isEmpty());
        assertTrue(
                bureau.agent.state().why().contains("does not say what the routers hold"),
                bureau.agent.state()::why);

        isThere = true;
        untilTheRoutersAreKnown();
        until(() -> bureau.feed().size() == 1);
    }

    @Test
    void anOfferEndsWhenItsExitHoldsNoRouteAnyMore() {
        until(() -> bureau.feed().size() == 1);
        exits = Map.of("hk-1", "up");
        untilOverMinutes(
                () ->
                        bureau.feed().isEmpty()
                                && !bureau.agent.state().why().contains("does not say"));
    }
}
