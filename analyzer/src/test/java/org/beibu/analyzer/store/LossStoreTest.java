package org.beibu.analyzer.store;

import static org.beibu.analyzer.store.SqliteDelayStoreTest.DAY_START;
import static org.beibu.analyzer.store.SqliteDelayStoreTest.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
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
import org.junit.jupiter.api.Test;

class LossStoreTest extends SumStoreContract<LossSeries, LossCounts> {
    private static final LossSeries HANOI = series("gz-1", Metric.FAR_ROUND_TRIP);

    private static LossSeries series(String exit, Metric metric) {
        return new LossSeries(new PathId("VN-HAN", exit), Method.STAMP, metric);
    }

    @Override
    String table() {
        return "losses";
    }

    @Override
    StoreBatch batch(JournalPosition position, List<Added<LossSeries, LossCounts>> added) {
        List<StoreBatch.LossAddition> additions = new ArrayList<>();
        added.forEach(
                one ->
                        additions.add(
                                new StoreBatch.LossAddition(
                                        one.series(), one.startNanos(), one.value())));
        return new StoreBatch(List.of(), List.of(), additions, position, DAY_START);
    }

    @Override
    void forEach(SqliteDelayStore of, Resolution resolution, Sink<LossSeries, LossCounts> sink) {
        of.forEachLoss(
                resolution,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                one -> sink.accept(one.series(), one.window(), one.counts()));
    }

    @Override
    Map<LossSeries, LossCounts> totals() {
        return store.lossTotals();
    }

    @Override
    LossCounts plus(LossCounts one, LossCounts other) {
        return one.plus(other);
    }

    @Override
    LossSeries series(Random random) {
        Metric metric = random.nextBoolean() ? Metric.FORWARD_ONE_WAY : Metric.BACKWARD_ONE_WAY;
        return series("e" + random.nextInt(30), metric);
    }

    @Test
    void countsAddUpInAllResolutionsOverCommitsAndLateOnesGoToTheirWindow() {
        commit(1, added(HANOI, DAY_START + 9 * SECOND, new LossCounts(100, 3, 1, 2, 4)));
        commit(2, added(HANOI, DAY_START + 61 * SECOND, new LossCounts(50, 0, 0, 0, 0)));
        commit(3, added(HANOI, DAY_START + 5 * SECOND, new LossCounts(10, 10, 0, 0, 1)));

        assertEquals(
                Map.of(
                        new Window(DAY_START, Resolution.TEN_SECONDS),
                        new LossCounts(110, 13, 1, 2, 5),
                        new Window(DAY_START + 60 * SECOND, Resolution.TEN_SECONDS),
                        new LossCounts(50, 0, 0, 0, 0)),
                windows(HANOI, Resolution.TEN_SECONDS));
        assertEquals(2, windows(HANOI, Resolution.MINUTE).size());
        for (Resolution resolution : List.of(Resolution.HOUR, Resolution.DAY)) {
            assertEquals(
                    Map.of(new Window(DAY_START, resolution), new LossCounts(160, 13, 1, 2, 5)),
                    windows(HANOI, resolution));
        }
        assertEquals(Map.of(HANOI, new LossCounts(160, 13, 1, 2, 5)), store.lossTotals());
    }

    @Test
    void episodesAreSummedAndOfTheLongestTheLongestIsKept() {
        commit(1, added(HANOI, DAY_START, losses(1, new Episodes(3, 9, 20))));
        commit(2, added(HANOI, DAY_START, losses(1, new Episodes(1, 4, 3))));
        commit(3, added(HANOI, DAY_START + 3_000 * SECOND, losses(1, new Episodes(1, 5, 0))));

        Map<Window, LossCounts> minutes = windows(HANOI, Resolution.MINUTE);
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

    @Override
    LossCounts value(Random random) {
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
            commit(i + 1, added(HANOI, DAY_START + i * 10L * SECOND, counts));
        }

        Map<LossSeries, LossCounts> sums =
                store.lossSums(
                        Resolution.TEN_SECONDS, DAY_START + 10 * SECOND, DAY_START + 30 * SECOND);

        assertEquals(Map.of(HANOI, new LossCounts(2 + 4, 0, 0, 0, 0)), sums);
        assertEquals(
                Map.of(), store.lossSums(Resolution.TEN_SECONDS, 0, DAY_START), "no data, not 0");
    }
}
