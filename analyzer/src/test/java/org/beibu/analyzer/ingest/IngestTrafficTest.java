package org.beibu.analyzer.ingest;

import static org.beibu.analyzer.ingest.JournalFixture.SECOND;
import static org.beibu.analyzer.ingest.JournalFixture.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.beibu.analyzer.AnalyzerCounter;
import org.beibu.analyzer.live.LiveView;
import org.beibu.analyzer.store.CommittedWindow;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.analyzer.traffic.TrafficRate;
import org.beibu.analyzer.traffic.TrafficSeries;
import org.beibu.analyzer.traffic.TrafficVolume;
import org.beibu.model.PathId;
import org.beibu.model.Resolution;
import org.beibu.model.TrafficDirection;
import org.beibu.model.Window;
import org.beibu.runtime.journal.JournalException;
import org.beibu.runtime.journal.JournalWriter;
import org.beibu.runtime.journal.TrafficRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestTrafficTest {
    private static final TrafficSeries HANOI = series("gz-1", TrafficDirection.OUTBOUND, 1);

    @TempDir Path directory;
    private final LiveView view = new LiveView();
    private final Map<TrafficSeries, TrafficVolume> truth = new TreeMap<>();
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

    private static TrafficSeries series(String exit, TrafficDirection direction, int serviceClass) {
        return new TrafficSeries(new PathId("VN-HAN", exit), direction, serviceClass);
    }

    private void append(JournalWriter writer, TrafficSeries series, long atNanos, long octets) {
        boolean kept =
                writer.append(
                        new TrafficRecord(
                                series.serviceClass(),
                                series.direction(),
                                series.path(),
                                atNanos,
                                SECOND,
                                new TrafficRecord.Volume(octets, 1)));
        assertTrue(kept);
        truth.merge(series, new TrafficVolume(octets, 1), TrafficVolume::plus);
    }

    private Ingest ingest(IngestConfig config) {
        return journal.ingest(journal.reader(), store, view, config);
    }

    @Test
    void recordsOfOneSecondAddUpAndLateOnesGoToTheirWindow() throws JournalException {
        try (JournalWriter writer = journal.writer("p");
                Ingest ingest = ingest(IngestConfig.DEFAULT)) {
            append(writer, HANOI, START + 9 * SECOND, 1_000);
            append(writer, HANOI, START + 9 * SECOND, 20);
            append(writer, HANOI, START + 3_600 * SECOND, 3);
            append(writer, HANOI, START + 8 * SECOND, 4);
            writer.flush();

            ingest.drain();
        }

        List<Long> octets = new ArrayList<>();
        store.forEachTraffic(
                Resolution.TEN_SECONDS,
                START,
                Long.MAX_VALUE,
                w -> octets.add(w.volume().octets()));
        assertEquals(List.of(1_024L, 3L), octets);
        assertEquals(truth, store.trafficTotals());
        assertEquals(4, journal.counters.get(AnalyzerCounter.TRAFFIC_RECORDS_INGESTED));
    }

    @Test
    void everyRecordIsTakenOnceOverCrashesAndRepeatedReading() throws JournalException {
        for (long seed = 1; seed <= 15; seed++) {
            store =
                    journal.dieAndGoOn(
                            store,
                            seed,
                            (writer, random, at, number) ->
                                    append(
                                            writer,
                                            series(
                                                    "e" + random.nextInt(3),
                                                    TrafficDirection.INBOUND,
                                                    number % 5),
                                            at,
                                            random.nextInt(5_000)));
            assertEquals(truth, store.trafficTotals(), "seed " + seed);
        }
    }

    @Test
    void seriesBeyondTheLimitShareAPathAndLoseNothing() throws JournalException {
        IngestConfig two = new IngestConfig(Duration.ofMillis(500), 64L << 20, 2);
        try (JournalWriter writer = journal.writer("p");
                Ingest ingest = ingest(two)) {
            for (int i = 0; i < 5; i++) {
                append(writer, series("e" + i, TrafficDirection.INBOUND, 0), START, 100);
            }
            writer.flush();
            ingest.drain();
        }

        assertEquals(3, store.trafficTotals().size());
        assertEquals(
                new TrafficVolume(300, 3),
                store.trafficTotals()
                        .get(new TrafficSeries(new PathId("-", "-"), TrafficDirection.INBOUND, 0)));
        assertEquals(3, journal.counters.get(AnalyzerCounter.TRAFFIC_BEYOND_SERIES_LIMIT));
    }

    @Test
    void listenersHearOfTheWindowsOfAllResolutions() throws JournalException {
        Set<Window> heard = new HashSet<>();
        try (JournalWriter writer = journal.writer("p");
                Ingest ingest = ingest(IngestConfig.DEFAULT)) {
            ingest.addListener(
                    new CommitListener() {
                        @Override
                        public void onCommit(List<CommittedWindow> changed) {}

                        @Override
                        public void onTraffic(Collection<Window> changed) {
                            heard.addAll(changed);
                        }
                    });
            append(writer, HANOI, START + 61 * SECOND, 7);
            writer.flush();
            ingest.drain();
        }

        assertEquals(
                Set.of(
                        new Window(START + 60 * SECOND, Resolution.TEN_SECONDS),
                        new Window(START + 60 * SECOND, Resolution.MINUTE),
                        new Window(START, Resolution.HOUR),
                        new Window(START, Resolution.DAY)),
                heard);
    }

    @Test
    void ratesAreTheMeanOfTheSecondsThatAreComplete() throws JournalException {
        try (JournalWriter writer = journal.writer("p");
                Ingest ingest = ingest(IngestConfig.DEFAULT)) {
            for (int second = 0; second < 30; second++) {
                append(writer, HANOI, START + second * SECOND, 1_000 + second);
                journal.advance(SECOND);
                writer.flush();
                ingest.doWork();
            }

            List<TrafficRate> rates = view.snapshot().traffic();
            assertEquals(1, rates.size());
            assertEquals(HANOI, rates.get(0).series());
            double mean = 1_000 + (19 + 28) / 2.0;
            assertEquals(mean * 8, rates.get(0).bitsPerSecond(), 1e-6, "seconds 19 to 28");
            assertEquals(1, rates.get(0).packetsPerSecond(), 1e-9);

            journal.advance(10 * SECOND);
            ingest.doWork();
            assertEquals(List.of(), view.snapshot().traffic(), "silence is no rate");
        }
    }
}
