package org.beibu.router.bmp.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.beibu.model.Address;
import org.beibu.model.Prefix;
import org.beibu.router.bmp.Bench;
import org.beibu.router.bmp.BmpCounter;
import org.beibu.router.bmp.BmpSession.Monitored;
import org.beibu.router.bmp.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("scenario")
class BmpStationTest {
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final Bench bench = new Bench();
    private final BmpStation station =
            new BmpStation(
                    new StationConfig(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                            Map.of(
                                    Address.parse("127.0.0.1"),
                                    new StationConfig.Router("pe1", Monitored.GLOBAL))),
                    bench.rib,
                    bench.counters);

    @BeforeEach
    void start() throws IOException {
        station.start();
    }

    @AfterEach
    void close() {
        station.close();
    }

    private Socket connect(String from) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        return new Socket(loopback, station.port(), InetAddress.getByName(from), 0);
    }

    private static void await(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - start < DEADLINE_NANOS, "in vain: " + what);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static void send(Socket socket, byte[] octets) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(octets);
        out.flush();
    }

    private static boolean isClosed(Socket socket) {
        try {
            socket.setSoTimeout(1_000);
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return !(e instanceof java.net.SocketTimeoutException);
        }
    }

    @Test
    void aConfiguredRouterFillsItsTablesUntilItGoes() throws IOException {
        try (Socket router = connect("127.0.0.1")) {
            send(router, Samples.onePath());
            await("a path", () -> bench.paths(Samples.P).size() == 1);
        }
        await("no path", () -> bench.paths(Samples.P).isEmpty());
        assertEquals(0, bench.count(BmpCounter.SESSIONS_BROKEN));
    }

    @Test
    void anyoneElseIsTurnedAway() throws IOException {
        try (Socket stranger = connect("127.0.0.2")) {
            await("a refusal", () -> bench.count(BmpCounter.SESSIONS_REFUSED) == 1);
            await("the end", () -> isClosed(stranger));
        }
        assertEquals(0, bench.count(BmpCounter.SESSIONS));
    }

    @Test
    void aRouterThatConnectsAgainReplacesItsSession() throws IOException {
        try (Socket first = connect("127.0.0.1")) {
            send(first, Samples.onePath());
            await("a path", () -> bench.paths(Samples.P).size() == 1);
            try (Socket second = connect("127.0.0.1")) {
                await("a replacement", () -> bench.count(BmpCounter.SESSIONS_REPLACED) == 1);
                await("nothing of the first", () -> bench.paths(Samples.P).isEmpty());
                await("the end of the first", () -> isClosed(first));
                send(second, Samples.onePath());
                await("a path again", () -> bench.paths(Samples.P).size() == 1);
            }
        }
    }

    @Test
    void octetsThatAreNotBmpEndTheSessionAndTerminationEndsItInOrder() throws IOException {
        try (Socket router = connect("127.0.0.1")) {
            send(
                    router,
                    "GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            await("the end", () -> isClosed(router));
        }
        assertEquals(1, bench.count(BmpCounter.SESSIONS_BROKEN));
        try (Socket router = connect("127.0.0.1")) {
            send(router, Samples.onePath());
            send(router, Samples.termination());
            await("the end", () -> isClosed(router));
        }
        assertEquals(1, bench.count(BmpCounter.SESSIONS_BROKEN));
        assertEquals(1, bench.count(BmpCounter.TERMINATIONS));
    }

    @Test
    void manyMessagesComeThroughWhateverTcpMakesOfThem() throws IOException {
        int count = 20_000;
        try (Socket router = connect("127.0.0.1")) {
            send(router, Samples.onePath());
            for (int i = 0; i < count; i++) {
                send(
                        router,
                        Samples.path(new Prefix(0, Address.ipv4Low(0x0a00_0000 + (i << 8)), 24)));
            }
            await("all", () -> bench.count(BmpCounter.ROUTE_MONITORING) == count + 1);
        }
        await("the end", () -> bench.rib.router("pe1").size().paths() == 0);
    }

    @Test
    void aPortThatIsTakenIsSaid() {
        BmpStation other =
                new BmpStation(
                        new StationConfig(
                                new InetSocketAddress(
                                        InetAddress.getLoopbackAddress(), station.port()),
                                Map.of()),
                        bench.rib,
                        bench.counters);
        IOException refused = assertThrows(IOException.class, other::start);
        assertTrue(String.valueOf(refused.getMessage()).contains("cannot listen for BMP on"));
    }
}
