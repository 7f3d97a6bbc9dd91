package org.beibu.analyzer.ingest;

import static org.beibu.analyzer.ingest.JournalFixture.SECOND;
import static org.beibu.analyzer.ingest.JournalFixture.START;
import static org.beibu.analyzer.ingest.JournalFixture.series;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.beibu.analyzer.AnalyzerCounter;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.live.LiveView;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.model.Method;
import org.beibu.runtime.journal.JournalException;
import org.beibu.runtime.journal.JournalReader;
import org.beibu.runtime.journal.JournalWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Refused commits and sudden deaths: nothing is lost, nothing doubled. */
class IngestCrashTest {
    private static final Series HANOI = series("VN-HAN", "gz-1", Method.HANDSHAKE);
    private static final long MS = 1_000_000;

    @TempDir Path directory;
    private JournalFixture journal;
    private DelayStore store;

    @BeforeEach
    void open() {
        journal = new JournalFixture(directory);
        store = SqliteDelayStore.open(journal.storeFile());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Ingest ingest(DelayStore into, IngestConfig config) {
        return journal.ingest(journal.reader(), into, new LiveView(), config);
    }

    private Ingest ingest() {
        return ingest(store, IngestConfig.DEFAULT);
    }

    @Test
    void aRefusedCommitIsTriedAgainWithGrowingPauses() throws JournalException {
        FlakyStore flaky = new FlakyStore(store);
        try (JournalWriter writer = journal.writer("p");
                Ingest ingest = ingest(flaky, IngestConfig.DEFAULT)) {
            journal.append(writer, HANOI, START, MS);
            writer.flush();
            flaky.failsBefore = true;
            for (int i = 0; i < 100; i++) {
                journal.advance(500 * MS);
                ingest.doWork();
            }
            assertTrue(flaky.attempts >= 4 && flaky.attempts <= 7, "tried " + flaky.attempts);
            assertEquals(flaky.attempts, journal.counters.get(AnalyzerCounter.COMMIT_FAILURES));
            assertEquals(0, store.totalCount());

            journal.append(writer, HANOI, START + SECOND, 2 * MS);
            writer.flush();
            flaky.failsBefore = false;
            for (int i = 0; i < 70; i++) {
                journal.advance(500 * MS);
                ingest.doWork();
            }

            journal.assertIsTruth(store);
        }
    }

    @Test
    void aCommitThatFailedAfterReachingTheDiskIsNotDoubled() throws JournalException {
        FlakyStore flaky = new FlakyStore(store);
        try (JournalWriter writer = journal.writer("p");
                Ingest ingest = ingest(flaky, IngestConfig.DEFAULT)) {
            journal.append(writer, HANOI, START, MS);
            writer.flush();
            flaky.failsAfter = true;
            journal.advance(500 * MS);
            ingest.doWork();
            assertEquals(1, store.totalCount());
            flaky.failsAfter = false;
            journal.append(writer, HANOI, START, 2 * MS);
            writer.flush();

            for (int i = 0; i < 10; i++) {
                journal.advance(500 * MS);
                ingest.doWork();
            }
        }
        journal.assertIsTruth(store);
    }

    @Test
    void readingStopsWhenTheStoreRefusesAndMemoryIsFull() throws JournalException {
        FlakyStore flaky = new FlakyStore(store);
        try (JournalWriter writer = journal.writer("p");
                Ingest ingest = ingest(flaky, new IngestConfig(Duration.ZERO, 50_000, 100))) {
            flaky.failsBefore = true;
            for (int i = 0; i < 60_000; i++) {
                journal.append(writer, HANOI, START + i * SECOND, MS);
            }
            writer.flush();
            for (int i = 0; i < 50; i++) {
                journal.advance(MS);
                ingest.doWork();
            }
            long taken = journal.counters.get(AnalyzerCounter.SAMPLES_INGESTED);
            assertTrue(taken < 20_000, "took in " + taken);

            flaky.failsBefore = false;
            journal.advance(60 * SECOND);
            ingest.drain();
        }
        journal.assertIsTruth(store);
    }

    /**
     * Dies at random moments: ingest and store are dropped without closing ingest, so that what it
     * had read but not committed is lost with it.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void anyNumberOfCrashesLosesAndDoublesNothing(long seed) throws JournalException {
        Random random = new Random(seed);
        Series[] some = JournalFixture.someSeries();
        IngestConfig config = new IngestConfig(Duration.ofMillis(500), 30_000, 100);
        try (JournalWriter writer = journal.writer("p-" + seed)) {
            for (int life = 0; life < 12; life++) {
                JournalReader reader = journal.reader();
                Ingest ingest = journal.ingest(reader, store, new LiveView(), config);
                for (int step = random.nextInt(20); step >= 0; step--) {
                    for (int i = random.nextInt(300); i > 0; i--) {
                        long at = journal.wallNanos - random.nextInt(60) * SECOND;
                        Series series = some[random.nextInt(some.length)];
                        journal.append(writer, series, at, random.nextInt(1_000_000_000));
                    }
                    if (random.nextBoolean()) {
                        writer.flush();
                    }
                    journal.advance(random.nextInt(400) * MS);
                    ingest.doWork();
                }
                reader.close(); // as the process would by dying; ingest is dropped as it is
                store.close();
                store = SqliteDelayStore.open(journal.storeFile());
            }
            writer.flush();
            try (Ingest ingest = ingest()) {
                ingest.drain();
            }
        }

        journal.assertIsTruth(store);
        assertEquals(0, journal.counters.get(AnalyzerCounter.NUMBERINGS_RESTARTED));
    }
}
