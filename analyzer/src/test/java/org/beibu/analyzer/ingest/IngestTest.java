package org.beibu.analyzer.ingest;

import static org.beibu.analyzer.ingest.JournalFixture.SECOND;
import static org.beibu.analyzer.ingest.JournalFixture.START;
import static org.beibu.analyzer.ingest.JournalFixture.series;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.beibu.analyzer.AnalyzerCounter;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.live.LiveView;
import org.beibu.analyzer.store.CommittedWindow;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.analyzer.store.StoredWindow;
import org.beibu.model.Method;
import org.beibu.model.Resolution;
import org.beibu.runtime.histogram.DelayHistogram;
import org.beibu.runtime.journal.JournalException;
import org.beibu.runtime.journal.JournalWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestTest {
    private static final Series HANOI = series("VN-HAN", "gz-1", Method.HANDSHAKE);
    private static final long MS = 1_000_000;

    @TempDir Path directory;
    private JournalFixture journal;
    private DelayStore store;
    private final LiveView view = new LiveView();

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
        return journal.ingest(journal.reader(), into, view, config);
    }

    private Ingest ingest() {
        return ingest(store, IngestConfig.DEFAULT);
    }

    @Test
    void drainTakesInEverythingThatIsInTheJournal() throws JournalException {
        Random random = new Random(1);
        Series[] some = JournalFixture.someSeries();
        try (JournalWriter writer = journal.writer("p");
                Ingest ingest = ingest()) {
            for (int i = 0; i < 20_000; i++) {
                long at = START + i * 50L * MS - random.nextInt(30) * SECOND;
                journal.append(
                        writer, some[random.nextInt(some.length)], at, random.nextInt(900) * MS);
            }
            writer.flush();

            ingest.drain();

            journal.assertIsTruth(store);
            assertEquals(20_000, store.position().lastSequence("p"));
            assertEquals(20_000, journal.counters.get(AnalyzerCounter.SAMPLES_INGESTED));
        }
    }

    @Test
    void aJournalThatDoesNotExistYetIsWaitedFor() throws JournalException {
        try (Ingest ingest = ingest()) {
            ingest.drain();
            assertEquals(0, ingest.doWork());
            try (JournalWriter writer = journal.writer("p")) {
                journal.append(writer, HANOI, START, MS);
            }

            ingest.drain();

            journal.assertIsTruth(store);
        }
    }

    @Test
    void samplesAreCommittedEachHalfSecond() throws JournalException {
        try (JournalWriter writer = journal.writer("p");
                Ingest ingest = ingest()) {
            journal.append(writer, HANOI, START, MS);
            writer.flush();
            ingest.doWork();
            assertEquals(0, store.totalCount());

            journal.advance(500 * MS);
            ingest.doWork();

            assertEquals(1, store.totalCount());
            assertEquals(1, journal.counters.get(AnalyzerCounter.COMMITS));
            journal.advance(500 * MS);
            ingest.doWork();
            assertEquals(1, journal.counters.get(AnalyzerCounter.COMMITS), "nothing new");
        }
    }

    @Test
    void fullMemoryIsCommittedEarly() throws JournalException {
        try (JournalWriter writer = journal.writer("p");
                Ingest ingest = ingest(store, new IngestConfig(Duration.ofDays(1), 20_000, 100))) {
            for (int i = 0; i < 5_000; i++) {
                journal.append(writer, HANOI, START + i * SECOND, (i % 700) * MS);
            }
            writer.flush();

            while (ingest.doWork() > 0) {
                // the clock stands
            }

            assertTrue(journal.counters.get(AnalyzerCounter.COMMITS) > 0);
            assertTrue(store.totalCount() >= 4096, "committed " + store.totalCount());
        }
        journal.assertIsTruth(store);
    }

    @Test
    void recordsOfABatchThatAreKnownAreSkipped() throws Exception {
        try (JournalWriter writer = journal.writer("import-x");
                Ingest ingest = ingest()) {
            journal.appendHundred(writer, HANOI, START);
            ingest.drain();
        }
        journal.delete();
        journal.advance(SECOND);
        try (JournalWriter writer = journal.writer("import-x");
                Ingest ingest = ingest()) {
            // The same file again, and 60 timings more: 64 + 36 known, then 28 + 32 new.
            for (int i = 0; i < 160; i++) {
                writer.append(journal.timing(HANOI, START + i, i * MS));
                if (i >= 100) {
                    journal.enter(HANOI, START + i, i * MS);
                }
            }
            writer.flush();
            ingest.drain();
        }

        journal.assertIsTruth(store);
        assertEquals(160, store.position().lastSequence("import-x"));
        assertEquals(100, journal.counters.get(AnalyzerCounter.RECORDS_ALREADY_STORED));
    }

    @Test
    void aProbeWhoseJournalWasDeletedIsHeardAgain() throws Exception {
        try (JournalWriter writer = journal.writer("nn-1");
                Ingest ingest = ingest()) {
            journal.appendHundred(writer, HANOI, START);
            ingest.drain();
        }
        journal.delete();
        journal.advance(SECOND);
        try (JournalWriter writer = journal.writer("nn-1");
                Ingest ingest = ingest()) {
            for (int i = 0; i < 70; i++) {
                journal.append(writer, HANOI, START + SECOND + i, i * MS);
            }
            writer.flush();
            ingest.drain();
        }

        journal.assertIsTruth(store);
        assertEquals(1, journal.counters.get(AnalyzerCounter.NUMBERINGS_RESTARTED));
        assertEquals(70, store.position().lastSequence("nn-1"));
    }

    @Test
    void seriesBeyondTheBoundShareOnePath() throws JournalException {
        try (JournalWriter writer = journal.writer("p");
                Ingest ingest = ingest(store, new IngestConfig(Duration.ZERO, 1 << 20, 3))) {
            for (int i = 0; i < 10; i++) {
                writer.append(
                        journal.timing(series("VN-R" + i, "gz-1", Method.HANDSHAKE), START, MS));
            }
            writer.flush();
            ingest.drain();
        }

        assertEquals(10, store.totalCount());
        assertEquals(7, store.counts().get(series("-", "-", Method.HANDSHAKE)));
        assertEquals(7, journal.counters.get(AnalyzerCounter.SAMPLES_BEYOND_SERIES_LIMIT));
    }

    @Test
    void manySeriesKeepApart() throws JournalException {
        try (JournalWriter writer = journal.writer("p");
                Ingest ingest = ingest()) {
            for (int i = 0; i < 3000; i++) {
                String route = "R" + i % 60;
                Series series =
                        series(route, "e" + i % 50, Method.ofCode(i % 10 + 1).orElseThrow());
                journal.append(writer, series, START, i * 1000L);
            }
            writer.flush();
            ingest.drain();
        }

        journal.assertIsTruth(store);
        assertEquals(300, store.series().size());
    }

    @Test
    void listenersHearOfEveryWindow() throws JournalException {
        Map<String, Long> heard = new TreeMap<>();
        try (JournalWriter writer = journal.writer("p");
                Ingest ingest = ingest()) {
            ingest.addListener(
                    changed -> {
                        for (CommittedWindow one : changed) {
                            heard.put(
                                    one.series() + " " + one.stored().window(),
                                    one.stored().count());
                        }
                    });
            for (int i = 0; i < 200; i++) {
                journal.append(writer, HANOI, START + i * SECOND, MS);
                writer.flush();
                journal.advance(SECOND);
                ingest.doWork();
            }
        }

        Map<String, Long> expected = new TreeMap<>();
        for (Resolution resolution : Resolution.OF_DELAYS) {
            for (StoredWindow window :
                    store.windows(HANOI, resolution, Long.MIN_VALUE, Long.MAX_VALUE)) {
                expected.put(HANOI + " " + window.window(), window.count());
            }
        }
        assertEquals(expected, heard);
    }

    @Test
    void idleWindowsSettleAndOldOnesArePruned() throws JournalException {
        List<Resolution> heard = new ArrayList<>();
        try (JournalWriter writer = journal.writer("p");
                Ingest ingest = ingest()) {
            ingest.addListener(
                    changed -> changed.forEach(c -> heard.add(c.stored().window().resolution())));
            journal.append(writer, HANOI, START, MS);
            writer.flush();
            journal.advance(SECOND);
            ingest.doWork();
            assertEquals(List.of(Resolution.TEN_SECONDS), heard);

            journal.advance(60 * SECOND);
            ingest.doWork();
            assertEquals(5, heard.size(), heard::toString);

            journal.advance(Duration.ofDays(3).toNanos());
            ingest.doWork();
            assertEquals(1, journal.counters.get(AnalyzerCounter.WINDOWS_PRUNED));
            assertEquals(1, store.totalCount());
        }
    }

    @Test
    void theLiveViewFollowsTheJournal() throws JournalException {
        try (JournalWriter writer = journal.writer("p");
                Ingest ingest = ingest()) {
            journal.append(writer, HANOI, START - SECOND, 20 * MS);
            journal.append(writer, HANOI, START - 3600 * SECOND, 40 * MS); // not live
            writer.flush();
            ingest.doWork();
            journal.advance(500 * MS);
            ingest.doWork();

            assertEquals(1, view.snapshot().paths().size());
            assertEquals(1, view.snapshot().paths().get(0).count());
            assertEquals(20 * MS, view.snapshot().paths().get(0).p50Nanos());
        }
        assertEquals(2, store.totalCount());
        DelayHistogram day = store.merged(HANOI, Resolution.DAY, Long.MIN_VALUE, Long.MAX_VALUE);
        assertEquals(2, day.count());
    }
}
