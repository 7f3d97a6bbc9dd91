package org.beibu.runtime.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What capture records hold at their edges. */
class CaptureRecordsTest {
    private static final long LONGEST = (1L << 56) - 2;

    private final ByteBuffer document = ByteBuffer.allocate(3 * JournalFormat.RECORD_LENGTH);

    private CaptureStatisticsRecord statistics(long behindNanos) {
        int at = JournalFormat.RECORD_LENGTH;
        new CaptureStatisticsRecord(1, 2, 3, 4, 5, 6, 7, behindNanos).encode(document, at);
        assertEquals(RecordKind.CAPTURE_STATISTICS, RecordKind.ofCode(document.get(at)));
        return CaptureStatisticsRecord.decode(document, at);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1, 999_999_999, LONGEST})
    void timeBehindComesBack(long behindNanos) {
        assertEquals(behindNanos, statistics(behindNanos).behindNanos());
    }

    @Test
    void timeBehindNeverReachesIntoTheKind() {
        assertEquals(LONGEST, statistics(Long.MAX_VALUE).behindNanos());
        assertEquals(CaptureStatisticsRecord.UNKNOWN, statistics(Long.MIN_VALUE).behindNanos());
    }

    @Test
    void recordOfAnOlderWriterHasNoTimeBehind() {
        document.put(0, RecordKind.CAPTURE_STATISTICS.code());

        assertEquals(
                CaptureStatisticsRecord.UNKNOWN,
                CaptureStatisticsRecord.decode(document, 0).behindNanos());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 39, 40})
    void reasonOfAnyLengthComesBack(int length) {
        CaptureSkipsRecord skips = new CaptureSkipsRecord(8, "r".repeat(length), 9);

        skips.encode(document, JournalFormat.RECORD_LENGTH);

        assertTrue(CaptureSkipsRecord.isKnown(document, JournalFormat.RECORD_LENGTH));
        assertEquals(skips, CaptureSkipsRecord.decode(document, JournalFormat.RECORD_LENGTH));
        assertEquals(0, document.getLong(2 * JournalFormat.RECORD_LENGTH), "nothing beyond");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "two words", "caf\u00e9", "12345678901234567890123456789012345678901"})
    void reasonThatCannotBeTextIsRefused(String reason) {
        assertThrows(IllegalArgumentException.class, () -> new CaptureSkipsRecord(1, reason, 2));
    }

    @Test
    void recordWithoutAReasonOrWithAnOddOneIsUnknown() {
        assertFalse(CaptureSkipsRecord.isKnown(document, 0));
        document.put(24, (byte) 'a').put(25, (byte) 7);
        assertFalse(CaptureSkipsRecord.isKnown(document, 0));
        document.put(25, (byte) -3);
        assertFalse(CaptureSkipsRecord.isKnown(document, 0));
    }
}
