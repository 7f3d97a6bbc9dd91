package org.beibu.probe.capture;

import static org.beibu.probe.capture.Frames.ethernet;
import static org.beibu.probe.capture.Frames.ipv4;
import static org.beibu.probe.capture.Frames.ipv6;
import static org.beibu.probe.capture.Frames.tag;
import static org.beibu.probe.capture.Frames.tcp;
import static org.beibu.probe.capture.Frames.timestamps;
import static org.beibu.probe.capture.Frames.zeros;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.beibu.runtime.counters.Counters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pcap4j.core.PcapHandle;

/** Real frames on a real (virtual) wire. Skips itself without root. */
@Tag("interop")
@Timeout(60)
class LiveCaptureTest {
    private static final int ROUNDS = 50;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    /** Four shapes of frame; the first octet of payload numbers the round. */
    private static final List<byte[]> FRAMES =
            List.of(
                    ethernet(0x0800, ipv4(6, tcp(DecodedPacket.ACK, timestamps(1, 2), zeros(200)))),
                    ethernet(0x86dd, ipv6(6, tcp(DecodedPacket.SYN, zeros(4)))),
                    ethernet(0x8100, tag(101, 0x0800, ipv4(6, tcp(DecodedPacket.FIN, zeros(30))))),
                    ethernet(
                            0x88a8,
                            tag(200, 0x8100, tag(102, 0x86dd, ipv6(6, tcp(0x18, zeros(9)))))));

    @TempDir private Path folder;
    private @Nullable VethPair laid;

    @BeforeEach
    void layTheWire() throws IOException, InterruptedException {
        laid = VethPair.orSkip();
    }

    @AfterEach
    void removeTheWire() throws IOException, InterruptedException {
        if (laid != null) {
            laid.remove();
        }
    }

    private VethPair wire() {
        return Objects.requireNonNull(laid);
    }

    private void send() throws Exception {
        try (PcapHandle sender = new PcapHandle.Builder(wire().far()).build()) {
            for (int round = 0; round < ROUNDS; round++) {
                for (byte[] frame : FRAMES) {
                    sender.sendPacket(frame);
                }
            }
        }
    }

    /** Polls until that many packets have come; the test's time limit ends a wait for ever. */
    private static List<String> take(PacketSource source, int wanted, boolean withTime)
            throws CaptureException {
        List<String> lines = new ArrayList<>();
        PacketDecoder decoder = new PacketDecoder(new Counters());
        DecodedPacket segment = new DecodedPacket();
        PacketHandler handler =
                packet -> {
                    String text =
                            decoder.decode(packet, segment) ? SegmentText.of(segment) : "skipped";
                    lines.add(withTime ? text : text.substring(text.indexOf(' ') + 1));
                };
        long start = System.nanoTime();
        while (lines.size() < wanted) {
            assertTrue(System.nanoTime() - start < PATIENCE_NANOS, () -> "only " + lines);
            int n = source.poll(handler, 64);
            if (n == PacketSource.END) {
                return lines;
            }
            if (n == 0) {
                LockSupport.parkNanos(1_000_000);
            }
        }
        return lines;
    }

    @Test
    void liveFramesAreThoseThatTcpdumpWrites() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/tcpdump")), "tcpdump is not installed");
        Path file = folder.resolve("tcpdump.pcap");
        Process tcpdump =
                new ProcessBuilder(
                                "tcpdump",
                                "-i",
                                wire().near(),
                                "-s",
                                "128",
                                "-U",
                                "-w",
                                file.toString(),
                                "--time-stamp-precision=nano",
                                "--immediate-mode",
                                "-Z",
                                "root",
                                "-c",
                                Integer.toString(ROUNDS * FRAMES.size()))
                        .start();
        try (LiveCapture live = new LiveCapture(LiveCaptureConfig.of(wire().near()));
                FileCapture written = new FileCapture(file)) {
            awaitLine(tcpdump, "listening on");
            live.start();
            send();

            List<String> captured = take(live, ROUNDS * FRAMES.size(), false);
            assertTrue(tcpdump.waitFor(20, TimeUnit.SECONDS), "tcpdump has them all");
            written.start();
            assertEquals(take(written, Integer.MAX_VALUE, false), captured);
            assertEquals(
                    "2001:db8::1 49152 > 2001:db8::2 443 PA seq 4294967280 ack 2147483649 len 9"
                            + " win 64240 id 0 vlan 2:200-102",
                    captured.get(3).substring(captured.get(3).indexOf("2001")));
        } finally {
            tcpdump.destroy();
        }
    }

    private static void awaitLine(Process process, String text) throws IOException {
        BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        String line = reader.readLine();
        while (line != null && !line.contains(text)) {
            line = reader.readLine();
        }
    }

    @Test
    void packetsAreTakenDirectlyWithNanosecondsAndCounted() throws Exception {
        try (LiveCapture live = new LiveCapture(LiveCaptureConfig.of(wire().near()))) {
            live.start();
            List<Long> times = new ArrayList<>();
            send();
            int wanted = ROUNDS * FRAMES.size();
            while (times.size() < wanted) {
                live.poll(packet -> times.add(packet.epochNanos()), 7);
            }

            assertEquals("pcap_next_ex", live.captureMethod());
            assertTrue(live.nanosecondTimes());
            assertTrue(times.stream().anyMatch(time -> time % 1000 != 0), "below a microsecond");
            assertTrue(
                    Math.abs(times.get(0) / 1_000_000 - System.currentTimeMillis()) < 60_000,
                    "epoch time");
            assertEquals(new CaptureStatistics(wanted, 0, 0), live.statistics());
        }
    }

    @Test
    void theFallbackGivesTheSamePackets() throws Exception {
        try (LiveCapture direct = new LiveCapture(LiveCaptureConfig.of(wire().near()));
                LiveCapture fallback =
                        new LiveCapture(LiveCaptureConfig.of(wire().near()), false)) {
            direct.start();
            fallback.start();
            send();

            int wanted = ROUNDS * FRAMES.size();
            assertEquals(take(direct, wanted, true), take(fallback, wanted, true));
            assertEquals("RawPacketListener", fallback.captureMethod());
        }
    }

    @Test
    void theFilterRunsInTheKernel() throws Exception {
        LiveCaptureConfig config = LiveCaptureConfig.of(wire().near()).withFilter("ip6 and tcp");
        try (LiveCapture live = new LiveCapture(config)) {
            live.start();
            send();

            List<String> captured = take(live, ROUNDS, false);

            assertTrue(captured.stream().allMatch(line -> line.startsWith("2001:db8::1")));
            assertEquals(0, live.poll(packet -> {}, 10));
            assertEquals(ROUNDS, live.statistics().received());
        }
    }

    @Test
    void anIdleInterfaceDoesNotHoldThePollUp() throws Exception {
        try (LiveCapture live = new LiveCapture(LiveCaptureConfig.of(wire().near()))) {
            live.start();
            long before = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                assertEquals(0, live.poll(packet -> {}, 10));
            }
            assertTrue(System.nanoTime() - before < 1_000_000_000L, "20 polls within a second");
        }
    }

    @Test
    void whatCannotBeOpenedIsSaidInOneLine() {
        LiveCapture absent = new LiveCapture(LiveCaptureConfig.of("absent0"));
        LiveCapture wrong =
                new LiveCapture(LiveCaptureConfig.of(wire().near()).withFilter("tpc port 443"));

        String noInterface = assertThrows(CaptureException.class, absent::start).getMessage();
        String noFilter = assertThrows(CaptureException.class, wrong::start).getMessage();

        assertTrue(noInterface.startsWith("absent0: no such interface: there are "), noInterface);
        assertTrue(noInterface.contains("lo"), noInterface);
        assertTrue(noFilter.startsWith(wire().near() + ": filter 'tpc port 443': "), noFilter);
        assertFalse(noFilter.contains("\n"), noFilter);
    }

    @Test
    void aHandlerMayCloseTheSource() throws Exception {
        for (boolean direct : new boolean[] {true, false}) {
            LiveCapture live = new LiveCapture(LiveCaptureConfig.of(wire().near()), direct);
            live.start();
            send();
            while (live.poll(packet -> live.close(), 3) != PacketSource.END) {}

            assertEquals(PacketSource.END, live.poll(packet -> {}, 3));
            assertTrue(live.statistics().received() > 0);
        }
    }

    @Test
    void closingFromAnotherThreadEndsThePolls() throws Exception {
        for (int i = 0; i < 20; i++) {
            LiveCapture live = new LiveCapture(LiveCaptureConfig.of(wire().near()));
            live.start();
            CountDownLatch polling = new CountDownLatch(1);
            CompletableFuture<Integer> end =
                    CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    polling.countDown();
                                    int n = 0;
                                    while (n != PacketSource.END) {
                                        n = live.poll(packet -> {}, 10);
                                    }
                                    return n;
                                } catch (CaptureException e) {
                                    throw new IllegalStateException(e);
                                }
                            });
            polling.await();
            live.close();
            live.close();

            assertEquals(PacketSource.END, end.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void anInterfaceThatGoesAwayIsReportedInOneLine() throws Exception {
        try (LiveCapture live = new LiveCapture(LiveCaptureConfig.of(wire().near()))) {
            live.start();
            wire().remove();

            CaptureException e =
                    assertThrows(
                            CaptureException.class,
                            () -> {
                                while (live.poll(packet -> {}, 10) != PacketSource.END) {
                                    LockSupport.parkNanos(1_000_000);
                                }
                            });

            assertTrue(e.getMessage().startsWith(wire().near() + ": "), e.getMessage());
            assertFalse(e.getMessage().contains("\n"), e.getMessage());
        }
    }

    @Test
    void anInterfaceThatGoesDownOnlyPausesTheCapture() throws Exception {
        try (LiveCapture live = new LiveCapture(LiveCaptureConfig.of(wire().near()))) {
            live.start();
            wire().setDown();
            for (int i = 0; i < 50; i++) {
                assertEquals(0, live.poll(packet -> {}, 10));
            }
            wire().setUp();
            send();

            assertFalse(take(live, 1, false).isEmpty());
        }
    }

    @Test
    void allInterfacesAtOnceAreACookedCapture() throws Exception {
        try (LiveCapture live = new LiveCapture(LiveCaptureConfig.of("any"))) {
            live.start();
            send();
            List<Integer> linkTypes = new ArrayList<>();
            while (linkTypes.size() < FRAMES.size()) {
                live.poll(packet -> linkTypes.add(packet.linkType()), 10);
            }

            assertTrue(
                    linkTypes.stream()
                            .allMatch(
                                    type ->
                                            type == LinkType.LINUX_SLL
                                                    || type == LinkType.LINUX_SLL2));
        }
    }
}
