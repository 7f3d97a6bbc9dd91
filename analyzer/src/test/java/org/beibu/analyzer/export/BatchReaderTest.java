package org.beibu.analyzer.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.influxdb.client.write.Point;
import java.util.List;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.loss.LossCounts;
import org.beibu.analyzer.loss.LossSeries;
import org.beibu.analyzer.loss.LossWindow;
import org.beibu.analyzer.publish.PublicationRule;
import org.beibu.analyzer.publish.PublishedStore;
import org.beibu.analyzer.store.StoreException;
import org.beibu.analyzer.traffic.ServiceClassNames;
import org.beibu.analyzer.traffic.TrafficSeries;
import org.beibu.analyzer.traffic.TrafficVolume;
import org.beibu.analyzer.traffic.TrafficWindow;
import org.beibu.model.Catalogue;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.model.Resolution;
import org.beibu.model.TrafficDirection;
import org.beibu.model.Window;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Test;

class BatchReaderTest {
    private static final long START = 1_795_132_800_000_000_000L;
    private static final Series HANOI = series("VN-HAN");
    private static final Series SINGAPORE = series("SG-SIN");

    private final MemoryStore store = new MemoryStore();
    private final Counters counters = new Counters();
    private final BatchReader reader =
            new BatchReader(
                    new InfluxExporter.Stores(store, store, store),
                    new BatchReader.Encoders(
                            new LatencyPoints(new Catalogue(List.of())),
                            new TrafficPoints(new ServiceClassNames(List.of("other", "voice")))),
                    1000,
                    counters);

    private static Series series(String route) {
        return new Series(
                new PathId(route, "gz-1"),
                Method.TIMESTAMP,
                Metric.FAR_ROUND_TRIP,
                QualityClass.CLEAN);
    }

    @Test
    void aGarbledRowIsPassedOverByTheBackfill() {
        store.record(SINGAPORE, START, 1_000_000);
        store.record(HANOI, START, 1_000_000);
        store.garbled = SINGAPORE;
        Backfill backfill = new Backfill();
        backfill.request(Resolution.TEN_SECONDS, START, START + 10_000_000_000L);

        assertEquals(1, reader.read(backfill).orElseThrow().windows());

        assertTrue(backfill.isEmpty());
        assertEquals(1, counters.get(ExportCounter.EXPORT_WINDOWS_GARBLED));
    }

    @Test
    void windowsAreSentOnceTheRuleAllowsAndWithoutExtremes() {
        long[] now = {START + 60_000_000_000L};
        PublicationRule rule = new PublicationRule(2, Resolution.MINUTE);
        BatchReader ruled =
                new BatchReader(
                        new InfluxExporter.Stores(
                                new PublishedStore(store, rule, () -> now[0]), store, store),
                        new BatchReader.Encoders(
                                new LatencyPoints(new Catalogue(List.of())),
                                new TrafficPoints(new ServiceClassNames(List.of()))),
                        1000,
                        counters);
        store.record(SINGAPORE, START, new long[30]);
        store.record(HANOI, START, new long[30]);
        store.prefixes.put(SINGAPORE, 2);
        store.prefixes.put(HANOI, 1);
        WindowKey singapore = new WindowKey(SINGAPORE, Window.holding(START, Resolution.MINUTE));
        WindowKey hanoi = new WindowKey(HANOI, Window.holding(START, Resolution.MINUTE));

        assertFalse(ruled.isComplete(singapore), "not over, or not settled");
        now[0] += 120_000_000_000L;
        assertTrue(ruled.isComplete(singapore));
        List<String> lines =
                ruled.read(List.of(singapore, hanoi)).orElseThrow().points().stream()
                        .map(Point::toLineProtocol)
                        .toList();

        assertEquals(2, lines.size(), "a summary and a band of one series: " + lines);
        assertTrue(lines.get(0).contains("count=30i,mean_ns="), lines.get(0));
        assertTrue(lines.get(0).contains("p50_ns="), lines.get(0));
        assertFalse(lines.get(0).matches(".*(min|max|p95|p99)_ns.*"), lines.get(0));
        assertTrue(lines.get(1).contains("route=SG-SIN count=30i"), lines.get(1));
    }

    @Test
    void lossesOfAWindowAreOneNameAndAPointForEachSeries() {
        Window minute = Window.holding(START, Resolution.MINUTE);
        PathId path = new PathId("SG-SIN", "gz-1");
        store.losses.add(
                new LossWindow(
                        new LossSeries(path, Method.STAMP, Metric.FAR_ROUND_TRIP),
                        minute,
                        new LossCounts(600, 6, 1, 2, 3, new LossCounts.Episodes(2, 5, 4))));
        store.losses.add(
                new LossWindow(
                        new LossSeries(path, Method.STAMP, Metric.FORWARD_ONE_WAY),
                        minute,
                        new LossCounts(0, 0, 1, 0, 0)));

        Batch batch = reader.read(List.of(new WindowKey(Subject.ALL_LOSSES, minute))).orElseThrow();

        List<String> lines = batch.points().stream().map(p -> p.toLineProtocol()).toList();
        assertEquals(2, lines.size());
        assertTrue(
                lines.get(0)
                        .startsWith(
                                "beibu_loss,exit=gz-1,method=stamp,metric=far,resolution=1m,"
                                        + "route=SG-SIN duplicate=2i,episodes=2i,late=1i,longest=5i,"
                                        + "loss_high=0.0216"),
                lines.get(0));
        assertTrue(lines.get(0).contains("loss_ratio=0.01,lost=6i"), lines.get(0));
        assertFalse(lines.get(1).contains("loss_ratio"), "no ratio of nothing");
    }

    @Test
    void trafficOfAWindowIsOneNameAndAPointForEachSeries() {
        Window window = Window.holding(START, Resolution.MINUTE);
        for (int serviceClass = 1; serviceClass <= 2; serviceClass++) {
            store.traffic.add(
                    new TrafficWindow(
                            new TrafficSeries(
                                    new PathId("SG-SIN", "gz-1"),
                                    TrafficDirection.INBOUND,
                                    serviceClass),
                            window,
                            new TrafficVolume(1_500, 2)));
        }

        Batch fresh =
                reader.read(List.of(new WindowKey(Subject.ALL_TRAFFIC, window))).orElseThrow();
        Backfill backfill = new Backfill();
        backfill.request(Resolution.MINUTE, window.startNanos(), window.endNanos());
        Batch again = reader.read(backfill).orElseThrow();

        List<String> lines = fresh.points().stream().map(Point::toLineProtocol).toList();
        assertEquals(
                "beibu_traffic,class=voice,direction=inbound,exit=gz-1,resolution=1m,route=SG-SIN"
                        + " octets=1500i,packets=2i "
                        + window.startNanos() / 1_000_000_000L,
                lines.get(0));
        assertTrue(lines.get(1).startsWith("beibu_traffic,class=2,"), "a class without a name");
        assertEquals(lines, again.points().stream().map(Point::toLineProtocol).toList());
    }

    @Test
    void aGarbledRowIsPassedOverAmongFreshChanges() {
        store.record(SINGAPORE, START, 1_000_000);
        store.record(HANOI, START, 1_000_000);
        store.garbled = SINGAPORE;
        Window window = Window.holding(START, Resolution.TEN_SECONDS);

        Batch batch =
                reader.read(List.of(new WindowKey(SINGAPORE, window), new WindowKey(HANOI, window)))
                        .orElseThrow();

        assertEquals(1, batch.windows());
        assertEquals(1, counters.get(ExportCounter.EXPORT_WINDOWS_GARBLED));
    }

    @Test
    void anotherFailureOfTheStoreIsTriedAgain() {
        store.record(HANOI, START, 1_000_000);
        Backfill backfill = new Backfill();
        backfill.request(Resolution.TEN_SECONDS, START, START + 10_000_000_000L);
        store.failing = true;

        assertThrows(StoreException.class, () -> reader.read(backfill));

        store.failing = false;
        assertEquals(1, reader.read(backfill).orElseThrow().windows());
    }
}
