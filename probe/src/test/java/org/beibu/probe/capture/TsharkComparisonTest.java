package org.beibu.probe.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The decoder against tshark, field by field, on every shared capture that both read. */
@Tag("interop")
class TsharkComparisonTest {
    /** Their TCP travels in encapsulations, or link types, that the decoder counts but skips. */
    private static final Set<String> ENCAPSULATED =
            Set.of(
                    "ndpi__6in4tunnel.pcap",
                    "ndpi__vxlan.pcap",
                    "suricata__pppoe-session-http.pcap",
                    "tcpreplay__test.pcap",
                    "tcptrace__ppp_encap.pcap",
                    "zeek__erspan.pcap",
                    "zeek__gre-sample.pcap",
                    "zeek__mixed-vlan-mpls.pcap");

    /** Its records are shorter than the IP packets in them; tshark believes the records. */
    private static final String SHORT_RECORDS = "tcptrace__6syns.pcap";

    private static final List<String> FIELDS =
            List.of(
                    "frame.time_epoch",
                    "tcp.srcport",
                    "tcp.dstport",
                    "tcp.seq_raw",
                    "tcp.ack_raw",
                    "tcp.len",
                    "tcp.options.timestamp.tsval",
                    "tcp.options.timestamp.tsecr");

    @Test
    void segmentsAreThoseThatTsharkShows() throws IOException, InterruptedException {
        SharedCaptures captures = SharedCaptures.orSkip();
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/tshark")), "tshark is not installed");

        for (Map.Entry<String, Integer> entry : captures.packetCounts().entrySet()) {
            String name = entry.getKey();
            if (ENCAPSULATED.contains(name) || name.equals(SHORT_RECORDS) || entry.getValue() < 0) {
                continue;
            }
            List<String> expected = tshark(captures.file(name));
            List<String> actual = decoder(captures.file(name));

            assertEquals(expected.size(), actual.size(), name + ": number of segments");
            for (int i = 0; i < expected.size(); i++) {
                assertEquals(expected.get(i), actual.get(i), name + ", segment " + i);
            }
        }
    }

    private static List<String> decoder(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        DecodedPacket segment = new DecodedPacket();
        PacketDecoder decoder = new PacketDecoder(new Counters());
        try (FileCapture capture = new FileCapture(file)) {
            capture.start();
            PacketHandler handler =
                    packet -> {
                        if (decoder.decode(packet, segment)
                                && segment.transport() == DecodedPacket.TCP) {
                            lines.add(line(segment));
                        }
                    };
            while (capture.poll(handler, 1000) != PacketSource.END) {}
        } catch (CaptureException e) {
            assertEquals("suricata__http-mime-truncated.pcap", file.getFileName().toString());
        }
        return lines;
    }

    private static String line(DecodedPacket s) {
        long second = 1_000_000_000;
        return "%d.%09d %d %d %d %d %d %s"
                .formatted(
                        s.epochNanos() / second,
                        s.epochNanos() % second,
                        s.sourcePort(),
                        s.destinationPort(),
                        Integer.toUnsignedLong(s.sequenceNumber()),
                        Integer.toUnsignedLong(s.acknowledgmentNumber()),
                        s.payloadLength(),
                        s.hasTimestamps()
                                ? Integer.toUnsignedLong(s.tsval())
                                        + " "
                                        + Integer.toUnsignedLong(s.tsecr())
                                : "-");
    }

    private static List<String> tshark(Path file) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", file.toString()));
        command.addAll(List.of("-Y", "tcp && !icmp", "-T", "fields"));
        FIELDS.forEach(field -> command.addAll(List.of("-e", field)));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(asOurs(line.split("\t", -1)));
            }
        }
        process.waitFor();
        return lines;
    }

    private static String asOurs(String[] columns) {
        String timestamps = columns[6].isEmpty() ? "-" : columns[6] + " " + columns[7];
        return String.join(" ", List.of(columns).subList(0, 6)) + " " + timestamps;
    }
}
