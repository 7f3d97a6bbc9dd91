package org.beibu.router.rpki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.beibu.model.Prefix;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Over real sockets, against a cache that a test plays and against stayrtr where it is there. */
@Timeout(60)
class RtrClientTest {
    private static final Prefix PREFIX = Prefix.parse("203.0.113.0/24");

    private final Counters counters = new Counters();
    private long nanos = -100;

    @TempDir private Path folder = Path.of("");

    private RtrClient client(int port) {
        return new RtrClient(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                () -> nanos,
                counters);
    }

    /** Lets the client work until it is so, a moment of real time at most. */
    private static void until(RtrClient client, BooleanSupplier condition) {
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (!condition.getAsBoolean() && Instant.now().isBefore(end)) {
            if (client.doWork() == 0) {
                Thread.onSpinWait();
            }
        }
        assertTrue(condition.getAsBoolean());
    }

    private static void send(Socket socket, String... pdus) throws IOException {
        for (String hex : pdus) {
            socket.getOutputStream().write(HexFormat.of().parseHex(hex.replace(" ", "")));
        }
        socket.getOutputStream().flush();
    }

    private static String asked(Socket socket, int octets) throws IOException {
        InputStream input = socket.getInputStream();
        return HexFormat.of().formatHex(input.readNBytes(octets));
    }

    @Test
    void aTableComesIsKeptOverALostCacheAndExpires() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            RtrClient client = client(listener.getLocalPort());
            client.doWork();
            try (Socket socket = listener.accept()) {
                until(client, () -> counters.get(RtrCounter.RTR_CONNECTED) == 1);
                assertEquals("0102000000000008", asked(socket, 8));
                send(socket, "01030007 00000008", "01040000 00000014 01181800 cb007100 0000fbf0");
                send(socket, "01070007 00000018 0000002a 00000e10 00000258 00001c20");
                until(client, () -> client.table().size() == 1);
            }
            until(client, () -> counters.get(RtrCounter.RTR_DISCONNECTED) == 1);
            assertEquals(OriginState.INVALID, client.table().validate(PREFIX, 64999));

            nanos += TimeUnit.SECONDS.toNanos(7_200);
            client.doWork();
            assertEquals(0, client.table().size());
            assertEquals(1, counters.get(RtrCounter.RTR_EXPIRED));
            client.onClose();
        }
    }

    @Test
    void aCacheThatKnowsVersion0OnlyIsAskedAgainInIt() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            RtrClient client = client(listener.getLocalPort());
            client.doWork();
            try (Socket socket = listener.accept()) {
                until(client, () -> counters.get(RtrCounter.RTR_CONNECTED) == 1);
                asked(socket, 8);
                send(socket, "000a0004 00000010 00000000 00000000");
                until(client, () -> counters.get(RtrCounter.RTR_FAULTS) == 1);
            }
            client.doWork();
            try (Socket socket = listener.accept()) {
                until(client, () -> counters.get(RtrCounter.RTR_CONNECTED) == 2);
                assertEquals("0002000000000008", asked(socket, 8));
                send(socket, "00030007 00000008", "00040000 00000014 01181800 cb007100 0000fbf0");
                send(socket, "00070007 0000000c 0000002a");
                until(client, () -> client.table().size() == 1);
            }
            client.onClose();
        }
    }

    @Test
    void aCacheThatBreaksARuleIsToldAndLeft() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            RtrClient client = client(listener.getLocalPort());
            client.doWork();
            try (Socket socket = listener.accept()) {
                until(client, () -> counters.get(RtrCounter.RTR_CONNECTED) == 1);
                asked(socket, 8);
                send(socket, "01040000 00000014 01181800 cb007100 0000fbf0");
                until(client, () -> counters.get(RtrCounter.RTR_FAULTS) == 1);
                assertEquals("010a0000", asked(socket, 4));
            }
            client.onClose();
        }
    }

    @Test
    void aRefusedConnectionIsTriedAgainLater() throws IOException {
        int port;
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = listener.getLocalPort();
        }
        RtrClient client = client(port);
        until(client, () -> counters.get(RtrCounter.RTR_DISCONNECTED) == 1);
        client.doWork();
        assertEquals(1, counters.get(RtrCounter.RTR_DISCONNECTED));

        nanos += TimeUnit.SECONDS.toNanos(10);
        until(client, () -> counters.get(RtrCounter.RTR_DISCONNECTED) == 2);
        client.onClose();
    }

    @Test
    @Tag("interop")
    void aRealCacheGivesTheTableThatItsFileHolds() throws Exception {
        Path stayrtr = Path.of(System.getProperty("beibu.stayrtr", "/usr/bin/stayrtr"));
        Assumptions.assumeTrue(
                Files.isExecutable(stayrtr), "skipped: no " + stayrtr + " (package stayrtr)");
        StringBuilder roas = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            roas.append(i == 0 ? "" : ",")
                    .append("{\"asn\": ")
                    .append(64_496 + i % 16)
                    .append(", \"prefix\": \"100.")
                    .append(64 + i / 256)
                    .append('.')
                    .append(i % 256)
                    .append(
                            ".0/24\", \"maxLength\": 24, \"ta\": \"test\", \"expires\": 4000000000}");
        }
        roas.append(
                ",{\"asn\": 64496, \"prefix\": \"2001:db8::/32\", \"maxLength\": 48, \"ta\": \"test\"}");
        Path file =
                Files.writeString(
                        folder.resolve("vrps.json"),
                        "{\"metadata\": {\"buildtime\": \""
                                + Instant.now()
                                + "\"}, \"roas\": ["
                                + roas
                                + "]}");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        for (String version : List.of("1", "0")) {
            Process cache =
                    new ProcessBuilder(
                                    stayrtr.toString(),
                                    "-bind",
                                    "127.0.0.1:" + port,
                                    "-cache",
                                    file.toString(),
                                    "-checktime=false",
                                    "-metrics.addr",
                                    "",
                                    "-protocol",
                                    version)
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("log" + version).toFile())
                            .start();
            try {
                RtrClient client = client(port);
                until(
                        client,
                        () -> {
                            nanos += TimeUnit.MILLISECONDS.toNanos(1);
                            return client.table().size() == 5_001 || !cache.isAlive();
                        });
                assertEquals(
                        VrpFile.read(file, Instant.EPOCH).size(),
                        client.table().size(),
                        Files.readString(folder.resolve("log" + version)));
                assertEquals(
                        OriginState.VALID,
                        client.table().validate(Prefix.parse("100.64.1.0/24"), 64_497));
                assertEquals(
                        OriginState.INVALID,
                        client.table().validate(Prefix.parse("2001:db8:1::/49"), 64_496));
                client.onClose();
            } finally {
                cache.destroyForcibly().waitFor();
            }
        }
    }
}
