package org.beibu.analyzer.ingest;

import static org.beibu.analyzer.ingest.JournalFixture.SECOND;
import static org.beibu.analyzer.ingest.JournalFixture.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beibu.analyzer.AnalyzerCounter;
import org.beibu.analyzer.live.LiveView;
import org.beibu.analyzer.loss.LossCounts;
import org.beibu.analyzer.loss.LossSeries;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.Resolution;
import org.beibu.runtime.journal.JournalException;
import org.beibu.runtime.journal.JournalWriter;
import org.beibu.runtime.journal.LossEpisodesRecord;
import org.beibu.runtime.journal.LossWindowRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestLossTest {
    private static final LossSeries HANOI = series("gz-1", Metric.FAR_ROUND_TRIP);

    @TempDir Path directory;
    private final Map<LossSeries, LossCounts> truth = new TreeMap<>();
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

    private static LossSeries series(String exit, Metric metric) {
        return new LossSeries(new PathId("VN-HAN", exit), Method.STAMP, metric);
    }

    private void append(JournalWriter writer, LossSeries series, long atNanos, int sent, int lost) {
        LossWindowRecord.Counts counts = new LossWindowRecord.Counts(sent, lost, 1, 2, 3);
        assertTrue(
                writer.append(
                        new LossWindowRecord(
                                series.method(),
                                series.metric(),
                                series.path(),
                                atNanos,
                                10 * SECOND,
                                counts)));
        truth.merge(series, new LossCounts(sent, lost, 1, 2, 3), LossCounts::plus);
    }

    private void appendEpisodes(JournalWriter writer, LossSeries series, long atNanos, int count) {
        LossEpisodesRecord.Episodes episodes = new LossEpisodesRecord.Episodes(count, 7, 5);
        assertTrue(
                writer.append(
                        new LossEpisodesRecord(
                                series.method(),
                                series.metric(),
                                series.path(),
                                atNanos,
                                10 * SECOND,
                                episodes)));
        LossCounts counts = new LossCounts(0, 0, 0, 0, 0, new LossCounts.Episodes(count, 7, 5));
        truth.merge(series, counts, LossCounts::plus);
    }

    private Ingest ingest(IngestConfig config) {
        return journal.ingest(journal.reader(), store, new LiveView(), config);
    }

    @Test
    void windowsOfTwoSessionsAddUpAndLateOnesGoToTheirWindow() throws JournalException {
        try (JournalWriter writer = journal.writer("p");
                Ingest ingest = ingest(IngestConfig.DEFAULT)) {
            append(writer, HANOI, START, 100, 3);
            append(writer, HANOI, START, 50, 1);
            appendEpisodes(writer, HANOI, START, 2);
            append(writer, HANOI, START + 3_600 * SECOND, 10, 10);
            append(writer, HANOI, START + 9 * SECOND, 5, 0);
            append(writer, HANOI.on(Metric.FORWARD_ONE_WAY), START, 99, 2);
            writer.flush();

            ingest.drain();
        }

        List<String> windows = new ArrayList<>();
        store.forEachLoss(
                Resolution.TEN_SECONDS,
                START,
                Long.MAX_VALUE,
                w -> {
                    if (w.series().equals(HANOI)) {
                        LossCounts counts = w.counts();
                        windows.add(
                                "%d: %d/%d in %d runs"
                                        .formatted(
                                                (w.window().startNanos() - START) / SECOND,
                                                counts.lost(),
                                                counts.sent(),
                                                counts.episodes().count()));
                    }
                });
        assertEquals(List.of("0: 4/155 in 2 runs", "3600: 10/10 in 0 runs"), windows);
        assertEquals(truth, store.lossTotals());
        assertEquals(5, journal.counters.get(AnalyzerCounter.LOSS_WINDOWS_INGESTED));
    }

    @Test
    void everyRecordIsTakenOnceOverCrashesAndRepeatedReading() throws JournalException {
        for (long seed = 1; seed <= 15; seed++) {
            store =
                    journal.dieAndGoOn(
                            store,
                            seed,
                            (writer, random, at, number) -> {
                                LossSeries series =
                                        series("e" + random.nextInt(3), Metric.BACKWARD_ONE_WAY);
                                append(writer, series, at, 100, random.nextInt(100));
                                appendEpisodes(writer, series, at, random.nextInt(9));
                            });
            assertEquals(truth, store.lossTotals(), "seed " + seed);
        }
    }

    @Test
    void seriesBeyondTheLimitShareAPathAndLoseNothing() throws JournalException {
        IngestConfig two = new IngestConfig(Duration.ofMillis(500), 64L << 20, 2);
        try (JournalWriter writer = journal.writer("p");
                Ingest ingest = ingest(two)) {
            for (int i = 0; i < 5; i++) {
                append(writer, series("e" + i, Metric.FAR_ROUND_TRIP), START, 100, 1);
            }
            writer.flush();
            ingest.drain();
        }

        assertEquals(3, store.lossTotals().size());
        LossSeries rest = new LossSeries(new PathId("-", "-"), Method.STAMP, Metric.FAR_ROUND_TRIP);
        assertEquals(new LossCounts(300, 3, 3, 6, 9), store.lossTotals().get(rest));
        assertEquals(3, journal.counters.get(AnalyzerCounter.LOSS_WINDOWS_BEYOND_SERIES_LIMIT));
    }

    @Test
    void windowThatLostMoreThanItSentIsPassedOver() throws JournalException {
        try (JournalWriter writer = journal.writer("p");
                Ingest ingest = ingest(IngestConfig.DEFAULT)) {
            append(writer, HANOI, START, 1, 2);
            writer.flush();
            ingest.drain();
        }

        assertEquals(Map.of(), store.lossTotals());
    }
}
