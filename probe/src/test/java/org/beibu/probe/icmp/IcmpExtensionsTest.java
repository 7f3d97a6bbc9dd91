package org.beibu.probe.icmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IcmpExtensionsTest {
    /** Two labels: 24001 with TC 0, TTL 1; 16 at the bottom with TTL 255. */
    static final String TWO_LABELS = "000c0101" + "05dc1001" + "000101ff";

    private static final String INTERFACE = "0008020a" + "00000007";

    static byte[] structure(String objects) {
        byte[] octets = HexFormat.of().parseHex("20000000" + objects);
        int sum = 0;
        for (int i = 0; i < octets.length; i += 2) {
            sum += ByteBuffer.wrap(octets).getShort(i) & 0xffff;
        }
        sum = (sum & 0xffff) + (sum >>> 16);
        ByteBuffer.wrap(octets).putShort(2, (short) ~sum);
        return octets;
    }

    private static Optional<IcmpExtensions> read(byte[] octets) {
        return IcmpExtensions.read(ByteBuffer.wrap(octets), 0, octets.length);
    }

    @Test
    void theLabelStackIsReadAndOtherObjectsAreCounted() {
        assertEquals(
                Optional.of(new IcmpExtensions(List.of(0x05dc1001, 0x000101ff), 1)),
                read(structure(INTERFACE + TWO_LABELS)));
        assertEquals(24_001, 0x05dc1001 >>> 12);
    }

    @Test
    void aChecksumOfZeroIsNoneAndAWrongOneIsRefused() {
        byte[] octets = structure(TWO_LABELS);
        ByteBuffer view = ByteBuffer.wrap(octets);
        view.putShort(2, (short) 0);
        assertTrue(read(octets).isPresent());
        view.putShort(2, (short) 0x1234);
        assertEquals(Optional.empty(), read(octets));
    }

    @Test
    void whatIsCutOrNotOfVersionTwoIsRefused() {
        byte[] whole = HexFormat.of().parseHex("20000000" + TWO_LABELS);
        for (int length = 0; length < whole.length; length++) {
            ByteBuffer cut = ByteBuffer.wrap(whole, 0, length);
            assertEquals(Optional.empty(), IcmpExtensions.read(cut, 0, length), length + " octets");
        }
        whole[0] = 0x10;
        assertEquals(Optional.empty(), read(whole));
    }

    @Test
    void lengthsThatLieAreRefused() {
        for (String object : List.of("00000101", "00030101", "ffff0101")) {
            byte[] octets = HexFormat.of().parseHex("20000000" + object + "00000000");
            assertEquals(Optional.empty(), read(octets), object);
        }
        assertEquals(Optional.empty(), IcmpExtensions.read(ByteBuffer.wrap(new byte[8]), -1, 8));
    }

    @Test
    void moreThanSixteenLabelsAreLeftOut() {
        String many = "00640101" + "00001001".repeat(24);
        assertEquals(
                IcmpExtensions.MOST_LABELS, read(structure(many)).orElseThrow().labels().size());
    }
}
