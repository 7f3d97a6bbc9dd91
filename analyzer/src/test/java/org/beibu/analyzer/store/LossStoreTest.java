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
import org.beibu.analyzer.loss.LossCounts;
import org.beibu.analyzer.loss.LossCounts.Episodes;
import org.beibu.analyzer.loss.LossSeries;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.Resolution;
import org.beibu.model.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LossStoreTest {
    private static final LossSeries HANOI = series("gz-1", Metric.FAR_ROUND_TRIP);

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

    private static LossSeries series(String exit, Metric metric) {
        return new LossSeries(new PathId("VN-HAN", exit), Method.STAMP, metric);
    }

    private static StoreBatch.LossAddition addition(
            LossSeries series, long atNanos, LossCounts counts) {
        return new StoreBatch.LossAddition(series, Resolution.TEN_SECONDS.startOf(atNanos), counts);
    }

    private void commit(long index, StoreBatch.LossAddition... additions) {
        store.commit(
                new StoreBatch(
                        List.of(),
                        List.of(),
                        List.of(additions),
                        new JournalPosition(index, Map.of(), Map.of()),
                        DAY_START));
    }

    private static Map<Window, LossCounts> windows(LossStore store, Resolution resolution) {
        Map<Window, LossCounts> windows = new HashMap<>();
        store.forEachLoss(
                resolution,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                one -> windows.put(one.window(), one.counts()));
        return windows;
    }

    @Test
    void countsAddUpInAllResolutionsOverCommitsAndLateOnesGoToTheirWindow() {
        commit(1, addition(HANOI, DAY_START + 9 * SECOND, new LossCounts(100, 3, 1, 2, 4)));
        commit(2, addition(HANOI, DAY_START + 61 * SECOND, new LossCounts(50, 0, 0, 0, 0)));
        commit(3, addition(HANOI, DAY_START + 5 * SECOND, new LossCounts(10, 10, 0, 0, 1)));

        assertEquals(
                Map.of(
                        new Window(DAY_START, Resolution.TEN_SECONDS),
                        new LossCounts(110, 13, 1, 2, 5),
                        new Window(DAY_START + 60 * SECOND, Resolution.TEN_SECONDS),
                        new LossCounts(50, 0, 0, 0, 0)),
                windows(store, Resolution.TEN_SECONDS));
        assertEquals(2, windows(store, Resolution.MINUTE).size());
        for (Resolution resolution : List.of(Resolution.HOUR, Resolution.DAY)) {
            assertEquals(
                    Map.of(new Window(DAY_START, resolution), new LossCounts(160, 13, 1, 2, 5)),
                    windows(store, resolution));
        }
        assertEquals(Map.of(HANOI, new LossCounts(160, 13, 1, 2, 5)), store.lossTotals());
    }

    @Test
    void episodesAreSummedAndOfTheLongestTheLongestIsKept() {
        commit(1, addition(HANOI, DAY_START, losses(1, new Episodes(3, 9, 20))));
        commit(2, addition(HANOI, DAY_START, losses(1, new Episodes(1, 4, 3))));
        commit(3, addition(HANOI, DAY_START + 3_000 * SECOND, losses(1, new Episodes(1, 5, 0))));

        Map<Window, LossCounts> minutes = windows(store, Resolution.MINUTE);
        assertEquals(
                losses(2, new Episodes(4, 9, 23)),
                minutes.get(new Window(DAY_START, Resolution.MINUTE)));
        assertEquals(
                Map.of(HANOI, losses(3, new Episodes(5, 9, 23))),
                store.lossSums(Resolution.TEN_SECONDS, 0, Long.MAX_VALUE));
    }

    private static LossCounts losses(int windows, Episodes episodes) {
        return new LossCounts(100L * windows, 30L * windows, 0, 0, 0, episodes);
    }

    @Test
    void randomCountsAreWhatANaiveSumSays() {
        Random random = new Random(17);
        Map<LossSeries, Map<Window, LossCounts>> truth = new HashMap<>();
        for (int i = 1; i <= 40; i++) {
            List<StoreBatch.LossAddition> additions = new ArrayList<>();
            for (int j = 0; j < 30; j++) {
                LossSeries series = series("e" + random.nextInt(3), metric(random));
                long at = DAY_START + random.nextInt(7_200) * SECOND;
                LossCounts counts = counts(random);
                additions.add(addition(series, at, counts));
                for (Resolution resolution : Resolution.values()) {
                    truth.computeIfAbsent(series, s -> new HashMap<>())
                            .merge(Window.holding(at, resolution), counts, LossCounts::plus);
                }
            }
            commit(i, additions.toArray(StoreBatch.LossAddition[]::new));
        }

        Map<LossSeries, Map<Window, LossCounts>> held = new HashMap<>();
        try (SqliteDelayStore reader =
                SqliteDelayStore.openReadOnly(directory.resolve("beibu.sqlite"))) {
            for (Resolution resolution : Resolution.values()) {
                reader.forEachLoss(
                        resolution,
                        Long.MIN_VALUE,
                        Long.MAX_VALUE,
                        one ->
                                held.computeIfAbsent(one.series(), s -> new HashMap<>())
                                        .put(one.window(), one.counts()));
            }
        }
        assertEquals(truth, held);
    }

    private static Metric metric(Random random) {
        return random.nextBoolean() ? Metric.FORWARD_ONE_WAY : Metric.BACKWARD_ONE_WAY;
    }

    private static LossCounts counts(Random random) {
        return new LossCounts(
                random.nextInt(1_000),
                random.nextInt(100),
                random.nextInt(9),
                random.nextInt(9),
                random.nextInt(9),
                new Episodes(random.nextInt(50), random.nextInt(50), random.nextInt(50)));
    }

    @Test
    void sumsAreThoseOfTheRangeAlone() {
        for (int i = 0; i < 5; i++) {
            LossCounts counts = new LossCounts(1L << i, 0, 0, 0, 0);
            commit(i + 1, addition(HANOI, DAY_START + i * 10L * SECOND, counts));
        }

        Map<LossSeries, LossCounts> sums =
                store.lossSums(
                        Resolution.TEN_SECONDS, DAY_START + 10 * SECOND, DAY_START + 30 * SECOND);

        assertEquals(Map.of(HANOI, new LossCounts(2 + 4, 0, 0, 0, 0)), sums);
        assertEquals(
                Map.of(), store.lossSums(Resolution.TEN_SECONDS, 0, DAY_START), "no data, not 0");
    }

    @Test
    void failedCommitLeavesNothingBehind() throws Exception {
        LossCounts one = new LossCounts(1, 1, 0, 0, 0);
        commit(1, addition(HANOI, DAY_START, one));

        LossSeries other = series("hk-3", Metric.FORWARD_ONE_WAY);
        store.execute(
                "CREATE TRIGGER no BEFORE INSERT ON losses WHEN new.resolution = 4"
                        + " BEGIN SELECT RAISE(ABORT, 'no'); END");
        assertThrows(StoreException.class, () -> commit(2, addition(other, DAY_START, one)));
        store.execute("DROP TRIGGER no");

        assertEquals(1, store.position().index());
        assertEquals(Map.of(HANOI, one), store.lossTotals());
        commit(2, addition(other, DAY_START, one));
        assertEquals(Map.of(HANOI, one, other, one), store.lossTotals());
    }

    @Test
    void retentionDeletesLossesLikeDelays() {
        commit(1, addition(HANOI, DAY_START, new LossCounts(1, 1, 0, 0, 0)));

        store.prune(DAY_START + Duration.ofDays(3).toNanos());

        assertEquals(Map.of(), windows(store, Resolution.TEN_SECONDS));
        assertEquals(1, windows(store, Resolution.MINUTE).size());
        assertEquals(1, windows(store, Resolution.DAY).size());
    }
}
