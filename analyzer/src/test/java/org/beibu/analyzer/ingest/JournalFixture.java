package org.beibu.analyzer.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.live.LiveRecorder;
import org.beibu.analyzer.live.LiveView;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.analyzer.store.StoredWindow;
import org.beibu.model.ClockQuality;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.model.Resolution;
import org.beibu.model.Window;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.histogram.DelayHistogram;
import org.beibu.runtime.journal.AsciiKey;
import org.beibu.runtime.journal.JournalConfig;
import org.beibu.runtime.journal.JournalException;
import org.beibu.runtime.journal.JournalReader;
import org.beibu.runtime.journal.JournalWriter;
import org.beibu.runtime.journal.TimingRecord;

/**
 * A real journal on disk, clocks that stand until moved, and what the store should come to hold.
 */
final class JournalFixture {
    static final long SECOND = 1_000_000_000L;

    /** 2026-11-20 00:00:00 UTC. */
    static final long START = 1_795_132_800L * SECOND;

    final Path directory;
    final JournalConfig config;
    final Counters counters = new Counters();
    final Map<Series, Map<Long, DelayHistogram>> truth = new TreeMap<>();
    final TimingRecord record = new TimingRecord();
    long wallNanos = START;
    long monotonicNanos = 77;
    final IngestClocks clocks = new IngestClocks(() -> monotonicNanos, () -> wallNanos);

    JournalFixture(Path directory) {
        this.directory = directory;
        this.config =
                JournalConfig.at(directory.resolve("journal"))
                        .withFreeSpaceFloor(JournalConfig.LOWEST_FLOOR_BYTES);
    }

    Path storeFile() {
        return directory.resolve("store").resolve("beibu.sqlite");
    }

    /** Both clocks go on. */
    void advance(long nanos) {
        wallNanos += nanos;
        monotonicNanos += nanos;
    }

    JournalWriter writer(String probe) throws JournalException {
        JournalWriter writer = new JournalWriter(config, probe, () -> wallNanos, new Counters());
        writer.start();
        return writer;
    }

    /** As somebody does who takes the disk to be too full. */
    void delete() throws IOException {
        try (Stream<Path> files = Files.walk(config.directory())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    JournalReader reader() {
        return new JournalReader(config, counters);
    }

    /** An ingest that has been started. */
    Ingest ingest(JournalReader reader, DelayStore store, LiveView view, IngestConfig config) {
        LiveRecorder live = new LiveRecorder(view, 100, counters);
        Ingest ingest = new Ingest(reader, store, live, config, environment());
        ingest.start();
        return ingest;
    }

    /** Appends what is to be taken in. */
    interface Appending {
        void append(JournalWriter writer, Random random, long atNanos, int number);
    }

    /**
     * Has four ingests die suddenly, whose stores and readers are left as they are, and a fifth one
     * take in what is left; the store that is open at the end.
     */
    SqliteDelayStore dieAndGoOn(SqliteDelayStore first, long seed, Appending appending)
            throws JournalException {
        Random random = new Random(seed);
        SqliteDelayStore store = first;
        long at = START + seed * 1_000 * SECOND;
        try (JournalWriter writer = writer("p")) {
            for (int life = 0; life < 4; life++) {
                Ingest ingest = ingest(reader(), store, new LiveView(), IngestConfig.DEFAULT);
                for (int i = 0; i < 50; i++) {
                    appending.append(writer, random, at + i * SECOND, i);
                    writer.flush();
                    advance(random.nextInt(400) * 1_000_000L);
                    ingest.doWork();
                }
                store.close(); // without a last commit
                store = SqliteDelayStore.open(storeFile());
            }
            try (Ingest last = ingest(reader(), store, new LiveView(), IngestConfig.DEFAULT)) {
                last.drain();
            }
        }
        return store;
    }

    Ingest.Environment environment() {
        return new Ingest.Environment(clocks, counters);
    }

    TimingRecord timing(Series series, long atNanos, long delayNanos) {
        String exit = series.path().exit();
        return record.epochNanos(atNanos)
                .delayNanos(delayNanos)
                .method(series.method())
                .metric(series.metric())
                .qualityClass(series.qualityClass())
                .clockQuality(ClockQuality.SIMULATED)
                .prefix(0, 0x0000_ffff_c000_0200L, 24)
                .routeKey(AsciiKey.route(series.path().routeId()))
                .exitKey(AsciiKey.exitHigh(exit), AsciiKey.exitLow(exit));
    }

    /** Appends a timing and enters it into the truth. */
    void append(JournalWriter writer, Series series, long atNanos, long delayNanos) {
        if (!writer.append(timing(series, atNanos, delayNanos))) {
            throw new IllegalStateException("the journal did not keep the record");
        }
        enter(series, atNanos, delayNanos);
    }

    /** Appends and flushes a hundred timings, a nanosecond apart. */
    void appendHundred(JournalWriter writer, Series series, long atNanos) {
        for (int i = 0; i < 100; i++) {
            append(writer, series, atNanos + i, i * 1_000_000L);
        }
        writer.flush();
    }

    void enter(Series series, long atNanos, long delayNanos) {
        truth.computeIfAbsent(series, s -> new TreeMap<>())
                .computeIfAbsent(Resolution.TEN_SECONDS.startOf(atNanos), w -> new DelayHistogram())
                .record(delayNanos);
    }

    long truthCount() {
        return truth.values().stream()
                .flatMap(windows -> windows.values().stream())
                .mapToLong(DelayHistogram::count)
                .sum();
    }

    /** The windows of one resolution that the store should hold for a series. */
    Map<Long, DelayHistogram> truth(Series series, Resolution resolution) {
        Map<Long, DelayHistogram> windows = new TreeMap<>();
        truth.getOrDefault(series, Map.of())
                .forEach(
                        (start, histogram) ->
                                windows.computeIfAbsent(
                                                Window.holding(start, resolution).startNanos(),
                                                w -> new DelayHistogram())
                                        .add(histogram));
        return windows;
    }

    /** All windows of all resolutions are as they should be, and there are no others. */
    void assertIsTruth(DelayStore store) {
        assertEquals(truthCount(), store.totalCount());
        assertEquals(List.copyOf(truth.keySet()), store.series());
        for (Series series : truth.keySet()) {
            for (Resolution resolution : Resolution.values()) {
                Map<Long, String> held = new TreeMap<>();
                for (StoredWindow window :
                        store.windows(series, resolution, Long.MIN_VALUE, Long.MAX_VALUE)) {
                    held.put(window.window().startNanos(), window.histogram().toString());
                }
                Map<Long, String> expected = new TreeMap<>();
                truth(series, resolution)
                        .forEach((start, histogram) -> expected.put(start, histogram.toString()));
                assertEquals(expected, held, () -> series + " " + resolution);
            }
        }
    }

    static Series series(String route, String exit, Method method) {
        return new Series(
                new PathId(route, exit), method, Metric.FAR_ROUND_TRIP, QualityClass.CLEAN);
    }

    static Series[] someSeries() {
        Metric[] metrics = {Metric.FAR_ROUND_TRIP, Metric.NEAR_ROUND_TRIP};
        return Arrays.stream(metrics)
                .flatMap(
                        metric ->
                                Arrays.stream(
                                        new Series[] {
                                            new Series(
                                                    new PathId("VN-HAN", "gz-1"),
                                                    Method.HANDSHAKE,
                                                    metric,
                                                    QualityClass.CLEAN),
                                            new Series(
                                                    new PathId("SG-SIN", "a-name-of-16-chs"),
                                                    Method.TIMESTAMP,
                                                    metric,
                                                    QualityClass.CLEAN),
                                            new Series(
                                                    new PathId("-", "gz-1"),
                                                    Method.HANDSHAKE,
                                                    metric,
                                                    QualityClass.CLEAN),
                                            new Series(
                                                    new PathId("-", "-"),
                                                    Method.TIMESTAMP,
                                                    metric,
                                                    QualityClass.FALLBACK),
                                            new Series(
                                                    new PathId("VN-HAN", "gz-1"),
                                                    Method.HANDSHAKE,
                                                    metric,
                                                    QualityClass.AMBIGUOUS)
                                        }))
                .toArray(Series[]::new);
    }
}
