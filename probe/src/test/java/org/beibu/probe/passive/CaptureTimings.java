package org.beibu.probe.passive;

import java.io.IOException;
import java.nio.file.Path;
import org.beibu.probe.capture.CaptureException;
import org.beibu.probe.capture.DecodedPacket;
import org.beibu.probe.capture.FileCapture;
import org.beibu.probe.capture.PacketDecoder;
import org.beibu.probe.capture.PacketSource;
import org.beibu.runtime.counters.Counters;

/** Takes a whole capture file through decoder and matchers, up to its damage if it has one. */
final class CaptureTimings {
    private CaptureTimings() {}

    static void read(Path file, TimingSink sink) throws IOException {
        Counters counters = new Counters();
        PacketDecoder decoder = new PacketDecoder(counters);
        DecodedPacket segment = new DecodedPacket();
        CaptureClock clock = new CaptureClock(counters);
        PassiveTimer timer = new PassiveTimer(PassiveConfig.DEFAULT, clock, sink, counters);
        try (FileCapture capture = new FileCapture(file)) {
            capture.start();
            int handed = 0;
            while (handed != PacketSource.END) {
                handed =
                        capture.poll(
                                packet -> {
                                    if (decoder.decode(packet, segment)
                                            && segment.transport() == DecodedPacket.TCP) {
                                        clock.take(segment.interfaceIndex(), segment.epochNanos());
                                        timer.onSegment(segment);
                                    }
                                },
                                1000);
            }
        } catch (CaptureException e) {
            System.out.println(e.getMessage());
        }
    }
}
