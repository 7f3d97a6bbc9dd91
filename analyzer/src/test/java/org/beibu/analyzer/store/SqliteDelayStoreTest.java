package org.beibu.analyzer.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.beibu.analyzer.delay.Series;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.model.Resolution;
import org.beibu.model.Window;
import org.beibu.runtime.histogram.DelayHistogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteDelayStoreTest {
    static final long SECOND = 1_000_000_000L;

    /** 2026-11-20 00:00:00 UTC, the start of a window of every resolution. */
    static final long DAY_START = 1_795_132_800L * SECOND;

    static final Series HANOI = series("VN-HAN", "gz-1", Method.HANDSHAKE);
    static final Series HANOI_TIMESTAMP = series("VN-HAN", "gz-1", Method.TIMESTAMP);
    static final Series UNROUTED = series("-", "nn-2", Method.HANDSHAKE);

    @TempDir Path directory;
    private Path file;
    private SqliteDelayStore store;

    @BeforeEach
    void openStore() {
        file = directory.resolve("store").resolve("beibu.sqlite");
        store = SqliteDelayStore.open(file);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    static Series series(String route, String exit, Method method) {
        return new Series(
                new PathId(route, exit), method, Metric.FAR_ROUND_TRIP, QualityClass.CLEAN);
    }

    static StoreBatch.Addition addition(Series series, long atNanos, long... delays) {
        DelayHistogram histogram = new DelayHistogram();
        Arrays.stream(delays).forEach(histogram::record);
        return new StoreBatch.Addition(series, Resolution.TEN_SECONDS.startOf(atNanos), histogram);
    }

    static StoreBatch batch(long index, StoreBatch.Addition... additions) {
        return new StoreBatch(
                List.of(additions),
                new JournalPosition(index, Map.of("p", index * 10), Map.of("p", index * 1000)),
                DAY_START);
    }

    @Test
    void aTimeOfAppendingThatAloneChangedIsKept() {
        for (long appended = 1; appended <= 2; appended++) {
            JournalPosition position =
                    new JournalPosition(appended, Map.of("p", 70L), Map.of("p", appended));
            store.commit(new StoreBatch(List.of(), position, DAY_START));

            store.close();
            store = SqliteDelayStore.open(file);

            assertEquals(position, store.position());
        }
    }

    @Test
    void aNewStoreIsEmpty() {
        assertEquals(JournalPosition.START, store.position());
        assertEquals(List.of(), store.series());
        assertEquals(0, store.totalCount());
        assertEquals(
                List.of(), store.windows(HANOI, Resolution.DAY, Long.MIN_VALUE, Long.MAX_VALUE));
    }

    @Test
    void samplesAreInTheWindowsOfAllResolutionsAtOnce() {
        store.commit(batch(1, addition(HANOI, DAY_START + 25 * SECOND, 20_000_000, 30_000_000)));

        for (Resolution resolution : Resolution.OF_DELAYS) {
            List<StoredWindow> windows = all(HANOI, resolution);
            assertEquals(1, windows.size(), resolution::toString);
            assertEquals(
                    Window.holding(DAY_START + 25 * SECOND, resolution), windows.get(0).window());
            assertEquals(2, windows.get(0).count());
            assertEquals(20_000_000, windows.get(0).histogram().minNanos());
            assertEquals(30_000_000, windows.get(0).histogram().maxNanos());
        }
        assertEquals(2, store.totalCount());
    }

    @Test
    void lateSamplesGoToTheWindowTheirTimeNames() {
        store.commit(batch(1, addition(HANOI, DAY_START + 3600 * SECOND, 1)));
        store.commit(batch(2, addition(HANOI, DAY_START + 5 * SECOND, 2)));
        store.commit(batch(3, addition(HANOI, DAY_START + 3605 * SECOND, 3)));
        store.commit(batch(4, addition(HANOI, DAY_START + 5 * SECOND, 4)));

        assertEquals(
                List.of(DAY_START, DAY_START + 3600 * SECOND),
                starts(all(HANOI, Resolution.TEN_SECONDS)));
        assertEquals(List.of(2L, 2L), counts(all(HANOI, Resolution.TEN_SECONDS)));
        assertEquals(List.of(2L, 2L), counts(all(HANOI, Resolution.HOUR)));
        assertEquals(List.of(4L), counts(all(HANOI, Resolution.DAY)));
    }

    @Test
    void seriesAreNeverMerged() {
        store.commit(
                batch(
                        1,
                        addition(HANOI, DAY_START, 1, 2, 3),
                        addition(HANOI_TIMESTAMP, DAY_START, 4, 5),
                        addition(UNROUTED, DAY_START, 6)));

        assertEquals(List.of(UNROUTED, HANOI, HANOI_TIMESTAMP), store.series());
        assertEquals(Map.of(UNROUTED, 1L, HANOI, 3L, HANOI_TIMESTAMP, 2L), store.counts());
        assertEquals(Map.of(Method.HANDSHAKE, 4L, Method.TIMESTAMP, 2L), store.countsByMethod());
        assertEquals(List.of(2L), counts(all(HANOI_TIMESTAMP, Resolution.MINUTE)));
    }

    @Test
    void theIntervalIsThatOfWindowStarts() {
        for (int i = 0; i < 6; i++) {
            store.commit(batch(i + 1, addition(HANOI, DAY_START + i * 10L * SECOND, 1L)));
        }

        List<StoredWindow> windows =
                store.windows(
                        HANOI,
                        Resolution.TEN_SECONDS,
                        DAY_START + 10 * SECOND,
                        DAY_START + 40 * SECOND);

        assertEquals(
                List.of(DAY_START + 10 * SECOND, DAY_START + 20 * SECOND, DAY_START + 30 * SECOND),
                starts(windows));
        assertEquals(
                List.of(),
                store.windows(HANOI, Resolution.MINUTE, DAY_START + 1, DAY_START + 60 * SECOND));
        DelayHistogram merged =
                store.merged(HANOI, Resolution.TEN_SECONDS, DAY_START + 1, DAY_START + 50 * SECOND);
        assertEquals(4, merged.count());
    }

    @Test
    void aCommitReportsTheWholeWindow() {
        store.commit(batch(1, addition(HANOI, DAY_START, 10_000_000)));

        List<CommittedWindow> changed =
                store.commit(batch(2, addition(HANOI, DAY_START + SECOND, 20_000_000)));

        assertEquals(1, changed.size());
        assertEquals(HANOI, changed.get(0).series());
        assertEquals(
                new Window(DAY_START, Resolution.TEN_SECONDS), changed.get(0).stored().window());
        assertEquals(2, changed.get(0).stored().count());
    }

    @Test
    void everyWindowHasBeenReportedWholeAfterSettling() {
        Map<Window, Long> reported = new TreeMap<>(WINDOW_ORDER);
        Random random = new Random(5);
        for (int i = 0; i < 60; i++) {
            long late = random.nextInt(10) == 0 ? 120 * SECOND : 0;
            List<CommittedWindow> changed =
                    store.commit(
                            batch(
                                    i,
                                    addition(HANOI, DAY_START + i * 3L * SECOND - late, (long) i)));
            changed.forEach(c -> reported.put(c.stored().window(), c.stored().count()));
        }
        store.settle(DAY_START).forEach(c -> reported.put(c.stored().window(), c.stored().count()));

        Map<Window, Long> held = new TreeMap<>(WINDOW_ORDER);
        for (Resolution resolution : Resolution.OF_DELAYS) {
            all(HANOI, resolution).forEach(w -> held.put(w.window(), w.count()));
        }
        assertEquals(held, reported);
        assertEquals(List.of(), store.settle(DAY_START));
    }

    private static final java.util.Comparator<Window> WINDOW_ORDER =
            java.util.Comparator.comparing(Window::resolution)
                    .thenComparingLong(Window::startNanos);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theStoreIsLikeAPlainMap(long seed) {
        Random random = new Random(seed);
        List<Series> names = List.of(HANOI, HANOI_TIMESTAMP, UNROUTED);
        Map<Series, Map<Window, DelayHistogram>> model = new TreeMap<>();
        long now = DAY_START + 3000 * SECOND;
        for (int step = 0; step < 150; step++) {
            now += random.nextInt(8) * SECOND;
            List<StoreBatch.Addition> additions = new ArrayList<>();
            for (int i = random.nextInt(6); i >= 0; i--) {
                long at = now - (random.nextInt(4) == 0 ? random.nextInt(3000) * SECOND : 0);
                Series series = names.get(random.nextInt(names.size()));
                StoreBatch.Addition addition =
                        addition(series, at, random.nextInt(100_000_000), 20_000_000);
                additions.add(addition);
                for (Resolution resolution : Resolution.OF_DELAYS) {
                    model.computeIfAbsent(series, s -> new TreeMap<>(WINDOW_ORDER))
                            .computeIfAbsent(
                                    Window.holding(addition.startNanos(), resolution),
                                    w -> new DelayHistogram())
                            .add(addition.histogram());
                }
            }
            store.commit(batch(step, additions.toArray(StoreBatch.Addition[]::new)));
            if (random.nextInt(30) == 0) {
                store.close();
                store = SqliteDelayStore.open(file);
            }
            if (random.nextInt(30) == 0) {
                store.settle(now);
            }
        }

        for (Series series : names) {
            Map<Window, DelayHistogram> expected = model.getOrDefault(series, Map.of());
            int held = 0;
            for (Resolution resolution : Resolution.OF_DELAYS) {
                for (StoredWindow window : all(series, resolution)) {
                    assertEquals(
                            expected.getOrDefault(window.window(), new DelayHistogram())
                                    .toEncoded(),
                            window.encoded(),
                            () -> series + " " + window.window());
                    held++;
                }
            }
            assertEquals(expected.size(), held);
        }
    }

    @Test
    void thePositionComesBackAfterReopening() {
        JournalPosition position =
                new JournalPosition(
                        77, Map.of("nn-a", 5L, "nn-b", 9L), Map.of("nn-a", 50L, "nn-b", 90L));
        store.commit(new StoreBatch(List.of(), position, DAY_START));
        store.close();
        store = SqliteDelayStore.open(file);

        assertEquals(position, store.position());
        assertEquals(9, store.position().lastSequence("nn-b"));
        assertEquals(0, store.position().lastSequence("nn-c"));
    }

    @Test
    void aReaderSeesEachCommitWhileTheWriterIsOpen() {
        store.commit(batch(1, addition(HANOI, DAY_START, 1)));
        try (SqliteDelayStore reader = SqliteDelayStore.openReadOnly(file)) {
            assertEquals(1, reader.totalCount());

            store.commit(batch(2, addition(UNROUTED, DAY_START, 1, 2)));

            assertEquals(3, reader.totalCount());
            assertEquals(20, reader.position().lastSequence("p"));
            assertEquals(1, reader.windows(UNROUTED, Resolution.HOUR, 0, Long.MAX_VALUE).size());
            assertThrows(IllegalStateException.class, () -> reader.commit(batch(3)));
        }
    }

    @Test
    void aReaderNeedsNoWriter() {
        store.commit(batch(1, addition(HANOI, DAY_START, 1)));
        store.close();

        try (SqliteDelayStore reader = SqliteDelayStore.openReadOnly(file)) {
            assertEquals(1, reader.totalCount());
        }
    }

    @Test
    void retentionCountsFromTheCommitAndKeepsDaysForEver() {
        long day = Duration.ofDays(1).toNanos();
        store.commit(batch(1, addition(HANOI, DAY_START - 1000 * day, 1)));
        store.settle(DAY_START);

        assertEquals(0, store.prune(DAY_START + day));
        assertEquals(1, all(HANOI, Resolution.TEN_SECONDS).size());

        assertEquals(1, store.prune(DAY_START + 3 * day));
        assertEquals(0, all(HANOI, Resolution.TEN_SECONDS).size());
        assertEquals(1, all(HANOI, Resolution.MINUTE).size());

        assertEquals(2, store.prune(DAY_START + 500 * day));
        assertEquals(1, all(HANOI, Resolution.DAY).size());
        assertEquals(1, store.totalCount());
    }

    @Test
    void freshWindowsAreNotPruned() {
        store.commit(batch(1, addition(HANOI, DAY_START, 1)));
        store.settle(DAY_START);

        assertEquals(0, store.prune(DAY_START + Duration.ofHours(47).toNanos()));
    }

    private List<StoredWindow> all(Series series, Resolution resolution) {
        return store.windows(series, resolution, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private static List<Long> starts(List<StoredWindow> windows) {
        return windows.stream().map(w -> w.window().startNanos()).toList();
    }

    private static List<Long> counts(List<StoredWindow> windows) {
        return windows.stream().map(StoredWindow::count).toList();
    }

    @Test
    void settledWindowsSurviveAReopening() {
        store.commit(batch(1, addition(HANOI, DAY_START, 1)));
        store.settle(DAY_START);
        store.close();
        store = SqliteDelayStore.open(file);

        assertTrue(all(HANOI, Resolution.MINUTE).get(0).count() == 1);
    }
}
