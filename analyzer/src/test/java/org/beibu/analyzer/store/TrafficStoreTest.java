package org.beibu.analyzer.store;

import static org.beibu.analyzer.store.SqliteDelayStoreTest.DAY_START;
import static org.beibu.analyzer.store.SqliteDelayStoreTest.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.beibu.analyzer.traffic.TrafficSeries;
import org.beibu.analyzer.traffic.TrafficVolume;
import org.beibu.analyzer.traffic.TrafficWindow;
import org.beibu.model.PathId;
import org.beibu.model.Resolution;
import org.beibu.model.TrafficDirection;
import org.beibu.model.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficStoreTest {
    private static final TrafficSeries HANOI =
            series("VN-HAN", "gz-1", TrafficDirection.OUTBOUND, 2);

    @TempDir Path directory;
    private SqliteDelayStore store;

    @BeforeEach
    void open() {
        store = SqliteDelayStore.open(directory.resolve("beibu.sqlite"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static TrafficSeries series(
            String route, String exit, TrafficDirection direction, int serviceClass) {
        return new TrafficSeries(new PathId(route, exit), direction, serviceClass);
    }

    private static StoreBatch.TrafficAddition addition(
            TrafficSeries series, long atNanos, long octets, long packets) {
        return new StoreBatch.TrafficAddition(
                series,
                Resolution.TEN_SECONDS.startOf(atNanos),
                new TrafficVolume(octets, packets));
    }

    private void commit(long index, StoreBatch.TrafficAddition... additions) {
        store.commit(
                new StoreBatch(
                        List.of(),
                        List.of(additions),
                        List.of(),
                        new JournalPosition(index, Map.of(), Map.of()),
                        DAY_START));
    }

    private static Map<Window, TrafficVolume> windows(
            TrafficStore store, TrafficSeries series, Resolution resolution) {
        Map<Window, TrafficVolume> windows = new HashMap<>();
        store.forEachTraffic(
                resolution,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                one -> {
                    if (one.series().equals(series)) {
                        windows.merge(one.window(), one.volume(), TrafficVolume::plus);
                    }
                });
        return windows;
    }

    @Test
    void volumesAddUpInAllResolutionsOverCommits() {
        commit(1, addition(HANOI, DAY_START + 9 * SECOND, 100, 1));
        commit(2, addition(HANOI, DAY_START + 5 * SECOND, 30, 2));
        commit(3, addition(HANOI, DAY_START + 61 * SECOND, 7, 3));

        assertEquals(
                Map.of(
                        new Window(DAY_START, Resolution.TEN_SECONDS),
                        new TrafficVolume(130, 3),
                        new Window(DAY_START + 60 * SECOND, Resolution.TEN_SECONDS),
                        new TrafficVolume(7, 3)),
                windows(store, HANOI, Resolution.TEN_SECONDS));
        assertEquals(2, windows(store, HANOI, Resolution.MINUTE).size());
        for (Resolution resolution : List.of(Resolution.HOUR, Resolution.DAY)) {
            assertEquals(
                    Map.of(new Window(DAY_START, resolution), new TrafficVolume(137, 6)),
                    windows(store, HANOI, resolution));
        }
        assertEquals(Map.of(HANOI, new TrafficVolume(137, 6)), store.trafficTotals());
    }

    @Test
    void randomVolumesAreWhatANaiveSumSays() {
        Random random = new Random(11);
        List<TrafficDirection> directions = List.of(TrafficDirection.values());
        Map<TrafficSeries, Map<Window, TrafficVolume>> truth = new HashMap<>();
        for (int i = 1; i <= 40; i++) {
            List<StoreBatch.TrafficAddition> additions = new ArrayList<>();
            for (int j = 0; j < 30; j++) {
                TrafficSeries series =
                        series(
                                "VN-HAN",
                                "e" + random.nextInt(3),
                                directions.get(random.nextInt(3)),
                                random.nextInt(128));
                long at = DAY_START + random.nextInt(7_200) * SECOND;
                TrafficVolume volume =
                        new TrafficVolume(random.nextLong(1L << 40), random.nextInt(1_000));
                additions.add(addition(series, at, volume.octets(), volume.packets()));
                for (Resolution resolution : Resolution.values()) {
                    truth.computeIfAbsent(series, s -> new HashMap<>())
                            .merge(Window.holding(at, resolution), volume, TrafficVolume::plus);
                }
            }
            commit(i, additions.toArray(StoreBatch.TrafficAddition[]::new));
        }

        Map<TrafficSeries, Map<Window, TrafficVolume>> held = new HashMap<>();
        try (SqliteDelayStore reader =
                SqliteDelayStore.openReadOnly(directory.resolve("beibu.sqlite"))) {
            for (Resolution resolution : Resolution.values()) {
                reader.forEachTraffic(
                        resolution,
                        Long.MIN_VALUE,
                        Long.MAX_VALUE,
                        one ->
                                held.computeIfAbsent(one.series(), s -> new HashMap<>())
                                        .put(one.window(), one.volume()));
            }
        }
        assertEquals(truth, held);
    }

    @Test
    void rangeIsHalfOpenAndInOrderOfTime() {
        for (int i = 4; i >= 0; i--) {
            commit(9 - i, addition(HANOI, DAY_START + i * 10L * SECOND, i, i));
        }

        List<Long> found = new ArrayList<>();
        store.forEachTraffic(
                Resolution.TEN_SECONDS,
                DAY_START + 10 * SECOND,
                DAY_START + 30 * SECOND,
                (TrafficWindow one) -> found.add(one.volume().octets()));

        assertEquals(List.of(1L, 2L), found);
    }

    @Test
    void failedCommitLeavesNothingBehind() throws Exception {
        commit(1, addition(HANOI, DAY_START, 1, 1));

        TrafficSeries other = series("SG-SIN", "hk-3", TrafficDirection.INBOUND, 0);
        store.execute(
                "CREATE TRIGGER no BEFORE INSERT ON traffic WHEN new.resolution = 4"
                        + " BEGIN SELECT RAISE(ABORT, 'no'); END");
        assertThrows(StoreException.class, () -> commit(2, addition(other, DAY_START, 5, 5)));
        store.execute("DROP TRIGGER no");

        assertEquals(1, store.position().index());
        assertEquals(Map.of(HANOI, new TrafficVolume(1, 1)), store.trafficTotals());
        commit(2, addition(other, DAY_START, 5, 5));
        assertEquals(new TrafficVolume(5, 5), store.trafficTotals().get(other));
    }

    @Test
    void retentionDeletesTrafficLikeDelays() {
        commit(1, addition(HANOI, DAY_START, 1, 1));

        store.prune(DAY_START + Duration.ofDays(3).toNanos());

        assertEquals(Map.of(), windows(store, HANOI, Resolution.TEN_SECONDS));
        assertEquals(1, windows(store, HANOI, Resolution.MINUTE).size());
        assertEquals(1, windows(store, HANOI, Resolution.DAY).size());
    }
}
