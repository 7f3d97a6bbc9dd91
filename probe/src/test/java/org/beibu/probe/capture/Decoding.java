package org.beibu.probe.capture;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.beibu.runtime.counters.Counters;
import org.jspecify.annotations.Nullable;

/** Decodes one packet of a test and tells what came of it. */
final class Decoding {
    static final long TIME = 1_700_000_000_123_456_789L;

    private final Counters counters = new Counters();
    private final DecodedPacket segment = new DecodedPacket();
    private final boolean decoded;

    private Decoding(CapturedPacket packet) {
        this.decoded = new PacketDecoder(counters).decode(packet, segment);
    }

    static Decoding of(int linkType, byte[] octets) {
        return of(linkType, octets, octets.length, octets.length);
    }

    /** Of an Ethernet frame. */
    static Decoding of(byte[] octets) {
        return of(LinkType.ETHERNET, octets);
    }

    /** Of a frame of which only the first octets were captured. */
    static Decoding of(int linkType, byte[] octets, int captured, int original) {
        return of(linkType, octets, captured, original, TIME);
    }

    static Decoding of(int linkType, byte[] octets, int captured, int original, long time) {
        // The buffer ends where the capture ends: reading further throws.
        ByteBuffer buffer = ByteBuffer.allocate(3 + captured);
        buffer.put(3, octets, 0, captured);
        CapturedPacket packet = new CapturedPacket();
        packet.wrap(buffer, 3, captured, original, time).onInterface(0, linkType);
        return new Decoding(packet);
    }

    /** Whether it is an IP packet with a time. */
    boolean decoded() {
        return decoded;
    }

    DecodedPacket segment() {
        return segment;
    }

    String text() {
        SkipReason reason = reason();
        return reason == null ? SegmentText.of(segment) : reason.toString();
    }

    /** The text, as if the packet had no tags. */
    String textWithoutTags() {
        return text().replaceAll(" vlan .*", "");
    }

    long count(CaptureCounter counter) {
        return counters.get(counter);
    }

    /** The one reason why the packet was skipped, or null if it was not. */
    @Nullable SkipReason reason() {
        List<SkipReason> reasons = new ArrayList<>();
        for (SkipReason reason : SkipReason.values()) {
            for (long i = counters.get(reason); i > 0; i--) {
                reasons.add(reason);
            }
        }
        if (reasons.size() != (count(CaptureCounter.USED) == 0 ? 1 : 0)) {
            throw new AssertionError("not one reason: " + reasons);
        }
        return reasons.isEmpty() ? null : reasons.get(0);
    }
}
