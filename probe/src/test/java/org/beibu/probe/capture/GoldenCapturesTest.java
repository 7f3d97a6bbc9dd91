package org.beibu.probe.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Test;

/** Small public captures that lie in the repository, against what tshark says about them. */
class GoldenCapturesTest {
    private long payload;
    private long lastTime;

    @Test
    void everyCaptureGivesWhatTsharkSays() throws Exception {
        List<String> lines = Files.readAllLines(resource("captures.tsv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] columns = line.split("\t", -1);
            Path file = resource(columns[0]);

            CaptureRun run = CaptureRun.of(file);
            sum(file);

            assertNull(run.error(), columns[0]);
            assertEquals(Long.parseLong(columns[1]), run.packets(), columns[0]);
            assertEquals(Long.parseLong(columns[2]), run.segments().size(), columns[0]);
            assertEquals(Long.parseLong(columns[3]), payload, columns[0]);
            assertEquals(columns[4], lastTime == 0 ? "-" : Long.toString(lastTime), columns[0]);
        }
    }

    private void sum(Path file) throws IOException, CaptureException {
        payload = 0;
        lastTime = 0;
        PacketDecoder decoder = new PacketDecoder(new Counters());
        DecodedPacket segment = new DecodedPacket();
        try (FileCapture capture = new FileCapture(file)) {
            capture.start();
            PacketHandler handler =
                    packet -> {
                        if (decoder.decode(packet, segment)
                                && segment.transport() == DecodedPacket.TCP) {
                            payload += segment.payloadLength();
                            lastTime = segment.epochNanos();
                        }
                    };
            while (capture.poll(handler, 100) != PacketSource.END) {}
        }
    }

    private static Path resource(String name) throws URISyntaxException {
        URL url = GoldenCapturesTest.class.getResource("/captures/" + name);
        return Path.of(Objects.requireNonNull(url, name).toURI());
    }
}
