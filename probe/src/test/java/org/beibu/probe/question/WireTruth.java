package org.beibu.probe.question;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.beibu.model.Address;
import org.beibu.probe.active.SessionConfig;
import org.beibu.probe.capture.CaptureException;
import org.beibu.probe.capture.CapturedPacket;
import org.beibu.probe.capture.DecodedPacket;
import org.beibu.probe.capture.FileCapture;
import org.beibu.probe.capture.PacketDecoder;
import org.beibu.probe.capture.PacketHandler;
import org.beibu.runtime.counters.Counters;

/**
 * Round trips as tcpdump at the prober's end saw them: by the time of the answer, from question to
 * answer with the same numbers, of the same hosts.
 */
final class WireTruth {
    private final Map<String, Long> asked = new HashMap<>();
    private final Map<String, TreeMap<Long, Long>> delays = new HashMap<>();

    /** Starts tcpdump and waits until it captures. */
    static Process tcpdump(Path file, String device) throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/tcpdump")), "tcpdump is not installed");
        Process process =
                new ProcessBuilder(
                                "tcpdump",
                                "-i",
                                device,
                                "-n",
                                "-U",
                                "--immediate-mode",
                                "-B",
                                "65536",
                                "--time-stamp-precision=nano",
                                "-Z",
                                "root",
                                "-w",
                                file.toString())
                        .redirectErrorStream(true)
                        .start();
        BufferedReader words =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = words.readLine();
        while (line != null && !line.contains("listening on")) {
            line = words.readLine();
        }
        assumeTrue(line != null, "tcpdump cannot capture");
        return process;
    }

    static void stop(Process tcpdump) throws InterruptedException {
        tcpdump.destroy();
        assertTrue(tcpdump.waitFor(10, TimeUnit.SECONDS), "tcpdump does not end");
    }

    /** Reads its file. */
    static WireTruth of(Path file) throws CaptureException, IOException {
        WireTruth truth = new WireTruth();
        PacketDecoder decoder = new PacketDecoder(new Counters());
        DecodedPacket packet = new DecodedPacket();
        try (FileCapture capture = new FileCapture(file)) {
            capture.start();
            while (capture.poll(p -> truth.take(p, decoder, packet), 1_000) >= 0) {
                // to the end
            }
        }
        return truth;
    }

    /** Transport, source and DSCP of all that the host was asked over IPv4, and how often. */
    static Map<String, Integer> askersOf(Path file) throws CaptureException, IOException {
        Map<String, Integer> askers = new TreeMap<>();
        Address host = Address.parse(ProbedHost.IPV4);
        PacketDecoder decoder = new PacketDecoder(new Counters());
        DecodedPacket packet = new DecodedPacket();
        try (FileCapture capture = new FileCapture(file)) {
            capture.start();
            PacketHandler handler =
                    captured -> {
                        if (decoder.decode(captured, packet)
                                && packet.destinationLow() == host.low()
                                && isQuestion(packet)) {
                            Address from = new Address(packet.sourceHigh(), packet.sourceLow());
                            String asker = packet.transport() + " " + from + " " + packet.dscp();
                            askers.merge(asker, 1, Integer::sum);
                        }
                    };
            while (capture.poll(handler, 1_000) >= 0) {
                // to the end
            }
        }
        return askers;
    }

    private static boolean isQuestion(DecodedPacket packet) {
        return switch (packet.transport()) {
            case DecodedPacket.TCP -> packet.flags() == DecodedPacket.SYN;
            case DecodedPacket.UDP -> packet.destinationPort() == ProbedHost.DOMAIN;
            case DecodedPacket.ICMP -> packet.buffer().get(packet.payloadOffset()) == 8;
            default -> false;
        };
    }

    private void take(CapturedPacket captured, PacketDecoder decoder, DecodedPacket packet) {
        if (!decoder.decode(captured, packet)) {
            return;
        }
        ByteBuffer buffer = packet.buffer();
        int at = packet.payloadOffset();
        long now = captured.epochNanos();
        String kind = kind(packet.transport(), packet.sourceHigh() == 0);
        switch (packet.transport()) {
            case DecodedPacket.TCP -> {
                if (packet.flags() == DecodedPacket.SYN) {
                    int next = packet.sequenceNumber() + 1;
                    asked.put(kind + packet.sourcePort() + "/" + next, now);
                } else {
                    int next = packet.acknowledgmentNumber();
                    answered(kind, packet.destinationPort() + "/" + next, now);
                }
            }
            case DecodedPacket.UDP -> {
                String id = "/" + buffer.getShort(at);
                if (packet.destinationPort() == ProbedHost.DOMAIN) {
                    asked.put(kind + packet.sourcePort() + id, now);
                } else {
                    answered(kind, packet.destinationPort() + id, now);
                }
            }
            case DecodedPacket.ICMP, DecodedPacket.ICMPV6 -> {
                int type = buffer.get(at) & 0xff;
                if (packet.payloadCaptured() < 24) {
                    return;
                }
                String numbers = buffer.getInt(at + 4) + "/" + buffer.getLong(at + 16);
                if (type == 8 || type == 128) {
                    asked.put(kind + numbers, now);
                } else if (type == 0 || type == 129) {
                    answered(kind, numbers, now);
                }
            }
            default -> {
                // none of ours
            }
        }
    }

    private static String kind(int transport, boolean ipv4) {
        boolean echo = transport == DecodedPacket.ICMP || transport == DecodedPacket.ICMPV6;
        return (echo ? "echo" : String.valueOf(transport)) + ipv4 + ":";
    }

    /** The kind of a session's packets. */
    static String kind(SessionConfig session) {
        int transport =
                switch (session.asking().method()) {
                    case ICMP_ECHO -> DecodedPacket.ICMP;
                    case TCP_CONNECT -> DecodedPacket.TCP;
                    case DNS, STAMP -> DecodedPacket.UDP;
                };
        return kind(transport, session.target().isIpv4());
    }

    private void answered(String kind, String numbers, long now) {
        Long left = asked.remove(kind + numbers);
        if (left != null) {
            delays.computeIfAbsent(kind, k -> new TreeMap<>()).put(now, now - left);
        }
    }

    /** Whether it saw answers of this kind up to this time: tcpdump's end loses the newest. */
    boolean covers(String kind, long epochNanos) {
        TreeMap<Long, Long> seen = delays.getOrDefault(kind, new TreeMap<>());
        return !seen.isEmpty() && epochNanos <= seen.lastKey();
    }

    /** The delay of the answer of this kind that came nearest to this time. */
    long delayAt(String kind, long epochNanos) {
        TreeMap<Long, Long> seen = delays.getOrDefault(kind, new TreeMap<>());
        Map.Entry<Long, Long> before = seen.floorEntry(epochNanos);
        Map.Entry<Long, Long> after = seen.ceilingEntry(epochNanos);
        if (before == null || after == null) {
            assertTrue(before != null || after != null, "nothing of " + kind);
            return before == null ? after.getValue() : before.getValue();
        }
        boolean nearer = epochNanos - before.getKey() < after.getKey() - epochNanos;
        return nearer ? before.getValue() : after.getValue();
    }
}
