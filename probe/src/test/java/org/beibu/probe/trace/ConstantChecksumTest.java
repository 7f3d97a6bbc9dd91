package org.beibu.probe.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConstantChecksumTest {
    @Test
    void whateverThePayloadItsSumIsTheSame() {
        Random random = new Random(3);
        for (int i = 0; i < 1_000; i++) {
            byte[] octets = new byte[50 + i % 7];
            random.nextBytes(octets);
            ByteBuffer payload = ByteBuffer.wrap(octets);

            ConstantChecksum.set(payload, octets.length, 48);

            assertEquals(0xffff, ConstantChecksum.sum(payload, octets.length));
        }
    }
}
