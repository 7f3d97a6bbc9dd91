package org.beibu.probe.capture;

import static org.beibu.probe.capture.Frames.cookedV1;
import static org.beibu.probe.capture.Frames.cookedV2;
import static org.beibu.probe.capture.Frames.ethernet;
import static org.beibu.probe.capture.Frames.extension;
import static org.beibu.probe.capture.Frames.hex;
import static org.beibu.probe.capture.Frames.ipv4;
import static org.beibu.probe.capture.Frames.ipv6;
import static org.beibu.probe.capture.Frames.join;
import static org.beibu.probe.capture.Frames.snap;
import static org.beibu.probe.capture.Frames.tag;
import static org.beibu.probe.capture.Frames.tcp;
import static org.beibu.probe.capture.Frames.timestamps;
import static org.beibu.probe.capture.Frames.udp;
import static org.beibu.probe.capture.Frames.zeros;
import static org.beibu.probe.capture.Tunnels.pppoe;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Test;

/** Whatever the octets are: no exception, exactly one reason, no allocation. */
class DecoderRobustnessTest {
    private static final int[] LINK_TYPES = {
        0, 1, 9, 10, 12, 14, 50, 51, 101, 104, 108, 113, 228, 229, 276, 9999
    };

    private static final class Sample {
        private final int linkType;
        private final byte[] octets;

        Sample(int linkType, byte[] octets) {
            this.linkType = linkType;
            this.octets = octets;
        }
    }

    private static final byte[] SEGMENT = tcp(DecodedPacket.ACK, timestamps(1, 2), zeros(20));

    private static final List<Sample> SAMPLES =
            List.of(
                    new Sample(1, ethernet(0x0800, ipv4(6, SEGMENT))),
                    new Sample(
                            1,
                            ethernet(0x86dd, ipv6(0, extension(60, 1, extension(6, 0, SEGMENT))))),
                    new Sample(
                            1, ethernet(0x88a8, tag(9, 0x8100, tag(8, 0x0800, ipv4(6, SEGMENT))))),
                    new Sample(1, ethernet(100, snap(0x0800, ipv4(6, SEGMENT)))),
                    new Sample(113, cookedV1(0x0800, ipv4(6, SEGMENT))),
                    new Sample(276, cookedV2(0x86dd, ipv6(6, SEGMENT))),
                    new Sample(0, join(hex("02000000"), ipv4(6, SEGMENT))),
                    new Sample(101, ipv6(6, SEGMENT)));

    /** The samples, and a frame of each encapsulation. */
    private static final List<Sample> ALL =
            Stream.concat(
                            SAMPLES.stream(),
                            Stream.concat(
                                            Tunnels.frames().values().stream(),
                                            Stream.of(
                                                    ethernet(
                                                            0x0800,
                                                            ipv4(17, udp(1, 53, 28, zeros(20)))),
                                                    ethernet(0x8864, pppoe(hex("c021 0101 0004"))),
                                                    ethernet(0x0800, tunnels(9))))
                                    .map(octets -> new Sample(1, octets)))
                    .toList();

    private static byte[] tunnels(int count) {
        byte[] packet = ipv4(6, SEGMENT);
        for (int i = 0; i < count; i++) {
            packet = ipv4(4, packet);
        }
        return packet;
    }

    @Test
    void aPacketCutAnywhereIsTruncatedOrLosesOptionsOnly() {
        for (Sample sample : SAMPLES) {
            int length = sample.octets.length;
            List<SkipReason> reasons = new ArrayList<>();
            for (int captured = 0; captured <= length; captured++) {
                Decoding cut = Decoding.of(sample.linkType, sample.octets, captured, length);

                SkipReason reason = cut.reason();
                if (reason == null) {
                    assertEquals(20, cut.segment().payloadLength());
                    assertTrue(captured >= length - 20 - 12, "the TCP header was captured");
                } else if (reasons.isEmpty() || reasons.get(reasons.size() - 1) != reason) {
                    reasons.add(reason);
                }
            }
            List<SkipReason> inOrder = new ArrayList<>();
            if (sample.linkType != LinkType.RAW) {
                inOrder.add(SkipReason.TRUNCATED_LINK);
            }
            inOrder.add(SkipReason.TRUNCATED_IP);
            inOrder.add(SkipReason.TRUNCATED_TRANSPORT);
            assertEquals(inOrder, reasons, "link type " + sample.linkType);
        }
    }

    @Test
    void randomOctetsNeverThrowAndAlwaysHaveOneReason() {
        Counters counters = new Counters();
        PacketDecoder decoder = new PacketDecoder(counters);
        DecodedPacket segment = new DecodedPacket();
        CapturedPacket packet = new CapturedPacket();
        long segments = 0;
        int rounds = 300_000;
        Random random = new Random(20260101);
        for (int i = 0; i < rounds; i++) {
            byte[] octets = i % 2 == 0 ? randomOctets(random) : damaged(random);
            int linkType = LINK_TYPES[random.nextInt(LINK_TYPES.length)];
            int original = random.nextInt(4) == 0 ? random.nextInt() : octets.length;
            packet.wrap(ByteBuffer.wrap(octets), 0, octets.length, original, i)
                    .onInterface(0, linkType);

            boolean decoded = decoder.decode(packet, segment);
            segments += decoded && segment.transport() != DecodedPacket.NONE ? 1 : 0;
        }

        assertEquals(rounds, segments + skipped(counters));
        assertTrue(segments > 0, "some damage leaves a segment");
        for (SkipReason reason : SkipReason.values()) {
            assertTrue(reason == SkipReason.NO_TIME || counters.get(reason) > 0, reason.label());
        }
    }

    private static byte[] randomOctets(Random random) {
        byte[] octets = new byte[random.nextInt(120)];
        random.nextBytes(octets);
        return octets;
    }

    /** A sound packet with some octets changed, and cut: reaches deeper than random ones. */
    private static byte[] damaged(Random random) {
        byte[] sound = ALL.get(random.nextInt(ALL.size())).octets;
        byte[] octets = Arrays.copyOf(sound, random.nextInt(sound.length + 10));
        for (int i = random.nextInt(4); i > 0 && octets.length > 0; i--) {
            octets[random.nextInt(octets.length)] = (byte) random.nextInt();
        }
        return octets;
    }

    private static long skipped(Counters counters) {
        long sum = 0;
        for (SkipReason reason : SkipReason.values()) {
            sum += counters.get(reason);
        }
        return sum;
    }

    @Test
    void aMillionPacketsAllocateNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        PacketDecoder decoder = new PacketDecoder(new Counters());
        DecodedPacket segment = new DecodedPacket();
        CapturedPacket packet = new CapturedPacket();
        ByteBuffer[] buffers =
                ALL.stream().map(s -> ByteBuffer.wrap(s.octets)).toArray(ByteBuffer[]::new);
        decodeAll(decoder, packet, buffers, segment, 20_000); // class loading and interpreter

        long before = threads.getCurrentThreadAllocatedBytes();
        int decoded = decodeAll(decoder, packet, buffers, segment, 1_000_000);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertTrue(decoded > 950_000, "decoded " + decoded);
        assertTrue(allocated < 10_000, allocated + " octets allocated");
    }

    private static int decodeAll(
            PacketDecoder decoder,
            CapturedPacket packet,
            ByteBuffer[] buffers,
            DecodedPacket segment,
            int count) {
        int decoded = 0;
        for (int i = 0; i < count; i++) {
            int sample = i % buffers.length;
            ByteBuffer buffer = buffers[sample];
            packet.wrap(buffer, 0, buffer.capacity(), buffer.capacity(), i)
                    .onInterface(0, ALL.get(sample).linkType);
            decoded += decoder.decode(packet, segment) ? 1 : 0;
        }
        return decoded;
    }
}
