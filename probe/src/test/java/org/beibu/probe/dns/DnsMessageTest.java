package org.beibu.probe.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries as RFC 1035 4.1 draws them, and what counts as their response. */
class DnsMessageTest {
    private static final DnsQuestion SOA = DnsQuestion.parse("Example.com/SOA", false);

    private static ByteBuffer question() {
        return ByteBuffer.wrap(SOA.octets());
    }

    private static byte[] query(boolean recursive) {
        byte[] octets = SOA.octets();
        ByteBuffer buffer = ByteBuffer.allocate(DnsMessage.HEADER + octets.length);
        assertEquals(buffer.limit(), DnsMessage.prepare(buffer, octets, recursive));
        buffer.putShort(0, (short) 0xbeeb);
        return buffer.array();
    }

    private static byte[] response(int flags) {
        byte[] octets = query(false);
        octets[2] = (byte) (flags >>> 8);
        octets[3] = (byte) flags;
        return octets;
    }

    private static boolean repeats(byte[] message) {
        return DnsMessage.repeats(question(), ByteBuffer.wrap(message), 0, message.length);
    }

    @Test
    void aQueryIsAHeaderAndOneQuestion() {
        assertEquals(
                "beeb00000001000000000000" + "074578616d706c6503636f6d00" + "00060001",
                HexFormat.of().formatHex(query(false)));
        assertEquals(1, query(true)[2]);
    }

    @Test
    void onlyResponsesToPlainQueriesAreResponses() {
        assertTrue(DnsMessage.isResponse(ByteBuffer.wrap(response(0x8180)), 0));
        assertFalse(DnsMessage.isResponse(ByteBuffer.wrap(response(0x0180)), 0));
        assertFalse(DnsMessage.isResponse(ByteBuffer.wrap(response(0xa800)), 0), "an update's");
    }

    @Test
    void codeAndTruncationAreRead() {
        ByteBuffer refused = ByteBuffer.wrap(response(0x8305));
        assertEquals(DnsMessage.REFUSED, DnsMessage.code(refused, 0));
        assertTrue(DnsMessage.isTruncated(refused, 0));
        assertFalse(DnsMessage.isTruncated(ByteBuffer.wrap(response(0x8183)), 0));
        assertEquals(
                DnsMessage.NO_SUCH_NAME, DnsMessage.code(ByteBuffer.wrap(response(0x8183)), 0));
    }

    @Test
    void aQuestionIsRepeatedInLettersOfEitherCase() {
        byte[] message = response(0x8180);
        assertTrue(repeats(message));
        message[13] = 'e';
        assertTrue(repeats(message));
        message[14] = 'y';
        assertFalse(repeats(message));
    }

    @Test
    void anotherTypeAnotherNumberOfQuestionsOrACutQuestionIsNoRepetition() {
        byte[] message = response(0x8180);
        message[message.length - 3] = 1;
        assertFalse(repeats(message), "type A");
        byte[] two = response(0x8180);
        two[5] = 2;
        assertFalse(repeats(two));
        byte[] whole = response(0x8180);
        for (int length = DnsMessage.HEADER; length < whole.length; length++) {
            assertFalse(repeats(Arrays.copyOf(whole, length)), "of " + length);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a..b", ".a", "a b", "a/", "a/XYZ", "a/0", "a/70000", "ü.example"})
    void whatIsNoQuestionIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> DnsQuestion.parse(text, false));
    }

    @Test
    void questionsReadBackAsWritten() {
        assertEquals("www.example.com/A", DnsQuestion.parse("www.example.com", true).toString());
        assertEquals("./NS", DnsQuestion.parse("./NS", true).toString());
        assertEquals("example.com/65", DnsQuestion.parse("example.com./65", true).toString());
        assertEquals(5, DnsQuestion.parse("./NS", true).octets().length);
        assertThrows(
                IllegalArgumentException.class,
                () -> DnsQuestion.parse("a".repeat(64) + ".example", false));
    }

    @Test
    void anIdStaysWithItsQueryForTenSeconds() {
        QueryIds ids = new QueryIds();
        boolean[] seen = new boolean[1 << 16];
        for (int i = 0; i < 20_000; i++) {
            int id = ids.take(3, i, 1_000L + i);
            assertFalse(seen[id], "given twice");
            seen[id] = true;
            assertEquals(3, ids.place(id));
            assertEquals(i, ids.number(id));
        }
    }

    @Test
    void whenAllIdsAreTakenThereIsNoneUntilTheyAreOld() {
        QueryIds ids = new QueryIds();
        int none = 0;
        for (int i = 0; i < 400_000; i++) {
            none += ids.take(0, i, 1_000) == QueryIds.NONE ? 1 : 0;
        }
        assertTrue(none > 300_000, "none " + none);
        assertTrue(ids.take(0, 0, 20_000_000_000L) != QueryIds.NONE);
    }
}
