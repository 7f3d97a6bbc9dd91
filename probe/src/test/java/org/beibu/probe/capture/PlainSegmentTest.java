package org.beibu.probe.capture;

import static org.beibu.probe.capture.Frames.ethernet;
import static org.beibu.probe.capture.Frames.extension;
import static org.beibu.probe.capture.Frames.hex;
import static org.beibu.probe.capture.Frames.ipv4;
import static org.beibu.probe.capture.Frames.ipv6;
import static org.beibu.probe.capture.Frames.join;
import static org.beibu.probe.capture.Frames.tag;
import static org.beibu.probe.capture.Frames.tcp;
import static org.beibu.probe.capture.Frames.timestamps;
import static org.beibu.probe.capture.Frames.zeros;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The short way gives what the long way gives, or leaves the packet to it. */
class PlainSegmentTest {
    private static final byte[] SACK = hex("0101 0512 00000001 00000002 7fffffff 80000000");

    private static final List<byte[]> SEGMENTS =
            List.of(
                    tcp(DecodedPacket.ACK, zeros(9)),
                    tcp(0x18, timestamps(0xfffffffeL, 1), zeros(100)),
                    tcp(
                            DecodedPacket.SYN,
                            hex("020405b4 0402 080a 00000007 00000000 01 030307"),
                            zeros(0)),
                    tcp(DecodedPacket.ACK, join(timestamps(5, 6), SACK), zeros(0)));

    /** What the long way alone sets: meaningless with TCP, or its own memory. */
    private static final Set<String> NOT_COMPARED =
            Set.of("buffer", "payloadOffset", "payloadCaptured", "addressed", "sackEdges");

    private static byte[] frame(int kind) {
        byte[] segment = SEGMENTS.get(kind & 3);
        boolean six = (kind & 4) != 0;
        byte[] packet = six ? ipv6(6, segment) : ipv4(6, segment);
        int etherType = six ? 0x86dd : 0x0800;
        return (kind & 8) != 0
                ? ethernet(0x8100, tag(0x6005 + kind, etherType, packet))
                : ethernet(etherType, packet);
    }

    private static CapturedPacket packet(byte[] octets, int captured) {
        CapturedPacket packet = new CapturedPacket().onInterface(3, LinkType.ETHERNET);
        ByteBuffer buffer = ByteBuffer.allocateDirect(7 + captured).put(7, octets, 0, captured);
        return packet.wrap(buffer, 7, captured, octets.length, Decoding.TIME);
    }

    @Test
    void everyUsualSegmentGoesTheShortWay() {
        for (int kind = 0; kind < 16; kind++) {
            byte[] frame = frame(kind);

            assertTrue(PlainSegment.read(packet(frame, frame.length), new DecodedPacket()));
        }
    }

    @Test
    void whatIsNotUsualIsLeftToTheLongWay() {
        byte[] segment = SEGMENTS.get(0);
        byte[] cutOptions = frame(1);
        for (byte[] frame :
                new byte[][] {
                    ethernet(0x0800, ipv4(17, segment)),
                    ethernet(0x0800, ipv4(6, 20 + segment.length, 0x2000, segment)),
                    ethernet(0x0800, ipv4(6, 20 + segment.length, 0x0001, segment)),
                    ethernet(0x0800, ipv4(6, 0, 0, segment)),
                    ethernet(0x86dd, ipv6(6, 0, segment)),
                    ethernet(0x86dd, ipv6(0, extension(6, 0, segment))),
                    ethernet(0x86dd, ipv4(6, segment)),
                    ethernet(0x88a8, tag(5, 0x0800, ipv4(6, segment))),
                    Arrays.copyOf(cutOptions, 14 + 20 + 20 + 11)
                }) {
            assertFalse(PlainSegment.read(packet(frame, frame.length), new DecodedPacket()));
        }
    }

    @Test
    void bothWaysGiveTheSameForDamagedFramesToo() throws ReflectiveOperationException {
        Random random = new Random(20260301);
        LayerWalk walk = new LayerWalk();
        DecodedPacket shortWay = new DecodedPacket();
        DecodedPacket longWay = new DecodedPacket();
        int compared = 0;
        for (int round = 0; round < 200_000; round++) {
            byte[] frame = frame(random.nextInt(16));
            for (int i = random.nextInt(4); i > 0; i--) {
                frame[12 + random.nextInt(frame.length - 12)] = (byte) random.nextInt();
            }
            int captured = random.nextInt(3) == 0 ? random.nextInt(frame.length) : frame.length;
            CapturedPacket packet = packet(frame, captured);

            if (PlainSegment.read(packet, shortWay)) {
                assertNull(walk.read(packet, longWay));
                assertSame(longWay, shortWay);
                compared++;
            }
        }
        assertTrue(compared > 50_000, "compared " + compared);
    }

    private static void assertSame(DecodedPacket expected, DecodedPacket actual)
            throws ReflectiveOperationException {
        for (Field field : DecodedPacket.class.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())
                    && !NOT_COMPARED.contains(field.getName())) {
                assertEquals(field.get(expected), field.get(actual), field.getName());
            }
        }
        for (int i = 0; i < expected.sackBlocks(); i++) {
            assertEquals(expected.sackLeft(i), actual.sackLeft(i));
            assertEquals(expected.sackRight(i), actual.sackRight(i));
        }
    }
}
