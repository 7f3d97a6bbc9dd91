package org.beibu.probe.capture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.beibu.model.Address;
import org.beibu.runtime.counters.Counters;

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

    /** The transport headers found, as {@link TsharkPackets} writes them; nothing of an error. */
    static List<String> transport(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        PacketDecoder decoder = new PacketDecoder(new Counters());
        DecodedPacket decoded = new DecodedPacket();
        PacketHandler handler =
                packet -> {
                    if (decoder.decode(packet, decoded)
                            && decoded.transport() != DecodedPacket.NONE) {
                        lines.add(transport(decoded));
                    }
                };
        try (FileCapture capture = new FileCapture(file)) {
            capture.start();
            while (capture.poll(handler, 1000) != PacketSource.END) {}
        } catch (CaptureException e) {
            return lines;
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

    private static String transport(DecodedPacket p) {
        String ends =
                new Address(p.sourceHigh(), p.sourceLow())
                        + " "
                        + new Address(p.destinationHigh(), p.destinationLow());
        String ports = " " + p.sourcePort() + " > " + p.destinationPort();
        String what =
                switch (p.transport()) {
                    case DecodedPacket.TCP -> "tcp " + ends + ports + segment(p);
                    case DecodedPacket.UDP ->
                            "udp " + ends + ports + " len " + (p.payloadLength() + 8);
                    case DecodedPacket.ICMP -> "icmp " + ends + type(p);
                    default -> "icmpv6 " + ends + type(p);
                };
        long second = 1_000_000_000;
        return "%d.%09d %s".formatted(p.epochNanos() / second, p.epochNanos() % second, what);
    }

    private static String segment(DecodedPacket s) {
        return " seq %d ack %d len %d ts %s"
                .formatted(
                        Integer.toUnsignedLong(s.sequenceNumber()),
                        Integer.toUnsignedLong(s.acknowledgmentNumber()),
                        s.payloadLength(),
                        s.hasTimestamps()
                                ? Integer.toUnsignedLong(s.tsval())
                                        + "/"
                                        + Integer.toUnsignedLong(s.tsecr())
                                : "-");
    }

    private static String type(DecodedPacket p) {
        return " type " + (p.buffer().get(p.payloadOffset()) & 0xff);
    }
}
