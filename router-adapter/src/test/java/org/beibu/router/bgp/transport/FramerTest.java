package org.beibu.router.bgp.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FramerTest {
    private static final int LONGEST = 4096;

    private final Framer framer = new Framer();

    private static byte[] message(int length, int fill) {
        byte[] message = new byte[length];
        Arrays.fill(message, (byte) fill);
        Arrays.fill(message, 0, 16, (byte) -1);
        message[16] = (byte) (length >> 8);
        message[17] = (byte) length;
        return message;
    }

    private List<String> messages(int longest) {
        List<String> all = new ArrayList<>();
        while (framer.next(longest)) {
            all.add(HexFormat.of().formatHex(framer.message()));
        }
        return all;
    }

    private static String hex(byte[] octets) {
        return HexFormat.of().formatHex(octets);
    }

    @Test
    void aMessageIsToldWhenItIsWhole() {
        byte[] message = message(23, 2);
        framer.add(Arrays.copyOf(message, 18));
        assertFalse(framer.next(LONGEST), "no header yet");
        framer.add(Arrays.copyOfRange(message, 18, 22));
        assertFalse(framer.next(LONGEST), "no body yet");

        framer.add(Arrays.copyOfRange(message, 22, 23));

        assertEquals(List.of(hex(message)), messages(LONGEST));
        assertFalse(framer.next(LONGEST));
    }

    @Test
    void messagesComeOutAsTheyWentInHoweverTheStreamIsCut() {
        Random random = new Random(4271);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            byte[] message = message(19 + random.nextInt(i % 50 == 0 ? 4_078 : 100), i);
            stream.writeBytes(message);
            sent.add(hex(message));
        }
        byte[] octets = stream.toByteArray();

        List<String> received = new ArrayList<>();
        for (int at = 0; at < octets.length; ) {
            int count = Math.min(octets.length - at, 1 + random.nextInt(3_000));
            framer.add(Arrays.copyOfRange(octets, at, at + count));
            at += count;
            received.addAll(messages(LONGEST));
        }

        assertEquals(sent, received);
    }

    @Test
    void theLongestMessageOfAnExtendedSessionFits() {
        byte[] message = message(65_535, 7);
        for (int at = 0; at < message.length; at += 1_000) {
            assertEquals(List.of(), messages(65_535));
            framer.add(Arrays.copyOfRange(message, at, Math.min(at + 1_000, message.length)));
        }

        assertEquals(List.of(hex(message)), messages(65_535));
        assertTrue(framer.octets().length < 3 * 65_535, "bounded");
    }

    @Test
    void aLengthThatCannotBeRightIsNotWaitedFor() {
        for (int length : new int[] {0, 18, 4097, 65_535}) {
            Framer fresh = new Framer();
            byte[] header = message(19, 0);
            header[16] = (byte) (length >> 8);
            header[17] = (byte) length;
            fresh.add(header);

            assertTrue(fresh.next(LONGEST), "length " + length);
            assertEquals(19, fresh.length());
        }
    }

    @Test
    void withoutMarkerNothingIsWaitedFor() {
        byte[] header = message(400, 0);
        header[5] = 0;
        framer.add(Arrays.copyOf(header, 19));

        assertTrue(framer.next(LONGEST));
        assertEquals(19, framer.length());
    }
}
