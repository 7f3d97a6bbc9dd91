package org.beibu.probe.ping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.beibu.model.Address;
import org.beibu.probe.reflector.ListenAddress;
import org.beibu.probe.reflector.Reflector;
import org.beibu.probe.reflector.ReflectorConfig;
import org.beibu.probe.stamp.ClockState;
import org.beibu.probe.stamp.KeyRing;
import org.beibu.probe.stamp.PacketMode;
import org.beibu.probe.stamp.RequestFormat;
import org.beibu.probe.udp.Destination;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Both roles against packets that scapy makes and reads. */
@Tag("interop")
class ScapyPeerTest {
    private static final Path PYTHON = Path.of("/usr/bin/python3");

    private static Process scapy(String... arguments) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(PYTHON), "no " + PYTHON);
        Process probe =
                new ProcessBuilder(PYTHON.toString(), "-c", "import scapy.contrib.stamp")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assumeTrue(probe.waitFor() == 0, "scapy with STAMP is not installed");
        List<String> command = new ArrayList<>(List.of(PYTHON.toString()));
        command.add(
                Path.of(System.getProperty("beibu.root", ".."))
                        .resolve("probe/src/test/resources/stamp/scapy_peer.py")
                        .toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static void end(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    @Test
    void scapyReadsWhatTheReflectorAnswersOctetForOctet() throws Exception {
        try (Reflector reflector =
                new Reflector(
                        ReflectorConfig.at(ListenAddress.parse("127.0.0.1:0")),
                        new SystemEpochNanoClock(),
                        () -> ClockState.UNSYNCHRONISED,
                        new Counters())) {
            reflector.start();
            String port = String.valueOf(reflector.addresses().get(0).port());
            Process sender = scapy("sender", port, "3");
            try (BufferedReader lines = sender.inputReader(StandardCharsets.UTF_8)) {
                for (int number = 0; number < 3; number++) {
                    String expected = "44 %d %d 513 64 True".formatted(number, number);
                    assertEquals(expected, lines.readLine());
                }
            } finally {
                end(sender);
            }
        }
    }

    @Test
    void aPingOfAReflectorByScapyIsTimed() throws Exception {
        Process reflector = scapy("reflector");
        List<PingReply> replies = new ArrayList<>();
        try (BufferedReader lines = reflector.inputReader(StandardCharsets.UTF_8)) {
            int port = Integer.parseInt(lines.readLine());
            PingConfig config =
                    new PingConfig(
                            new Destination(Address.parse("127.0.0.1"), port, null, 0),
                            PingConfig.Way.ANY,
                            RequestFormat.of(PacketMode.OPEN).withSsid(4_660),
                            KeyRing.NONE,
                            new PingConfig.Pace(
                                    5, Duration.ofMillis(20), Duration.ofSeconds(3), 0));
            PingRun.Clocks clocks =
                    new PingRun.Clocks(
                            new SystemEpochNanoClock(),
                            SystemNanoClock.INSTANCE,
                            () -> ClockState.UNSYNCHRONISED);
            PingListener listener =
                    new PingListener() {
                        @Override
                        public void onReply(PingReply reply) {
                            replies.add(reply);
                        }

                        @Override
                        public void onEnd(PingFigures figures) {
                            assertTrue(figures.ssid());
                        }
                    };
            try (PingRun run = new PingRun(config, clocks, listener)) {
                run.start();
                run.await();
            }
        } finally {
            end(reflector);
        }
        assertEquals(5, replies.size());
        for (PingReply reply : replies) {
            assertEquals(44, reply.octets());
            assertTrue(reply.delayNanos() > 0, reply.toString());
        }
    }
}
