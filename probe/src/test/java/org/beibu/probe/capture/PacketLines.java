package org.beibu.probe.capture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a file capture hands over, one line a packet, and its last line if it ends in an error. */
final class PacketLines {
    private PacketLines() {}

    static List<String> of(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        try (FileCapture capture = new FileCapture(file)) {
            capture.start();
            while (capture.poll(packet -> lines.add(line(packet)), 3) != PacketSource.END) {}
        } catch (CaptureException e) {
            lines.add(e.getMessage());
        }
        return lines;
    }

    private static String line(CapturedPacket packet) {
        String time =
                packet.epochNanos() == CapturedPacket.NO_TIME
                        ? "no time"
                        : Long.toString(packet.epochNanos());
        return "%s %d/%d if %d link %d"
                .formatted(
                        time,
                        packet.capturedLength(),
                        packet.originalLength(),
                        packet.interfaceIndex(),
                        packet.linkType());
    }
}
