package org.beibu.analyzer.ingest;

import static org.beibu.analyzer.ingest.JournalFixture.SECOND;
import static org.beibu.analyzer.ingest.JournalFixture.START;
import static org.beibu.analyzer.ingest.JournalFixture.series;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.beibu.analyzer.AnalyzerCounter;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.live.LiveRecorder;
import org.beibu.analyzer.live.LiveView;
import org.beibu.analyzer.store.JournalPosition;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.analyzer.store.StoreBatch;
import org.beibu.model.Method;
import org.beibu.runtime.journal.JournalException;
import org.beibu.runtime.journal.JournalWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each record once, whatever happens to the journal between two lives of the analyzer. */
class ProbeProgressTest {
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

    private Ingest ingest() {
        Ingest ingest =
                new Ingest(
                        journal.reader(),
                        store,
                        new LiveRecorder(new LiveView(), 100, journal.counters),
                        IngestConfig.DEFAULT,
                        journal.environment());
        ingest.start();
        return ingest;
    }

    private void drain() throws JournalException {
        try (Ingest ingest = ingest()) {
            ingest.drain();
        }
    }

    /** So many documents of one record, a second from one to the next. */
    private void write(String probe, int documents) throws JournalException {
        try (JournalWriter writer = journal.writer(probe)) {
            for (int i = 0; i < documents; i++) {
                journal.append(writer, HANOI, START + i, i);
                writer.flush();
                journal.advance(SECOND);
            }
        }
    }

    private long restarted() {
        return journal.counters.get(AnalyzerCounter.NUMBERINGS_RESTARTED);
    }

    @Test
    void aNewJournalThatIsLongerThanTheOldOneIsTakenInFromItsBeginning() throws Exception {
        write("nn-1", 5);
        drain();
        journal.delete();
        write("nn-1", 12); // in the same file name, so that the reader finds its document there

        drain();

        assertEquals(journal.truthCount(), store.totalCount());
        assertEquals(1, restarted());
        assertEquals(12, store.position().lastSequence("nn-1"));
    }

    @Test
    void aNewJournalIsNoticedBeforeItPassesTheOldNumber() throws Exception {
        write("nn-1", 20);
        drain();
        long index = store.position().index();
        journal.delete();
        write("gz-1", 10);
        write("nn-1", 15);
        rewindTo(index - 6, "nn-1", 20);

        drain();

        assertEquals(journal.truthCount(), store.totalCount());
        assertEquals(1, restarted());
        assertEquals(15, store.position().lastSequence("nn-1"));
        assertEquals(10, store.position().lastSequence("gz-1"));
    }

    /** The store's place in the journal, as after other documents than those of the test. */
    private void rewindTo(long index, String probe, long sequence) {
        Map<String, Long> appended = store.position().appendedNanos();
        store.commit(
                new StoreBatch(
                        List.of(),
                        new JournalPosition(index, Map.of(probe, sequence), appended),
                        START));
    }

    @Test
    void aJournalThatIsReadAgainAfterABackwardStepOfTheClockIsNotDoubled() throws Exception {
        journal.advance(20 * SECOND);
        write("nn-1", 5);
        journal.advance(-20 * SECOND); // in the same file
        write("nn-1", 5);
        drain();
        rewindTo(0, "nn-1", 10);

        drain();

        assertEquals(10, store.totalCount());
        assertEquals(0, restarted());
    }

    @Test
    void aJournalThatLostItsEndIsNotDoubledBeforeTheNewNumbers() throws Exception {
        write("nn-1", 10);
        drain();
        // The last numbers were lost with the machine's power: the writer gave them again.
        Map<String, Long> appended = Map.of("nn-1", journal.wallNanos - 1);
        store.commit(
                new StoreBatch(
                        List.of(),
                        new JournalPosition(
                                store.position().index(), Map.of("nn-1", 13L), appended),
                        START));
        write("nn-1", 2);

        drain();

        assertEquals(12, store.totalCount());
        assertEquals(1, restarted());
    }

    @Test
    void anImportIsNeverRenumbered() throws Exception {
        write("import-x", 5);
        drain();
        journal.delete();
        write("import-x", 5);

        drain();

        assertEquals(5, store.totalCount());
        assertEquals(0, restarted());
    }

    @Test
    void aStopInTheMidstOfReadingAgainDoublesNothing() throws Exception {
        write("nn-1", 10);
        drain();
        long appended = journal.wallNanos - 1;
        // What is stored between the discovery of new numbers and the first of them.
        store.commit(
                new StoreBatch(
                        List.of(),
                        new JournalPosition(0, Map.of("nn-1", 0L), Map.of("nn-1", appended)),
                        START));
        write("nn-1", 3);

        drain();

        assertEquals(13, store.totalCount());
    }
}
