package org.beibu.analyzer.store;

import static org.beibu.analyzer.store.SqliteDelayStoreTest.DAY_START;
import static org.beibu.analyzer.store.SqliteDelayStoreTest.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
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
import org.junit.jupiter.api.Test;

class TrafficStoreTest extends SumStoreContract<TrafficSeries, TrafficVolume> {
    private static final TrafficSeries HANOI =
            series("VN-HAN", "gz-1", TrafficDirection.OUTBOUND, 2);

    private static TrafficSeries series(
            String route, String exit, TrafficDirection direction, int serviceClass) {
        return new TrafficSeries(new PathId(route, exit), direction, serviceClass);
    }

    @Override
    String table() {
        return "traffic";
    }

    @Override
    StoreBatch batch(JournalPosition position, List<Added<TrafficSeries, TrafficVolume>> added) {
        List<StoreBatch.TrafficAddition> additions = new ArrayList<>();
        added.forEach(
                one ->
                        additions.add(
                                new StoreBatch.TrafficAddition(
                                        one.series(), one.startNanos(), one.value())));
        return new StoreBatch(List.of(), additions, List.of(), position, DAY_START);
    }

    @Override
    void forEach(
            SqliteDelayStore of, Resolution resolution, Sink<TrafficSeries, TrafficVolume> sink) {
        of.forEachTraffic(
                resolution,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                one -> sink.accept(one.series(), one.window(), one.volume()));
    }

    @Override
    Map<TrafficSeries, TrafficVolume> totals() {
        return store.trafficTotals();
    }

    @Override
    TrafficVolume plus(TrafficVolume one, TrafficVolume other) {
        return one.plus(other);
    }

    @Override
    TrafficSeries series(Random random) {
        List<TrafficDirection> directions = List.of(TrafficDirection.values());
        return series(
                "VN-HAN",
                "e" + random.nextInt(3),
                directions.get(random.nextInt(3)),
                random.nextInt(128));
    }

    @Override
    TrafficVolume value(Random random) {
        return new TrafficVolume(random.nextLong(1L << 40), random.nextInt(1_000));
    }

    private Added<TrafficSeries, TrafficVolume> hanoi(long atNanos, long octets, long packets) {
        return added(HANOI, atNanos, new TrafficVolume(octets, packets));
    }

    @Test
    void volumesAddUpInAllResolutionsOverCommits() {
        commit(1, hanoi(DAY_START + 9 * SECOND, 100, 1));
        commit(2, hanoi(DAY_START + 5 * SECOND, 30, 2));
        commit(3, hanoi(DAY_START + 61 * SECOND, 7, 3));

        assertEquals(
                Map.of(
                        new Window(DAY_START, Resolution.TEN_SECONDS),
                        new TrafficVolume(130, 3),
                        new Window(DAY_START + 60 * SECOND, Resolution.TEN_SECONDS),
                        new TrafficVolume(7, 3)),
                windows(HANOI, Resolution.TEN_SECONDS));
        assertEquals(2, windows(HANOI, Resolution.MINUTE).size());
        for (Resolution resolution : List.of(Resolution.HOUR, Resolution.DAY)) {
            assertEquals(
                    Map.of(new Window(DAY_START, resolution), new TrafficVolume(137, 6)),
                    windows(HANOI, resolution));
        }
        assertEquals(Map.of(HANOI, new TrafficVolume(137, 6)), store.trafficTotals());
    }

    @Test
    void rangeIsHalfOpenAndInOrderOfTime() {
        for (int i = 4; i >= 0; i--) {
            commit(9 - i, hanoi(DAY_START + i * 10L * SECOND, i, i));
        }

        List<Long> found = new ArrayList<>();
        store.forEachTraffic(
                Resolution.TEN_SECONDS,
                DAY_START + 10 * SECOND,
                DAY_START + 30 * SECOND,
                (TrafficWindow one) -> found.add(one.volume().octets()));

        assertEquals(List.of(1L, 2L), found);
    }
}
