package org.beibu.router.bmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.beibu.model.Prefix;
import org.beibu.router.rib.LearnedPath;
import org.beibu.router.rib.PeerStatus;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of real routers: Huawei VRP, Cisco IOS XR and FRR, against what others read in them. */
class RecordedBmpTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** pmacct's JSON of the same captures; what it prints of other families than unicast aside. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "200-BMP-HUAWEI-locrib_instance",
                "201-BMP-CISCO-rd_instance",
                "202-BMP-CISCO-HUAWEI-multiple-sources",
                "203-BMP-HUAWEI-dump",
                "207-BMP-CISCO-HUAWEI-multiple-sources-dump-spreading"
            })
    void whatPmacctReadsIsRead(String scenario) throws IOException {
        Path folder = SharedRecordings.orSkip("data/bgp/pmacct-bmp/tests/" + scenario);
        List<byte[]> streams = new ArrayList<>();
        for (Path capture : SharedRecordings.captures()) {
            if (capture.startsWith(folder)) {
                streams.addAll(SharedRecordings.streams(capture));
            }
        }
        List<String> expected = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("output-bmp-00.json"))) {
            String read = DecodedLines.of(JSON.readTree(line));
            if (read != null) {
                expected.add(read);
            }
        }
        expected.sort(null);

        List<String> lines = DecodedLines.of(streams);

        assertEquals(List.of(), minus(expected, lines), "only pmacct read");
        assertEquals(List.of(), minus(lines, expected), "only Beibu read");
        assertTrue(lines.size() > 20, "only " + lines.size());
    }

    private static List<String> minus(List<String> lines, List<String> others) {
        List<String> left = new ArrayList<>(lines);
        others.forEach(left::remove);
        return left;
    }

    /** tshark's own words for each message type of each capture. */
    @Test
    @Tag("interop")
    void tsharkCountsTheSameMessages() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/tshark")), "no tshark here");
        for (Path capture : SharedRecordings.captures()) {
            int[] types = new int[8];
            for (byte[] stream : SharedRecordings.streams(capture)) {
                SharedRecordings.messages(stream).forEach(message -> types[message[5]]++);
            }
            assertEquals(
                    Arrays.toString(tsharkTypes(capture)), Arrays.toString(types), "" + capture);
        }
    }

    private static int[] tsharkTypes(Path capture) throws Exception {
        Process tshark =
                new ProcessBuilder(
                                "tshark",
                                "-r",
                                capture.toString(),
                                "-d",
                                "tcp.port==1790,bmp",
                                "-T",
                                "fields",
                                "-e",
                                "bmp.type")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String text = new String(tshark.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, tshark.waitFor());
        int[] types = new int[8];
        for (String type : text.trim().split("[\\s,]+")) {
            types[Integer.decode(type)]++;
        }
        return types;
    }

    @Test
    void everyStreamIsTheSameOctetByOctetWholeAndJoined() throws IOException {
        for (Path capture : SharedRecordings.captures()) {
            for (byte[] stream : SharedRecordings.streams(capture)) {
                List<byte[]> whole = SharedRecordings.messages(stream);
                List<byte[]> single = new ArrayList<>();
                BmpFramer framer = new BmpFramer();
                for (byte octet : stream) {
                    String reason =
                            framer.accept(
                                    ByteBuffer.wrap(new byte[] {octet}),
                                    (octets, offset, length) -> {
                                        single.add(
                                                Arrays.copyOfRange(
                                                        octets, offset, offset + length));
                                        return null;
                                    });
                    assertNull(reason);
                }
                assertEquals(whole.size(), single.size());
                assertTrue(
                        Arrays.equals(
                                Messages.joined(whole.toArray(byte[][]::new)),
                                Messages.joined(single.toArray(byte[][]::new))));
            }
        }
    }

    /** The project's own recording of FRR 8.4.4, against what another station read in it. */
    @Test
    void whatFrrSaysIsRead() throws IOException {
        Path folder = SharedRecordings.orSkip("lab/captures");
        Bench bench = new Bench();
        assertNull(bench.feed(Files.readAllBytes(folder.resolve("frr844-bmp.raw"))));

        Set<String> post = new HashSet<>();
        int monitoring = 0;
        for (String line : Files.readAllLines(folder.resolve("frr844-bmp.jsonl"))) {
            JsonNode json = JSON.readTree(line);
            if (json.path("ev").asText().equals("route-monitoring")) {
                monitoring++;
                if (json.path("post").asBoolean()) {
                    String peer = json.path("peer").asText() + " ";
                    json.path("withdraw").forEach(p -> post.remove(peer + p.asText()));
                    json.path("announce").forEach(p -> post.add(peer + p.asText()));
                }
            }
        }
        Set<String> held = new HashSet<>();
        for (Prefix prefix : bench.rib.router("pe1").within(Prefix.parse("0.0.0.0/0"), 1_000)) {
            for (LearnedPath path : bench.paths(prefix)) {
                held.add(path.peer() + " " + prefix);
            }
        }
        assertEquals(monitoring, bench.count(BmpCounter.ROUTE_MONITORING));
        assertEquals(0, bench.count(BmpCounter.MALFORMED));
        assertEquals(0, bench.count(BmpCounter.PEERS_GIVEN_UP));
        post.removeIf(line -> line.startsWith("10.64.9.2 ")); // the controller of the lab
        post.removeIf(
                line -> line.startsWith("0.0.0.0 ")); // the router's own, of no peer that is up
        held.removeIf(line -> line.startsWith("10.64.9.2 "));
        assertEquals(post, held);
        assertTrue(held.size() >= 8, "only " + held);
        assertTrue(
                bench.paths(Prefix.parse("198.18.10.0/24")).stream()
                        .map(path -> "" + path.attributes().asPath())
                        .toList()
                        .containsAll(List.of("64511 64600", "64512 64600 64600")),
                "as the exits sent it");
    }

    @Test
    void routersWithoutAFaultGiveNone() throws IOException {
        for (Path capture : SharedRecordings.captures()) {
            if (capture.toString().contains("/208-")) {
                continue; // begin in the middle of a session
            }
            for (byte[] stream : SharedRecordings.streams(capture)) {
                Bench bench = new Bench();
                assertNull(bench.feed(stream), "" + capture);
                assertEquals(0, bench.count(BmpCounter.MALFORMED), "" + capture);
                assertEquals(0, bench.count(BmpCounter.PEERS_GIVEN_UP), "" + capture);
                assertTrue(bench.rib.router("pe1").peers().stream().allMatch(PeerStatus::up));
            }
        }
    }

    /** Each message cut at each octet and with each octet changed: an answer, no exception. */
    @Test
    void damagedStreamsAreAnswered() throws IOException {
        List<byte[]> streams = new ArrayList<>();
        for (Path capture : SharedRecordings.captures()) {
            if (!capture.toString().contains("/208-")) {
                streams.addAll(SharedRecordings.streams(capture));
            }
        }
        streams.add(Files.readAllBytes(SharedRecordings.orSkip("lab/captures/frr844-bmp.raw")));
        Set<String> distinct = new HashSet<>();
        Bench bench = new Bench();
        int changed = 0;
        for (byte[] stream : streams) {
            for (byte[] message : SharedRecordings.messages(stream)) {
                int from = Math.min(message.length, 48); // what is before differs by its time only
                String key = Arrays.toString(Arrays.copyOfRange(message, from, message.length));
                if (distinct.add(key)) {
                    changed += damage(bench, message);
                }
            }
        }
        assertTrue(changed > 10_000, "only " + changed);
    }

    private static int damage(Bench bench, byte[] message) {
        for (int at = BmpDecoder.HEADER; at < message.length; at++) {
            byte[] cut = Arrays.copyOf(message, at);
            ByteBuffer.wrap(cut).putInt(1, at);
            bench.session().message(cut, 0, at);
            byte[] flipped = message.clone();
            flipped[at] = (byte) ~flipped[at];
            bench.session().message(flipped, 0, flipped.length);
            flipped[at] = 0;
            bench.session().message(flipped, 0, flipped.length);
        }
        return message.length * 3;
    }
}
