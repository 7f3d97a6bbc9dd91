package org.beibu.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.model.Catalogue;
import org.beibu.probe.active.Asking;
import org.beibu.probe.connect.PortRange;
import org.beibu.probe.reflector.ListenAddress;
import org.beibu.probe.reflector.Reflector;
import org.beibu.probe.reflector.ReflectorConfig;
import org.beibu.probe.stamp.ClockState;
import org.beibu.probe.stamp.PacketMode;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("scenario")
class PingCommandTest {
    @TempDir private Path folder = Path.of("");

    private static Reflector reflector() throws Exception {
        Reflector reflector =
                new Reflector(
                        ReflectorConfig.at(ListenAddress.parse("127.0.0.1:0")),
                        new SystemEpochNanoClock(),
                        () -> ClockState.UNSYNCHRONISED,
                        new Counters());
        reflector.start();
        return reflector;
    }

    @Test
    void eachReplyHasALineAndTheSummaryFollows() throws Exception {
        try (Reflector reflector = reflector()) {
            String target = reflector.addresses().get(0).toString();
            String text = Commands.outputOf("ping", target, "--count", "3", "--interval", "5ms");

            String[] lines = text.split("\n", -1);
            assertTrue(lines[0].startsWith("44 octets from " + target + ": seq=0 ttl="), text);
            assertTrue(lines[2].contains("seq=2"), text);
            assertEquals("--- " + target + " STAMP statistics ---", lines[4]);
            assertTrue(lines[5].startsWith("3 packets sent, 3 received, 0 lost = 0%"), text);
            assertTrue(lines[7].startsWith("round trip min/p50/p95/p99/max = "), text);
            assertTrue(text.contains("one-way delay not determinable: neither clock"), text);
        }
    }

    @Test
    void jsonHasAnObjectForEachReplyAndTheSummary() throws Exception {
        try (Reflector reflector = reflector()) {
            String target = reflector.addresses().get(0).toString();
            String text =
                    Commands.outputOf(
                            "ping", target, "--count", "2", "--interval", "5ms", "--json");

            String[] lines = text.split("\n", -1);
            assertTrue(lines[0].startsWith("{\"sequence\":0,\"reflector_sequence\":0,"), text);
            assertTrue(lines[2].startsWith("{\"schema\":\"beibu/ping/v1\","), text);
            assertTrue(lines[2].contains("\"sent\":2,\"received\":2,\"lost\":0,"), text);
            assertTrue(lines[2].contains("\"forward\":null"), text);
        }
    }

    @Test
    void anExitIsTakenAsTheSessionsTakeIt() throws Exception {
        String route = Catalogue.bundled().routes().get(0).id();
        Path file =
                Files.writeString(
                        folder.resolve("beibu.yaml"),
                        """
                        shared:
                          exits:
                            - name: gz-1
                              vlan: 101
                        probe:
                          active:
                            allow: 127.0.0.0/8
                          sessions:
                            - route: ROUTE
                              exit: gz-1
                              target: 127.0.0.1
                              source: 127.0.0.5
                        """
                                .replace("ROUTE", route));
        try (Reflector reflector = reflector()) {
            String target = reflector.addresses().get(0).toString();
            String[] ping = {
                "ping", target, "--count", "1", "--tlv", "location", "--config", file.toString()
            };

            assertTrue(Commands.outputOf(with(ping, "gz-1")).contains("seen as 127.0.0.5:"));
            assertEquals(ExitCode.USAGE, Beibu.run(with(ping, "nn-2")));
        }
        assertEquals(ExitCode.USAGE, Beibu.run("ping", "192.0.2.1", "--exit", "gz-1"));
    }

    private static String[] with(String[] arguments, String exit) {
        return Stream.concat(Stream.of(arguments), Stream.of("--exit", exit))
                .toArray(String[]::new);
    }

    @Test
    void nobodyAnsweringHasACodeOfItsOwn() throws Exception {
        String target;
        try (Reflector reflector = reflector()) {
            target = reflector.addresses().get(0).toString();
        }

        int code = Beibu.run("ping", target, "--count", "1", "--timeout", "50ms");

        assertEquals(ExitCode.UNREACHABLE, code);
    }

    @Test
    void whatCannotBeIsAWrongCommandLine() {
        for (String[] arguments :
                new String[][] {
                    {"ping"},
                    {"ping", "192.0.2.1:0"},
                    {"ping", "192.0.2.1:x"},
                    {"ping", "192.0.2.1", "--size", "45"},
                    {"ping", "192.0.2.1", "--dscp", "64"},
                    {"ping", "192.0.2.1", "--count", "0"},
                    {"ping", "192.0.2.1", "--interval", "0ms"},
                    {"ping", "192.0.2.1", "--auth-key", "/nowhere/key"},
                    {"ping", "192.0.2.1", "--tlv", "return-path"},
                    {"ping", "192.0.2.1", "--timestamps", "utc"},
                    {"ping", "192.0.2.1", "--twamp", "--tlv", "direct"},
                    {"ping", "192.0.2.1", "--source", "2001:db8::1"},
                }) {
            assertEquals(ExitCode.USAGE, Beibu.run(arguments), String.join(" ", arguments));
        }
    }

    @Test
    void targetsAreReadAsTheyAreWritten() {
        assertEquals("192.0.2.1:862", PingTarget.parse("192.0.2.1", 862).toString());
        assertEquals("192.0.2.1:99", PingTarget.parse("192.0.2.1:99", 862).toString());
        assertEquals("[2001:db8::1]:862", PingTarget.parse("2001:db8::1", 862).toString());
        assertEquals("[2001:db8::1]:99", PingTarget.parse("[2001:db8::1]:99", 862).toString());
        assertEquals(99, PingTarget.parse("localhost:99", 862).port());
        assertThrows(IllegalArgumentException.class, () -> PingTarget.parse("localhost:", 862));
    }

    @Test
    void anyHostAnswersAConnect() throws Exception {
        try (ServerSocket listener = new ServerSocket(0)) {
            String target = "127.0.0.1:" + listener.getLocalPort();
            String text =
                    Commands.outputOf(
                            "ping",
                            target,
                            "--method",
                            "tcp-connect",
                            "--count",
                            "3",
                            "--interval",
                            "5ms");

            String[] lines = text.split("\n", -1);
            assertTrue(lines[0].startsWith(target + ": seq=0 time="), text);
            assertEquals("--- " + target + " TCP connect statistics ---", lines[4]);
            assertTrue(lines[5].startsWith("3 packets sent, 3 received, 0 lost = 0%"), text);
        }
    }

    /** A daemon gives its sessions the numbers from 1 to 32767. */
    @Test
    void noSsidIsThatOfASession() throws Exception {
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            silent.setSoTimeout(10_000);
            for (int i = 0; i < 10; i++) {
                String target = "127.0.0.1:" + silent.getLocalPort();
                Beibu.run("ping", target, "--count", "1", "--timeout", "10ms", "--quiet");
                DatagramPacket packet = new DatagramPacket(new byte[200], 200);
                silent.receive(packet);
                int ssid = ByteBuffer.wrap(packet.getData()).getShort(PacketMode.OPEN.ssidAt());
                assertTrue(ssid < 0, () -> "SSID " + (ssid & 0xffff));
            }
        }
    }

    /** A probe on this machine would take their answers for second answers to its own. */
    @Test
    void connectsByHandLeaveThePortsOfSessionsAlone() {
        PingMethod method =
                CommandLine.populateCommand(new PingMethod(), "--method", "tcp-connect");
        PortRange ports = ((Asking.Connect) method.asking()).sourcePorts();

        assertTrue(ports.first() > PortRange.DEFAULT.last(), ports::toString);
    }

    @Test
    void aServerThatIsNotThereIsUnreachable() throws Exception {
        int port;
        try (DatagramSocket closed = new DatagramSocket(0)) {
            port = closed.getLocalPort();
        }
        assertEquals(
                ExitCode.UNREACHABLE,
                Beibu.run(
                        "ping",
                        "127.0.0.1",
                        "--method",
                        "dns",
                        "--port",
                        String.valueOf(port),
                        "--query",
                        "example.com",
                        "--count",
                        "1",
                        "--timeout",
                        "100ms"));
    }

    @Test
    void optionsOfOtherMethodsAreRefused() {
        for (String[] wrong :
                new String[][] {
                    {"ping", "192.0.2.1:7", "--method", "icmp-echo"},
                    {"ping", "192.0.2.1", "--method", "icmp-echo", "--twamp"},
                    {"ping", "192.0.2.1", "--method", "tcp-connect", "--size", "99"},
                    {"ping", "192.0.2.1", "--query", "example.com"},
                    {"ping", "192.0.2.1", "--method", "sonar"}
                }) {
            assertEquals(ExitCode.USAGE, Beibu.run(wrong), String.join(" ", wrong));
        }
    }
}
