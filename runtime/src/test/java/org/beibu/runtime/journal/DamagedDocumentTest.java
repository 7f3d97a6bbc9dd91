package org.beibu.runtime.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;
import net.openhft.chronicle.wire.Wire;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the reader makes of documents that are not what a writer of ours wrote. */
class DamagedDocumentTest {
    private static final int RECORDS = 2;
    private static final int LENGTH = JournalFormat.documentLength(RECORDS);

    @TempDir Path directory;

    private final Records.SteppedClock clock = new Records.SteppedClock();
    private final Counters counters = new Counters();
    private byte[] sound = {};

    @BeforeEach
    void writeOneSoundDocument() throws JournalException {
        TimingRecord timing = new TimingRecord();
        try (JournalWriter writer =
                new JournalWriter(JournalConfig.at(directory), "a", clock, counters)) {
            writer.start();
            for (int n = 0; n < RECORDS; n++) {
                writer.append(Records.timing(timing, n));
            }
        }
        sound = firstDocument();
    }

    private byte[] firstDocument() {
        DocumentCursor cursor = new DocumentCursor();
        try (SingleChronicleQueue queue = open();
                ExcerptTailer tailer = queue.createTailer()) {
            assertTrue(cursor.next(tailer));
        }
        return Arrays.copyOf(cursor.view().array(), LENGTH);
    }

    private SingleChronicleQueue open() {
        return JournalQueue.open(directory, () -> clock.nanos / 1_000_000);
    }

    private void append(ExcerptAppender appender, byte[] document) {
        try (DocumentContext context = appender.writingDocument()) {
            Wire wire = context.wire();
            if (wire != null) {
                wire.bytes().write(document);
            }
        }
    }

    private List<String> read() throws JournalException {
        try (JournalReader reader = new JournalReader(JournalConfig.at(directory), counters)) {
            reader.start(0);
            return Records.readAll(reader);
        }
    }

    /** The sound document with other octets at a place and a checksum that fits them. */
    private byte[] forged(int at, int... octets) {
        byte[] document = sound.clone();
        for (int i = 0; i < octets.length; i++) {
            document[at + i] = (byte) octets[i];
        }
        ByteBuffer.wrap(document)
                .putInt(
                        JournalFormat.CHECKSUM_AT,
                        JournalFormat.checksum(new CRC32C(), document, LENGTH));
        return document;
    }

    /** The sound document with another first sequence number. */
    private byte[] numbered(int first) {
        return forged(JournalFormat.SEQUENCE_AT, 0, 0, 0, 0, 0, 0, 0, first);
    }

    /** As when the mapping fails after the last octet has arrived. */
    @Test
    void aDocumentThatIsThereAfterAFailedWriteKeepsItsNumbers() throws JournalException {
        try (JournalWriter writer =
                new JournalWriter(JournalConfig.at(directory), "a", clock, counters)) {
            writer.start();
            try (SingleChronicleQueue queue = open();
                    ExcerptAppender appender = queue.createAppender()) {
                append(appender, numbered(RECORDS + 1));
            }
            writer.fail(new InternalError("as if writing had failed"));

            writer.housekeep(clock.nanos);

            assertEquals(2 * RECORDS, writer.lastSequence());
            assertTrue(writer.append(Records.timing(new TimingRecord(), 0)));
        }
        read();
        assertEquals(0, counters.get(JournalCounter.RECORDS_REPEATED));
        assertEquals(0, counters.get(JournalCounter.RECORDS_MISSING));
    }

    @Test
    void eachOctetIsCovered() throws JournalException {
        try (SingleChronicleQueue queue = open();
                ExcerptAppender appender = queue.createAppender()) {
            for (int i = 0; i < LENGTH; i++) {
                byte[] damaged = sound.clone();
                damaged[i] ^= (byte) (1 << i % Byte.SIZE);
                append(appender, damaged);
            }
            append(appender, sound);
        }

        List<String> read = read();

        assertEquals(2 * RECORDS, read.size());
        assertEquals(read.subList(0, RECORDS), read.subList(RECORDS, 2 * RECORDS));
        assertEquals(4, counters.get(JournalCounter.SKIPPED_BAD_MAGIC));
        assertEquals(2, counters.get(JournalCounter.SKIPPED_UNKNOWN_VERSION));
        assertEquals(10, counters.get(JournalCounter.SKIPPED_BAD_LENGTH));
        assertEquals(LENGTH - 16, counters.get(JournalCounter.SKIPPED_BAD_CHECKSUM));
        assertEquals(RECORDS, counters.get(JournalCounter.RECORDS_REPEATED));
    }

    @Test
    void eachCutIsNoticed() throws JournalException {
        try (SingleChronicleQueue queue = open();
                ExcerptAppender appender = queue.createAppender()) {
            for (int length = 1; length < LENGTH; length++) {
                append(appender, Arrays.copyOf(sound, length));
            }
            append(appender, new byte[3 * JournalFormat.MAX_DOCUMENT]);
            append(appender, sound);
        }

        assertEquals(2 * RECORDS, read().size());
        // Documents are padded to four octets, so the last three cuts find zeros where they miss.
        long cuts = counters.get(JournalCounter.SKIPPED_BAD_LENGTH);
        long padded = counters.get(JournalCounter.SKIPPED_BAD_CHECKSUM);
        assertEquals(
                JournalFormat.HEADER_LENGTH - 1, counters.get(JournalCounter.SKIPPED_TOO_SHORT));
        assertEquals(LENGTH - JournalFormat.HEADER_LENGTH, cuts + padded);
        assertEquals(1, counters.get(JournalCounter.SKIPPED_BAD_MAGIC));
    }

    @Test
    void sequenceAndProbeMustMakeSense() throws JournalException {
        try (SingleChronicleQueue queue = open();
                ExcerptAppender appender = queue.createAppender()) {
            append(appender, forged(JournalFormat.SEQUENCE_AT, 0x80));
            append(appender, forged(JournalFormat.SEQUENCE_AT + 7, 0));
            append(appender, forged(JournalFormat.PROBE_AT, 0));
        }

        assertEquals(RECORDS, read().size());
        assertEquals(3, counters.get(JournalCounter.SKIPPED_BAD_HEADER));
    }

    @Test
    void recordsOfANewerWriterArePassedOver() throws JournalException {
        int first = JournalFormat.recordAt(0);
        try (SingleChronicleQueue queue = open();
                ExcerptAppender appender = queue.createAppender()) {
            append(appender, forged(first, 77)); // kind
            append(appender, forged(first + 1, 99)); // method
            append(appender, forged(first + 1, -1));
            append(appender, forged(first + 2, 99)); // metric
            append(appender, forged(first + 16, 0x7f)); // delay of centuries
            append(appender, forged(first, 2, 0)); // loss window without method
            append(appender, forged(first, 3, 0, 9)); // traffic without direction
        }

        List<String> read = read();

        assertEquals(8 * RECORDS, read.size());
        assertEquals(7, counters.get(JournalCounter.RECORDS_UNKNOWN));
        assertEquals(7, read.stream().filter(record -> record.contains(" UNKNOWN ")).count());
        assertEquals(9, read.stream().filter(record -> record.contains(" TIMING ")).count());
    }

    @Test
    void anUnknownClockQualityIsReadAsUnknown() throws JournalException {
        try (SingleChronicleQueue queue = open();
                ExcerptAppender appender = queue.createAppender()) {
            append(appender, forged(JournalFormat.recordAt(0) + 3, 99));
        }

        assertTrue(read().get(RECORDS).contains(" far unknown "));
    }
}
