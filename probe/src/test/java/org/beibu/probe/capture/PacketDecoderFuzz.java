package org.beibu.probe.capture;

import java.nio.ByteBuffer;
import org.beibu.runtime.counters.Counters;

/**
 * Fuzz target: one packet of any link type.
 *
 * <pre>
 *   0 link type, by its place in the table | 1 octets that the snap length cut off | 2 the packet
 * </pre>
 */
public final class PacketDecoderFuzz {
    static final int[] LINK_TYPES = {
        LinkType.ETHERNET,
        LinkType.NULL,
        LinkType.PPP,
        LinkType.FDDI,
        LinkType.RAW,
        LinkType.PPP_HDLC,
        LinkType.PPP_ETHER,
        LinkType.CISCO_HDLC,
        LinkType.LOOP,
        LinkType.LINUX_SLL,
        LinkType.LINUX_SLL2,
        LinkType.IPV4,
        LinkType.IPV6
    };

    private static final Counters COUNTERS = new Counters();
    private static final PacketDecoder DECODER = new PacketDecoder(COUNTERS);
    private static final LayerWalk LONG_WAY = new LayerWalk();

    private PacketDecoderFuzz() {}

    /** One input; throws when a promise of the decoder is broken. */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length < 2) {
            return;
        }
        int length = data.length - 2;
        int captured = Math.max(0, length - (data[1] & 0xff));
        // The buffer ends where the capture ends: reading further throws.
        ByteBuffer buffer = ByteBuffer.allocate(captured).put(data, 2, captured);
        CapturedPacket packet =
                new CapturedPacket()
                        .onInterface(0, LINK_TYPES[(data[0] & 0xff) % LINK_TYPES.length])
                        .wrap(buffer, 0, captured, length, 1_700_000_000_000_000_000L);
        DecodedPacket decoded = new DecodedPacket();
        long before = outcomes();

        boolean isIp = DECODER.decode(packet, decoded);

        check(outcomes() == before + 1, "counted once");
        check(isIp || decoded.transport() == DecodedPacket.NONE, "no transport without IP");
        if (decoded.transport() != DecodedPacket.NONE) {
            checkTransport(decoded, captured);
        }
        if (decoded.transport() == DecodedPacket.TCP) {
            checkBothWays(packet, decoded);
        }
    }

    private static void checkTransport(DecodedPacket decoded, int captured) {
        check(decoded.payloadLength() >= 0, "payload length");
        check((decoded.sourcePort() & ~0xffff) == 0, "source port");
        check((decoded.destinationPort() & ~0xffff) == 0, "destination port");
        check((decoded.dscp() & ~0x3f) == 0, "DSCP");
        check(decoded.sackBlocks() <= DecodedPacket.MOST_SACK_BLOCKS, "SACK blocks");
        if (decoded.transport() != DecodedPacket.TCP) {
            int from = decoded.payloadOffset();
            int octets = decoded.payloadCaptured();
            check(from >= 0 && octets >= 0 && from + octets <= captured, "payload captured");
            check(octets <= decoded.payloadLength(), "payload captured beyond its length");
        }
    }

    private static void checkBothWays(CapturedPacket packet, DecodedPacket decoded) {
        DecodedPacket other = new DecodedPacket();
        check(LONG_WAY.read(packet, other) == null, "the long way finds a segment too");
        other.epochNanos = decoded.epochNanos;
        check(SegmentText.of(other).equals(SegmentText.of(decoded)), "both ways give the same");
    }

    private static long outcomes() {
        long sum = COUNTERS.get(CaptureCounter.USED);
        for (SkipReason reason : SkipReason.values()) {
            sum += COUNTERS.get(reason);
        }
        return sum;
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
