package org.beibu.probe.echo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Octets as RFC 792 and RFC 4443 draw them; the checksum worked out by hand. */
class EchoMessageTest {

    @Test
    void aRequestIsWrittenWithItsChecksum() {
        ByteBuffer buffer = ByteBuffer.allocate(EchoMessage.LENGTH);
        EchoMessage.write(buffer, true, 0xbeeb, 0x0000_0002_0001_0007L, 0x1122_3344_5566_7788L);

        // 0800 + beeb + 0007 + 0002 + 0001 + 0007 + 1122 + 3344 + 5566 + 7788 = 1d850, ~(d850 + 1)
        assertEquals(
                "080027aebeeb000700000002000100071122334455667788",
                HexFormat.of().formatHex(buffer.array()));
        assertEquals(0xbeeb, EchoMessage.identifier(buffer, 0));
        assertEquals(7, EchoMessage.sequence(buffer, 0));
        assertEquals(2, EchoMessage.session(buffer, 0));
        assertEquals(0x1_0007, EchoMessage.number(buffer, 0));
        assertEquals(0x1122_3344_5566_7788L, EchoMessage.token(buffer, 0));
    }

    @Test
    void theChecksumOfIcmpv6IsLeftToTheKernel() {
        ByteBuffer buffer = ByteBuffer.allocate(EchoMessage.LENGTH);
        EchoMessage.write(buffer, false, 1, 2, 3);

        assertEquals(128, EchoMessage.type(buffer, 0));
        assertEquals(0, buffer.getShort(2));
    }
}
