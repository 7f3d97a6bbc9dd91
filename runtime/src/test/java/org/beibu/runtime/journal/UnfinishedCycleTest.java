package org.beibu.runtime.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a writer leaves that is killed while it makes a new cycle file, or the very first file. */
class UnfinishedCycleTest {
    private static final long START_NANOS = 1_700_000_000_000_000_000L;
    private static final long CYCLE_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final String FIRST_CYCLE = "20231114-2210X.cq4";
    private static final String SECOND_CYCLE = "20231114-2220X.cq4";

    private static final String METADATA = "metadata.cq4t";

    /** First word of a file: nothing yet, or Chronicle's mark of a head that is being written. */
    private static final int NOTHING = 0;

    private static final int HEAD_BEING_WRITTEN = 0x8000_0000;

    @TempDir private Path directory;

    private final Counters counters = new Counters();
    private final AtomicLong now = new AtomicLong(START_NANOS);

    @ParameterizedTest
    @ValueSource(ints = {NOTHING, HEAD_BEING_WRITTEN})
    @Timeout(60)
    void aReaderThatMetTheUnfinishedFirstFileGoesOn(int firstWord) throws Exception {
        append(0);
        leaveUnfinished(FIRST_CYCLE, firstWord);
        try (JournalReader reader = new JournalReader(config(), counters)) {
            reader.start(0);
            assertEquals(0, reader.poll(batch -> {}, 64));

            append(100);

            awaitRecords(reader, 100);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {NOTHING, HEAD_BEING_WRITTEN})
    @Timeout(60)
    void aReaderThatMetAnUnfinishedLaterFileGoesOn(int firstWord) throws Exception {
        append(100);
        leaveUnfinished(SECOND_CYCLE, firstWord);
        try (JournalReader reader = new JournalReader(config(), counters)) {
            reader.start(0);
            awaitRecords(reader, 100);
            now.addAndGet(CYCLE_NANOS);

            append(50);

            awaitRecords(reader, 50);
            assertEquals(0, counters.get(JournalCounter.RECORDS_MISSING));
            assertEquals(0, counters.get(JournalCounter.RECORDS_REPEATED));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {NOTHING, HEAD_BEING_WRITTEN})
    @Timeout(60)
    void aJournalWhoseMetadataIsUnfinishedIsMadeAnew(int firstWord) throws Exception {
        leaveUnfinished(METADATA, firstWord);
        try (JournalReader reader = new JournalReader(config(), counters)) {
            reader.start(0);
            assertEquals(0, reader.poll(batch -> {}, 64));

            append(100);

            awaitRecords(reader, 100);
        }
    }

    /** Opening a folder works, reading it fails: as on a disk with an error. */
    @Test
    void metadataThatCannotBeReadIsNoEmptyJournal() throws Exception {
        Path metadata = Files.createDirectory(directory.resolve(METADATA));
        try (JournalReader reader = new JournalReader(config(), counters)) {
            assertThrows(JournalException.class, () -> reader.start(0));
        }

        assertThrows(JournalException.class, () -> append(1));

        assertTrue(Files.exists(metadata), "removed what it could not read");
    }

    @Test
    @Timeout(60)
    void aReaderAtTheEndIsNotOpenedAnew() throws Exception {
        append(100);
        try (JournalReader reader = new JournalReader(config(), counters)) {
            reader.start(0);
            awaitRecords(reader, 100);

            for (int poll = 0; poll < 10_000; poll++) {
                assertEquals(0, reader.poll(batch -> {}, 64));
            }

            assertEquals(0, counters.get(JournalCounter.READER_REOPENED));
        }
    }

    private void append(int records) throws JournalException {
        try (JournalWriter writer = new JournalWriter(config(), "me", now::get, counters)) {
            writer.start();
            TimingRecord record = new TimingRecord();
            for (int i = 0; i < records; i++) {
                record.epochNanos(now.get())
                        .delayNanos(1_000_000)
                        .method(Method.HANDSHAKE)
                        .metric(Metric.FAR_ROUND_TRIP)
                        .routeKey(AsciiKey.route("-"))
                        .exitKey(AsciiKey.exitHigh("-"), AsciiKey.exitLow("-"));
                assertTrue(writer.append(record));
            }
        }
    }

    /** Polls until so many records have come; the timeout of the test ends it otherwise. */
    private static void awaitRecords(JournalReader reader, int records) throws JournalException {
        int[] found = {0};
        while (found[0] < records) {
            reader.poll(batch -> found[0] += batch.count(), 64);
        }
        assertEquals(records, found[0]);
    }

    private void leaveUnfinished(String name, int firstWord) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(directory.resolve(name).toFile(), "rw")) {
            file.setLength(5 << 20);
            file.writeInt(Integer.reverseBytes(firstWord));
        }
    }

    private JournalConfig config() {
        return JournalConfig.at(directory).withFreeSpaceFloor(JournalConfig.LOWEST_FLOOR_BYTES);
    }
}
