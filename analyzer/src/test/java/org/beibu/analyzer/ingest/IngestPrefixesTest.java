package org.beibu.analyzer.ingest;

import static org.beibu.analyzer.ingest.JournalFixture.SECOND;
import static org.beibu.analyzer.ingest.JournalFixture.START;
import static org.beibu.analyzer.ingest.JournalFixture.series;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.live.LiveView;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.analyzer.store.StoredWindow;
import org.beibu.model.Method;
import org.beibu.model.Resolution;
import org.beibu.runtime.journal.JournalException;
import org.beibu.runtime.journal.JournalWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestPrefixesTest {
    private static final Series HANOI = series("VN-HAN", "gz-1", Method.HANDSHAKE);

    @TempDir Path directory;
    private JournalFixture journal;
    private SqliteDelayStore store;

    @BeforeEach
    void open() {
        journal = new JournalFixture(directory);
        store = SqliteDelayStore.open(journal.storeFile());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Ingest ingest(int countedPrefixes) {
        IngestConfig config =
                new IngestConfig(Duration.ofMillis(500), 64L << 20, 100, countedPrefixes);
        return journal.ingest(journal.reader(), store, new LiveView(), config);
    }

    private void append(JournalWriter writer, long atNanos, int... networks) {
        for (int network : networks) {
            long low = 0x0000_ffff_c000_0000L | (long) network << 8;
            assertTrue(writer.append(journal.timing(HANOI, atNanos, 1_000).prefix(0, low, 24)));
        }
        writer.flush();
    }

    private int known(Resolution resolution, long startNanos) {
        List<StoredWindow> found =
                store.windows(HANOI, resolution, startNanos, startNanos + resolution.nanos());
        return found.get(0).prefixes().atLeast();
    }

    @Test
    void networksOfAWindowAreCountedOnceOverItsCommits() throws JournalException {
        try (JournalWriter writer = journal.writer("p");
                Ingest ingest = ingest(10)) {
            append(writer, START, 1, 2, 2);
            ingest.drain();
            append(writer, START + SECOND, 2, 3);
            ingest.drain();
            append(writer, START + 20 * SECOND, 3, 4, 5);
            ingest.drain();

            assertEquals(3, known(Resolution.TEN_SECONDS, START));
            assertEquals(3, known(Resolution.TEN_SECONDS, START + 20 * SECOND));
            assertEquals(5, known(Resolution.MINUTE, START), "not six: one was there twice");
            assertEquals(5, known(Resolution.DAY, START));
        }
    }

    @Test
    void countingEndsAtTheLimit() throws JournalException {
        try (JournalWriter writer = journal.writer("p");
                Ingest ingest = ingest(4)) {
            append(writer, START, 1, 2, 3, 4, 5, 6, 7);
            ingest.drain();
            assertEquals(4, known(Resolution.MINUTE, START));
        }
    }

    /** The next process has another key: what it counts again must not be added. */
    @Test
    void restartNeverCountsANetworkTwice() throws JournalException {
        try (JournalWriter writer = journal.writer("p")) {
            try (Ingest first = ingest(10)) {
                append(writer, START, 1, 2, 3);
                first.drain();
            }
            try (Ingest second = ingest(10)) {
                append(writer, START + SECOND, 1, 2, 3, 4);
                second.drain();
                assertEquals(4, known(Resolution.TEN_SECONDS, START));
            }
        }
    }

    @Test
    void nothingIsCountedUnlessAskedFor() throws JournalException {
        try (JournalWriter writer = journal.writer("p");
                Ingest ingest = ingest(0)) {
            append(writer, START, 1, 2, 3);
            ingest.drain();
            assertEquals(0, known(Resolution.TEN_SECONDS, START));
        }
    }
}
