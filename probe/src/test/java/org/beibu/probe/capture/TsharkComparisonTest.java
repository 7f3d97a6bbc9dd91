package org.beibu.probe.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The decoder against tshark, packet by packet, on every shared capture that both read. */
@Tag("interop")
class TsharkComparisonTest {
    /** Its records are shorter than the IP packets in them; tshark believes the records. */
    private static final String SHORT_RECORDS = "tcptrace__6syns.pcap";

    @Test
    void innermostHeadersAreThoseThatTsharkShows() throws IOException, InterruptedException {
        SharedCaptures captures = SharedCaptures.orSkip();
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/tshark")), "tshark is not installed");

        for (Map.Entry<String, Integer> entry : captures.packetCounts().entrySet()) {
            String name = entry.getKey();
            if (entry.getValue() < 0) {
                continue;
            }
            List<String> expected = TsharkPackets.of(captures.file(name));
            List<String> actual = PacketLines.transport(captures.file(name));
            if (name.equals(SHORT_RECORDS)) {
                expected.replaceAll(TsharkComparisonTest::withoutLength);
                actual.replaceAll(TsharkComparisonTest::withoutLength);
            }
            for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
                assertEquals(expected.get(i), actual.get(i), name + ", packet " + i);
            }
            assertEquals(expected.size(), actual.size(), name + ": number of packets");
        }
    }

    @Test
    void capturesInTheRepositoryAreDescribedAsTsharkDoes() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/tshark")), "tshark is not installed");
        for (GoldenCapture golden : GoldenCapture.all()) {
            List<String> lines = TsharkPackets.of(golden.file());

            assertEquals(golden.transports(), lines.size(), golden.name());
            assertEquals(
                    golden.segments(),
                    lines.stream().filter(line -> line.contains(" tcp ")).count(),
                    golden.name());
            assertEquals(golden.digest(), GoldenCapture.digest(lines), golden.name());
        }
    }

    /**
     * So that the frames of the tests are what they say, and not only what the decoder believes.
     */
    @Test
    void framesOfTheTestsAreWhatTsharkTakesThemFor(@TempDir Path folder) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/tshark")), "tshark is not installed");
        Map<String, byte[]> frames = Tunnels.frames();
        frames.remove("VXLAN old"); // another protocol to tshark
        for (Map.Entry<String, byte[]> entry : frames.entrySet()) {
            byte[] frame = entry.getValue();
            if (entry.getKey().equals("FabricPath")) {
                frame = Arrays.copyOf(frame, frame.length + 4); // tshark sees an FCS at its end
            }
            Path file = folder.resolve("one.pcap");
            Files.write(
                    file,
                    CaptureBytes.pcap(ByteOrder.BIG_ENDIAN, 0xa1b23c4d, LinkType.ETHERNET)
                            .word(1_700_000_000)
                            .word(1)
                            .word(frame.length)
                            .word(frame.length)
                            .raw(frame)
                            .bytes());

            assertEquals(TsharkPackets.of(file), PacketLines.transport(file), entry.getKey());
        }
    }

    private static String withoutLength(String line) {
        return line.replaceAll(" len \\d+", "");
    }
}
