package org.beibu.analyzer.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.beibu.analyzer.delay.PrefixSet;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.publish.PublicationRule;
import org.beibu.analyzer.publish.PublishedStore;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.analyzer.store.JournalPosition;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.analyzer.store.StoreBatch;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.model.Resolution;
import org.beibu.runtime.histogram.DelayHistogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowFileTest {
    /** 2023-11-14T22:14:00Z. */
    private static final long START = 1_700_000_040_000_000_000L;

    @TempDir private Path directory;
    private SqliteDelayStore store;

    @BeforeEach
    void fill() {
        store = SqliteDelayStore.open(directory.resolve("beibu.sqlite"));
        add("SG-SIN/hk-3", Method.STAMP, 0, 100);
        add("SG-SIN/hk-3", Method.STAMP, 60, 200);
        add("VN-HAN/gz-1", Method.HANDSHAKE, 0, 300);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void add(String path, Method method, int second, int samples) {
        DelayHistogram histogram = new DelayHistogram();
        for (int i = 1; i <= samples; i++) {
            histogram.record(30_000_000L + i * 10_000L);
        }
        Series series =
                new Series(PathId.parse(path), method, Metric.FAR_ROUND_TRIP, QualityClass.CLEAN);
        long start = START + second * 1_000_000_000L;
        store.commit(
                new StoreBatch(
                        List.of(
                                new StoreBatch.Addition(
                                        series, start, histogram, PrefixSet.unknown())),
                        JournalPosition.START,
                        START));
    }

    private static WindowChoice choice(String path, long toNanos) {
        return new WindowChoice(
                0,
                toNanos,
                Resolution.MINUTE,
                path.isEmpty() ? Optional.empty() : Optional.of(PathId.parse(path)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static String text(
            DelayStore from, WindowChoice choice, BiConsumer<WindowFile, PrintStream> write) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        write.accept(new WindowFile(from, choice), new PrintStream(octets, true, UTF_8));
        return octets.toString(UTF_8);
    }

    @Test
    void csvHasALineForEachWindowWithCountWindowAndMethod() {
        String csv = text(store, choice("", Long.MAX_VALUE / 2), WindowFile::csv);

        assertEquals(
                "route,exit,method,metric,class,resolution,start,end,count,"
                        + "min_ms,p50_ms,p95_ms,p99_ms,max_ms,mean_ms",
                csv.lines().findFirst().orElse(""));
        assertEquals(4, csv.lines().count());
        assertTrue(
                csv.contains(
                        "SG-SIN,hk-3,stamp,far,clean,1m,2023-11-14T22:14:00Z,2023-11-14T22:15:00Z,"
                                + "100,30.010000,30."),
                csv);
        assertTrue(csv.contains("31.000000,30.505000\n"), csv);
    }

    @Test
    void rangeAndPathChooseWindows() {
        assertEquals(
                3, text(store, choice("SG-SIN/hk-3", START * 2), WindowFile::csv).lines().count());
        assertEquals(
                2,
                text(store, choice("SG-SIN/hk-3", START + 60_000_000_000L), WindowFile::csv)
                        .lines()
                        .count());
    }

    @Test
    void logIsReadByTheLibrarysReaderWithoutLoss() {
        String log = text(store, choice("", Long.MAX_VALUE / 2), WindowFile::hdrLog);

        try (HistogramLogReader reader =
                new HistogramLogReader(new ByteArrayInputStream(log.getBytes(UTF_8)))) {
            Histogram first = (Histogram) reader.nextIntervalHistogram();
            assertEquals("SG-SIN/hk-3|stamp|far|clean", first.getTag());
            assertEquals(START / 1_000_000, first.getStartTimeStamp());
            assertEquals(START / 1_000_000 + 60_000, first.getEndTimeStamp());
            assertEquals(100, first.getTotalCount());
            assertEquals(30_500_000.0, (double) first.getValueAtPercentile(50), 20_000);
            assertEquals(200, ((Histogram) reader.nextIntervalHistogram()).getTotalCount());
            Histogram third = (Histogram) reader.nextIntervalHistogram();
            assertEquals("VN-HAN/gz-1|handshake|far|clean", third.getTag());
            assertEquals(300, third.getTotalCount());
            assertEquals(null, reader.nextIntervalHistogram());
        }
    }

    @Test
    void aPublicationFloorHoldsForFilesToo() {
        DelayStore published =
                PublishedStore.of(
                        store, new PublicationRule(3, Resolution.MINUTE), () -> START * 2);
        String csv = text(published, choice("", Long.MAX_VALUE / 2), WindowFile::csv);
        String log = text(published, choice("", Long.MAX_VALUE / 2), WindowFile::hdrLog);

        assertEquals(3, csv.lines().count(), "passive windows of unknown networks are withheld");
        assertTrue(csv.lines().noneMatch(line -> line.startsWith("VN-HAN")), csv);
        assertTrue(!log.contains("VN-HAN"), log);
    }

    @Test
    void noCellIsAFormula() {
        assertEquals("'=1+1", WindowFile.cell("=1+1"));
        assertEquals("'-2", WindowFile.cell("-2"));
        assertEquals("\"'@SUM(A1,B1)\"", WindowFile.cell("@SUM(A1,B1)"));
        assertEquals("-", WindowFile.cell("-"));
        assertEquals("\"a\"\"b\"", WindowFile.cell("a\"b"));
        assertEquals("hk-3", WindowFile.cell("hk-3"));
    }
}
