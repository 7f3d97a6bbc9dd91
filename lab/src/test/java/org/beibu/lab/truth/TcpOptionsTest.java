package org.beibu.lab.truth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TcpOptionsTest {
    @Test
    void timestampsAndSackBlocksAreFoundBehindOneAnother() {
        TcpOptions options = new TcpOptions(Wire.stamps(0x80000001, 2) + Wire.sack(10, 20));

        assertEquals(OptionalInt.of(0x80000001), options.tsval());
        assertEquals(OptionalInt.of(2), options.tsecr());
        assertArrayEquals(new int[] {20}, options.sackEdges());
    }

    @Test
    void whatWasCutOffIsNotGuessed() {
        String stamps = Wire.stamps(1, 2);

        TcpOptions options = new TcpOptions(stamps.substring(0, stamps.length() - 3));

        assertEquals(OptionalInt.of(1), options.tsval());
        assertEquals(OptionalInt.empty(), options.tsecr());
        assertArrayEquals(new int[0], new TcpOptions("\5\12\0\0\0\12\0").sackEdges());
    }

    @Test
    void nothingIsReadBehindTheEndOfTheListOrABrokenLength() {
        assertEquals(OptionalInt.empty(), new TcpOptions("\0" + Wire.stamps(1, 2)).tsval());
        assertEquals(OptionalInt.empty(), new TcpOptions("\3\0" + Wire.stamps(1, 2)).tsval());
        assertEquals(OptionalInt.empty(), new TcpOptions("\3").tsval());
    }
}
