package org.beibu.router.bgp.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every good message of others, cut at each octet and with each octet turned round once. */
class CutAndFlipTest {
    private static final int[] FLIPS = {0xff, 0x10};

    @Test
    void aMessageCutAnywhereIsSettled() throws IOException {
        int settled = 0;
        for (SharedMessages.Named message : SharedMessages.orSkip().good()) {
            byte[] octets = message.octets();
            for (SessionFormat format : OthersMessagesTest.formats()) {
                for (int length = 0; length < octets.length; length++) {
                    settle(Arrays.copyOf(octets, length), length, format, message.name());
                    settle(Damage.cut(octets, length), length, format, message.name());
                    settled++;
                }
            }
        }
        assertTrue(settled > 100_000, settled + " settled");
    }

    @Test
    void aMessageWithOneOctetWrongIsSettled() throws IOException {
        int settled = 0;
        for (SharedMessages.Named message : SharedMessages.orSkip().good()) {
            byte[] octets = message.octets().clone();
            for (SessionFormat format : OthersMessagesTest.formats()) {
                for (int i = 0; i < octets.length; i++) {
                    for (int flip : FLIPS) {
                        octets[i] ^= (byte) flip;
                        settle(octets, octets.length, format, message.name() + " at " + i);
                        octets[i] ^= (byte) flip;
                        settled++;
                    }
                }
            }
        }
        assertTrue(settled > 200_000, settled + " settled");
    }

    /** Decodes octets between others that must not be read, and writes again what was good. */
    private static void settle(byte[] octets, int length, SessionFormat format, String name) {
        byte[] among = new byte[length + 8];
        Arrays.fill(among, (byte) 0xa5);
        System.arraycopy(octets, 0, among, 4, length);
        try {
            Decoded decoded = BgpDecoder.decode(among, 4, length, format);
            Decoded alone = BgpDecoder.decode(octets, 0, length, format);
            assertEquals(alone, decoded, name);
            CodecPromises.check(decoded, format);
        } catch (RuntimeException e) {
            throw new AssertionError(name + " " + java.util.HexFormat.of().formatHex(octets), e);
        }
    }

    @Test
    void thereAreManyGoodMessages() throws IOException {
        List<SharedMessages.Named> good = SharedMessages.orSkip().good();

        assertTrue(good.size() > 270, good.size() + " messages");
    }
}
