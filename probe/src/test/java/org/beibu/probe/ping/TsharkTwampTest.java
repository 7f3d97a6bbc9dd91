package org.beibu.probe.ping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.beibu.model.Address;
import org.beibu.probe.reflector.ListenAddress;
import org.beibu.probe.reflector.Reflector;
import org.beibu.probe.reflector.ReflectorConfig;
import org.beibu.probe.reflector.ReflectorPolicy;
import org.beibu.probe.stamp.ClockState;
import org.beibu.probe.stamp.KeyRing;
import org.beibu.probe.stamp.PacketMode;
import org.beibu.probe.stamp.ReflectorPacket;
import org.beibu.probe.stamp.RequestFormat;
import org.beibu.probe.stamp.SyncSource;
import org.beibu.probe.stamp.TimestampFormat;
import org.beibu.probe.udp.Destination;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ping on loopback beside a capture of tcpdump, which tshark then dissects as TWAMP-Test. */
@Tag("interop")
class TsharkTwampTest {
    private static final EpochNanoClock CLOCK = new SystemEpochNanoClock();
    private static final ClockState STATE = new ClockState(true, 20_000, SyncSource.NTP);
    private static final int PACKETS = 500;
    private static final String[] FIELDS = {
        "frame.time_epoch",
        "udp.dstport",
        "udp.length",
        "ip.ttl",
        "twamp.test.seq_number",
        "twamp.test.sender_seq_number",
        "twamp.test.error_estimate.s",
        "twamp.test.error_estimate.z",
        "twamp.test.error_estimate.multiplier",
        "twamp.test.sender_ttl",
        "twamp.test.sender_error_estimate",
        "twamp.test.error_estimate",
        "_ws.malformed",
        "_ws.expert",
        "udp.payload",
    };

    private static final int FILE_HEADER = 24;

    /** Record header, Ethernet, IPv4, UDP and base packet. */
    private static final int RECORD = 16 + 14 + 20 + 8 + 44;

    @TempDir private Path folder = Path.of("");

    private static Process tcpdump(Path file, int port) throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/tcpdump")), "tcpdump is not installed");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/tshark")), "tshark is not installed");
        Process process =
                new ProcessBuilder(
                                "tcpdump",
                                "-i",
                                "lo",
                                "-U",
                                "--immediate-mode",
                                "--snapshot-length=256", // else its buffer has few places
                                "--buffer-size=16384",
                                "--time-stamp-precision=nano",
                                "-w",
                                file.toString(),
                                "udp port " + port)
                        .redirectErrorStream(true)
                        .start();
        BufferedReader said =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder all = new StringBuilder();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.contains("listening on lo")) {
                return process;
            }
            all.append(line).append(' ');
        }
        assumeTrue(false, "tcpdump cannot capture: " + all);
        return process;
    }

    /** Waits for as many octets as tcpdump has to write. */
    private static void awaitLength(Path file, long octets, Process tcpdump) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (Files.size(file) < octets && System.nanoTime() - end < 0) {
            tcpdump.waitFor(20, TimeUnit.MILLISECONDS);
        }
    }

    private static List<String[]> tshark(Path file, int port) throws IOException {
        List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", file.toString()));
        command.addAll(List.of("-d", "udp.port==" + port + ",twamp.test"));
        command.addAll(List.of("-T", "fields", "-E", "occurrence=f"));
        for (String field : FIELDS) {
            command.addAll(List.of("-e", field));
        }
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            return lines.lines().map(line -> line.split("\t", -1)).toList();
        }
    }

    /** What was told of each packet, by its number. */
    private static Map<Integer, PingReply> ping(int port, int count) throws Exception {
        Map<Integer, PingReply> replies = new HashMap<>();
        PingListener listener =
                new PingListener() {
                    @Override
                    public void onReply(PingReply reply) {
                        replies.put(reply.sequence(), reply);
                    }

                    @Override
                    public void onEnd(PingFigures figures) {
                        assertEquals(count, figures.session().received());
                    }
                };
        PingConfig config =
                new PingConfig(
                        new Destination(Address.parse("127.0.0.1"), port, null, 0),
                        PingConfig.Way.ANY,
                        RequestFormat.of(PacketMode.OPEN),
                        KeyRing.NONE,
                        new PingConfig.Pace(count, Duration.ofMillis(4), Duration.ofSeconds(3), 0));
        PingRun.Clocks clocks = new PingRun.Clocks(CLOCK, SystemNanoClock.INSTANCE, () -> STATE);
        try (PingRun run = new PingRun(config, clocks, listener)) {
            run.start();
            run.await();
        }
        return replies;
    }

    @Test
    void tsharkReadsTheBasePacketsAsTwampTestAndItsTimesAreOurs() throws Exception {
        ReflectorConfig config =
                ReflectorConfig.at(ListenAddress.parse("127.0.0.1:0"))
                        .with(ReflectorPolicy.DEFAULT.withState(true));
        Map<Integer, PingReply> replies;
        List<String[]> rows;
        try (Reflector reflector = new Reflector(config, CLOCK, () -> STATE, new Counters())) {
            reflector.start();
            int port = reflector.addresses().get(0).port();
            Path file = folder.resolve("lo.pcap");
            Process tcpdump = tcpdump(file, port);
            try {
                replies = ping(port, PACKETS);
                awaitLength(file, FILE_HEADER + 2L * PACKETS * RECORD, tcpdump);
            } finally {
                tcpdump.destroy();
                assertTrue(tcpdump.waitFor(10, TimeUnit.SECONDS), "tcpdump does not end");
            }
            rows = tshark(file, port);
            assertEquals(2 * PACKETS, rows.size());
            rows.forEach(row -> assertRow(row, port));
        }
        assertSameTimes(rows, replies);
    }

    private static void assertRow(String[] row, int port) {
        String text = Arrays.toString(row);
        assertEquals("", row[12], text);
        assertEquals("", row[13], text);
        assertEquals("52", row[2], text);
        assertEquals("255", row[3], text);
        assertEquals("1", row[6], text);
        assertEquals("0", row[7], text);
        assertTrue(Integer.parseInt(row[8]) > 0, text);
        if (!row[1].equals(String.valueOf(port))) {
            assertEquals(row[4], row[5], text); // nothing was lost: both count alike
            assertEquals("255", row[9], text);
            assertEquals("0x8bd6", hex(row[10]), text); // 20 us and 82 us of writing T1
            assertEquals("0x8bc8", hex(row[11]), text); // 20 us and 75 us
        }
    }

    private static String hex(String number) {
        return "0x" + Integer.toHexString(Integer.decode(number));
    }

    /** Our delay against the time between the frames less that at the reflector. */
    private static void assertSameTimes(List<String[]> rows, Map<Integer, PingReply> replies) {
        Map<String, BigDecimal> asked = new HashMap<>();
        List<Long> errors = new ArrayList<>();
        for (String[] row : rows) {
            BigDecimal time = new BigDecimal(row[0]);
            BigDecimal first = asked.putIfAbsent(row[4], time);
            PingReply reply = replies.get(Integer.parseInt(row[4]));
            if (first != null && reply != null) {
                long whole = time.subtract(first).movePointRight(9).longValueExact();
                assertTrue(reply.byKernel(), row[4]);
                errors.add(Math.abs(whole - residence(row[14]) - reply.delayNanos()));
            }
        }
        assertEquals(PACKETS, errors.size());
        errors.sort(null);
        System.out.printf(
                "round trip against tcpdump: p50 %d p99 %d max %d ns%n",
                errors.get(PACKETS / 2), errors.get(PACKETS * 99 / 100), errors.get(PACKETS - 1));
        assertTrue(errors.get(PACKETS * 99 / 100) <= 50_000, errors.toString());
    }

    /** T3 - T2. */
    private static long residence(String payload) {
        byte[] octets = HexFormat.of().parseHex(payload.replace(":", ""));
        ReflectorPacket packet = new ReflectorPacket();
        packet.wrap(ByteBuffer.wrap(octets), 0, octets.length, PacketMode.OPEN);
        long now = CLOCK.nanoTime();
        return TimestampFormat.NTP.toEpochNanos(packet.timestamp(), now)
                - TimestampFormat.NTP.toEpochNanos(packet.receiveTimestamp(), now);
    }
}
