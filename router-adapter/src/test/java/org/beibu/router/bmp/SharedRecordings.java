package org.beibu.router.bmp;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Recordings that lie beside the repository; tests that need them skip without them. */
final class SharedRecordings {
    private static final int PCAP_HEADER = 24;
    private static final int RECORD_HEADER = 16;
    private static final int ETHERNET = 14;

    private SharedRecordings() {}

    /** A file or folder; ends the test as skipped, with the reason, when it is not there. */
    static Path orSkip(String path) {
        String environment = System.getenv("BEIBU_SHARED");
        Path shared =
                environment != null
                        ? Path.of(environment)
                        : Path.of(System.getProperty("beibu.root", "."), "..", "shared");
        Path found = shared.resolve(path);
        assumeTrue(Files.exists(found), "no recordings at " + found);
        return found;
    }

    /** All captures of BMP, in a fixed order. */
    static List<Path> captures() throws IOException {
        try (Stream<Path> files = Files.walk(orSkip("data/bgp/pmacct-bmp"))) {
            return files.filter(file -> file.toString().endsWith(".pcap")).sorted().toList();
        }
    }

    /** The BMP streams of a capture: TCP over Ethernet, segments put in order. */
    static List<byte[]> streams(Path pcap) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(pcap)).order(ByteOrder.LITTLE_ENDIAN);
        Map<String, TreeMap<Integer, byte[]>> segments = new LinkedHashMap<>();
        Map<String, Integer> firsts = new LinkedHashMap<>();
        file.position(PCAP_HEADER);
        while (file.remaining() >= RECORD_HEADER) {
            int length = file.getInt(file.position() + 8);
            byte[] packet = new byte[length];
            file.position(file.position() + RECORD_HEADER).get(packet);
            ByteBuffer ip = ByteBuffer.wrap(packet, ETHERNET, length - ETHERNET).slice();
            boolean six = (ip.get(0) >> 4 & 0xf) == 6;
            int tcp = six ? 40 : (ip.get(0) & 0xf) * 4;
            int payload = tcp + (ip.get(tcp + 12) >> 4 & 0xf) * 4;
            int end = six ? tcp + (ip.getShort(4) & 0xffff) : ip.getShort(2) & 0xffff;
            int sequence = ip.getInt(tcp + 4);
            String flow =
                    (six ? ip.getLong(8) + " " + ip.getLong(16) : ip.getInt(12))
                            + " "
                            + ip.getInt(tcp);
            if (end > payload) {
                firsts.putIfAbsent(flow, sequence);
                byte[] octets = new byte[end - payload];
                ip.get(payload, octets);
                segments.computeIfAbsent(flow, f -> new TreeMap<>())
                        .put(sequence - firsts.get(flow), octets);
            }
        }
        List<byte[]> streams = new ArrayList<>();
        segments.values().forEach(flow -> streams.add(joined(flow)));
        streams.removeIf(stream -> stream[0] != BmpDecoder.VERSION);
        return streams;
    }

    private static byte[] joined(SortedMap<Integer, byte[]> segments) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        int next = segments.firstKey();
        for (Map.Entry<Integer, byte[]> segment : segments.entrySet()) {
            int known = next - segment.getKey();
            byte[] octets = segment.getValue();
            if (known >= 0 && known < octets.length) {
                stream.write(octets, known, octets.length - known);
                next = segment.getKey() + octets.length;
            }
        }
        return stream.toByteArray();
    }

    /** The messages of a stream, as {@link BmpFramer} cuts it when it comes in one piece. */
    static List<byte[]> messages(byte[] stream) {
        List<byte[]> messages = new ArrayList<>();
        String reason =
                new BmpFramer()
                        .accept(
                                ByteBuffer.wrap(stream),
                                (octets, offset, length) -> {
                                    byte[] message = new byte[length];
                                    System.arraycopy(octets, offset, message, 0, length);
                                    messages.add(message);
                                    return null;
                                });
        if (reason != null) {
            throw new IllegalArgumentException(reason);
        }
        return messages;
    }
}
