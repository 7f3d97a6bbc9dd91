package org.beibu.probe.capture;

import org.beibu.model.Address;

/** One line of text for a segment, so that tests can compare and show whole segments. */
final class SegmentText {
    private SegmentText() {}

    static String of(DecodedPacket s) {
        String timestamps =
                s.hasTimestamps()
                        ? " ts %d/%d"
                                .formatted(
                                        Integer.toUnsignedLong(s.tsval()),
                                        Integer.toUnsignedLong(s.tsecr()))
                        : "";
        String tags =
                s.vlanDepth() == 0
                        ? ""
                        : " vlan %d:%d-%d".formatted(s.vlanDepth(), s.vlanOuter(), s.vlanInner());
        return "%d %s %d > %s %d %s seq %d ack %d len %d win %d id %d%s%s%s"
                .formatted(
                        s.epochNanos(),
                        new Address(s.sourceHigh(), s.sourceLow()),
                        s.sourcePort(),
                        new Address(s.destinationHigh(), s.destinationLow()),
                        s.destinationPort(),
                        flags(s),
                        Integer.toUnsignedLong(s.sequenceNumber()),
                        Integer.toUnsignedLong(s.acknowledgmentNumber()),
                        s.payloadLength(),
                        s.window(),
                        s.ipv4Identification(),
                        timestamps,
                        s.sackHash() == 0 ? "" : " sack",
                        tags);
    }

    private static String flags(DecodedPacket s) {
        StringBuilder text = new StringBuilder();
        String letters = "FSRPAUEC";
        for (int bit = 0; bit < letters.length(); bit++) {
            if ((s.flags() & 1 << bit) != 0) {
                text.append(letters.charAt(bit));
            }
        }
        return text.isEmpty() ? "-" : text.toString();
    }
}
