package org.beibu.probe.capture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.beibu.runtime.counters.Counter;
import org.beibu.runtime.counters.Counters;
import org.jspecify.annotations.Nullable;

/** Reads a source to its end through the decoder and keeps what came out, as text. */
final class CaptureRun {
    private final Counters counters = new Counters();
    private final List<String> segments = new ArrayList<>();
    private long packets;
    private long used;
    private @Nullable String error;
    private List<String> interfaceNames = List.of();

    static CaptureRun of(Path file) throws IOException {
        CaptureRun run = new CaptureRun();
        try (FileCapture capture = new FileCapture(file)) {
            run.drain(capture);
        }
        return run;
    }

    private void drain(FileCapture capture) {
        PacketDecoder decoder = new PacketDecoder(counters);
        DecodedPacket segment = new DecodedPacket();
        PacketHandler handler =
                packet -> {
                    packets++;
                    if (decoder.decode(packet, segment)
                            && segment.transport() != DecodedPacket.NONE) {
                        used++;
                    }
                    if (segment.transport() == DecodedPacket.TCP) {
                        segments.add(SegmentText.of(segment));
                    }
                };
        try {
            capture.start();
            while (capture.poll(handler, 100) != PacketSource.END) {
                interfaceNames = capture.interfaceNames();
            }
        } catch (CaptureException e) {
            error = e.getMessage();
        }
    }

    long packets() {
        return packets;
    }

    /** Packets that gave a transport header. */
    long used() {
        return used;
    }

    /** The TCP segments. */
    List<String> segments() {
        return segments;
    }

    List<String> interfaceNames() {
        return interfaceNames;
    }

    long count(Counter counter) {
        return counters.get(counter);
    }

    long skipped() {
        long sum = 0;
        for (SkipReason reason : SkipReason.values()) {
            sum += counters.get(reason);
        }
        return sum;
    }

    /** The line that ended the run before the end of the source, or null. */
    @Nullable String error() {
        return error;
    }
}
