package org.beibu.probe.stamp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuthenticatorTest {
    private static final HmacKey OLD = HmacKey.parse(1, "00".repeat(32));
    private static final HmacKey NEW = HmacKey.parse(2, "11".repeat(32));

    private static SenderPacket signed(HmacKey key) {
        RequestWriter writer =
                new RequestWriter(
                        RequestFormat.of(PacketMode.AUTHENTICATED)
                                .withTlvs(List.of(ClassOfService.request(1))),
                        new Authenticator(new KeyRing(List.of(key))));
        ByteBuffer buffer = ByteBuffer.allocate(writer.length());
        writer.prepare(buffer, 0);
        writer.write(buffer, 0, 5, StampVectors.T1, StampVectors.ERROR_ESTIMATE);
        SenderPacket packet = new SenderPacket();
        packet.wrap(buffer, 0, writer.length(), PacketMode.AUTHENTICATED);
        return packet;
    }

    @Test
    void aRingAcceptsEachOfItsKeysAndTellsWhich() {
        Authenticator both = new Authenticator(new KeyRing(List.of(OLD, NEW)));

        assertEquals(0, both.verify(signed(NEW)));
        assertEquals(1, both.verify(signed(OLD)));
        assertEquals(
                Authenticator.NO_KEY,
                new Authenticator(new KeyRing(List.of(OLD))).verify(signed(NEW)));
        assertEquals(Authenticator.NO_KEY, new Authenticator(KeyRing.NONE).verify(signed(NEW)));
    }

    @Test
    void anyChangedOctetOfTheBasePacketIsFound() {
        Authenticator authenticator = new Authenticator(new KeyRing(List.of(OLD)));
        SenderPacket packet = signed(OLD);
        for (int at = 0; at < PacketMode.AUTHENTICATED.length(); at++) {
            byte octet = packet.buffer().get(at);
            packet.buffer().put(at, (byte) (octet ^ 0x10));
            assertEquals(Authenticator.NO_KEY, authenticator.verify(packet), "octet " + at);
            packet.buffer().put(at, octet);
        }
        assertEquals(0, authenticator.verify(packet));
    }

    @Test
    void theHmacTlvCoversTheNumberAndTheTlvsBeforeItWithTheKeyOfThePacket() {
        Authenticator both = new Authenticator(new KeyRing(List.of(OLD, NEW)));
        SenderPacket packet = signed(OLD);
        int hmacAt = 112 + 8;

        assertTrue(both.areTlvsSigned(packet, hmacAt, 1));
        assertFalse(both.areTlvsSigned(packet, hmacAt, 0));
        assertTrue(both.areTlvsSigned(packet, hmacAt, Authenticator.NO_KEY));
        assertEquals(1, both.keyOfTlvs(packet, hmacAt));
        packet.buffer().put(112, (byte) 0); // flags are covered
        assertFalse(both.areTlvsSigned(packet, hmacAt, 1));
        assertEquals(Authenticator.NO_KEY, both.keyOfTlvs(packet, hmacAt));
        both.signTlvs(packet, hmacAt, 1);
        packet.timestamp(1); // not covered here, but by the base packet's own HMAC
        assertTrue(both.areTlvsSigned(packet, hmacAt, 1));
        packet.sequenceNumber(6);
        assertFalse(both.areTlvsSigned(packet, hmacAt, 1));
    }
}
