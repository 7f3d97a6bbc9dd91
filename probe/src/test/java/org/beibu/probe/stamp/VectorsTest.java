package org.beibu.probe.stamp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.beibu.probe.stamp.StampVectors.Vector;
import org.junit.jupiter.api.Test;

/** Every vector is read, written again and cut at each octet. */
class VectorsTest {
    private static final int BAD_HMAC = 8;

    private static TestPacket packet(Vector vector) {
        return vector.sender() ? new SenderPacket() : new ReflectorPacket();
    }

    @Test
    void everyVectorIsWholeInItsRoleAndMode() {
        assertEquals(41, StampVectors.all().size());
        for (Vector vector : StampVectors.all()) {
            ByteBuffer payload = vector.payload();
            assertTrue(
                    packet(vector).wrap(payload, 0, payload.capacity(), vector.mode()),
                    vector.toString());
        }
    }

    @Test
    void fieldsOfASenderAreWhereTheRfcHasThem() {
        SenderPacket packet = new SenderPacket();

        assertTrue(packet.wrap(StampVectors.of(3).payload(), 0, 44, PacketMode.OPEN));
        assertEquals(0, packet.sequenceNumber());
        assertEquals(0xeeaca314_80000000L, packet.timestamp());
        assertEquals(0x8e02, packet.errorEstimate());
        assertEquals(0x1234, packet.ssid());
        assertFalse(packet.hasReceiveTimestamp());

        assertTrue(packet.wrap(StampVectors.of(6).payload(), 0, 112, PacketMode.AUTHENTICATED));
        assertEquals(7, packet.sequenceNumber());
        assertEquals(0xeeaca314_80000000L, packet.timestamp());
        assertEquals(0x8e02, packet.errorEstimate());
        assertEquals(0, packet.ssid());
    }

    @Test
    void fieldsOfAReflectorAreWhereTheRfcHasThem() {
        ReflectorPacket packet = new ReflectorPacket();
        for (int id : new int[] {4, 7}) {
            Vector vector = StampVectors.of(id);
            ByteBuffer payload = vector.payload();

            assertTrue(packet.wrap(payload, 0, payload.capacity(), vector.mode()));

            assertEquals(id == 4 ? 3 : 7, packet.sequenceNumber());
            assertEquals(0xeeaca314_88100000L, packet.timestamp());
            assertEquals(0xeeaca314_88000000L, packet.receiveTimestamp());
            assertEquals(7, packet.senderSequenceNumber());
            assertEquals(0xeeaca314_80000000L, packet.senderTimestamp());
            assertEquals(0x8e02, packet.senderErrorEstimate());
            assertEquals(57, packet.senderTtl());
        }
    }

    @Test
    void aTwampSenderThatEndsAfterTheErrorEstimateHasNoSsid() {
        SenderPacket packet = new SenderPacket();

        assertTrue(packet.wrap(StampVectors.of(29).payload(), 0, 14, PacketMode.OPEN));
        assertEquals(5, packet.sequenceNumber());
        assertEquals(0, packet.ssid());
        assertFalse(packet.hasReceiveTimestamp());
        assertEquals(14, packet.tlvsAt());
        assertFalse(packet.wrap(StampVectors.of(29).payload(), 0, 13, PacketMode.OPEN));
        assertFalse(packet.wrap(StampVectors.of(29).payload(), 0, 14, PacketMode.AUTHENTICATED));
    }

    @Test
    void allBasePacketsButTheSpoiledOneAreSignedWithTheKey() {
        Authenticator authenticator = new Authenticator(StampVectors.keys());
        for (Vector vector : StampVectors.all()) {
            if (vector.mode() == PacketMode.AUTHENTICATED) {
                ByteBuffer payload = vector.payload();
                TestPacket packet = packet(vector);
                packet.wrap(payload, 0, payload.capacity(), vector.mode());
                int expected = vector.id() == BAD_HMAC ? Authenticator.NO_KEY : 0;
                assertEquals(expected, authenticator.verify(packet), vector.toString());
            }
        }
    }

    @Test
    void integrityOfTlvsIsWhatTheRowSays() {
        assertEquals(112 + 8, integrity(20));
        assertEquals(112 + 8, integrity(21));
        assertEquals(TlvIntegrity.FAILED, integrity(22));
        assertEquals(TlvIntegrity.NOT_NEEDED, integrity(32));
        assertEquals(TlvIntegrity.FAILED, integrity(33));
        assertEquals(44 + 8, integrity(34));
        assertEquals(TlvIntegrity.NOT_NEEDED, integrity(9));
        assertEquals(TlvIntegrity.NOT_NEEDED, integrity(41));
    }

    private static int integrity(int id) {
        Vector vector = StampVectors.of(id);
        ByteBuffer payload = vector.payload();
        TestPacket packet = packet(vector);
        packet.wrap(payload, 0, payload.capacity(), vector.mode());
        int key = vector.mode() == PacketMode.OPEN ? Authenticator.NO_KEY : 0;
        return new TlvIntegrity(new Authenticator(StampVectors.keys())).check(packet, key);
    }

    @Test
    void writingWhatWasReadGivesTheSameOctets() {
        for (Vector vector : StampVectors.all()) {
            byte[] octets = vector.payload().array();
            assertArrayEquals(octets, rewritten(vector, octets.length), vector.toString());
        }
    }

    private static byte[] rewritten(Vector vector, int length) {
        TestPacket read = packet(vector);
        read.wrap(vector.payload(), 0, length, vector.mode());
        ByteBuffer out = ByteBuffer.allocate(length);
        TestPacket written = packet(vector);
        written.wrap(out, 0, length, vector.mode());
        written.sequenceNumber(read.sequenceNumber());
        written.timestamp(read.timestamp());
        written.errorEstimate(read.errorEstimate());
        if (length >= 16) {
            written.ssid(read.ssid());
        }
        if (read instanceof ReflectorPacket from && written instanceof ReflectorPacket to) {
            to.receiveTimestamp(from.receiveTimestamp());
            to.senderTtl(from.senderTtl());
            to.sender(
                    from.senderSequenceNumber(),
                    from.senderTimestamp(),
                    from.senderErrorEstimate());
        }
        copyTlvs(read, out);
        if (vector.mode() == PacketMode.AUTHENTICATED) {
            new Authenticator(StampVectors.keys()).sign(written, 0);
            if (vector.id() == BAD_HMAC) {
                out.put(111, (byte) (out.get(111) ^ 1));
            }
        }
        return out.array();
    }

    private static void copyTlvs(TestPacket read, ByteBuffer out) {
        TlvWriter writer = new TlvWriter(out, read.tlvsAt());
        TlvCursor cursor = new TlvCursor().wrap(read.buffer(), read.tlvsAt(), read.end());
        while (cursor.next()) {
            if (cursor.fits()) {
                int value = writer.append(cursor.flags(), cursor.type(), cursor.length());
                copy(read.buffer(), cursor.valueAt(), out, value, cursor.length());
            } else {
                copy(read.buffer(), cursor.at(), out, cursor.at(), read.end() - cursor.at());
            }
        }
    }

    private static void copy(ByteBuffer from, int at, ByteBuffer to, int place, int octets) {
        for (int i = 0; i < octets; i++) {
            to.put(place + i, from.get(at + i));
        }
    }

    @Test
    void aPacketThatIsCutAnywhereIsReadWithinItsBounds() {
        Authenticator authenticator = new Authenticator(StampVectors.keys());
        for (Vector vector : StampVectors.all()) {
            byte[] octets = vector.payload().array();
            for (int cut = 0; cut <= octets.length; cut++) {
                ByteBuffer part = ByteBuffer.allocate(cut).put(octets, 0, cut);
                TestPacket packet = packet(vector);
                if (packet.wrap(part, 0, cut, vector.mode())) {
                    readAll(packet, authenticator);
                }
            }
        }
    }

    private static void readAll(TestPacket packet, Authenticator authenticator) {
        int key = Authenticator.NO_KEY;
        if (packet.mode() == PacketMode.AUTHENTICATED) {
            key = authenticator.verify(packet);
        }
        new TlvIntegrity(authenticator).check(packet, key);
        ReplyTlvs tlvs = new ReplyTlvs().read(packet.buffer(), packet.tlvsAt(), packet.end());
        List<Object> seen = new ArrayList<>(List.of(packet.ssid(), packet.sequenceNumber()));
        tlvs.location().ifPresent(seen::add);
        assertTrue(packet.tlvsAt() <= packet.end());
    }
}
