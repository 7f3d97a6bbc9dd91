package org.beibu.analyzer.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.store.StoreException;
import org.beibu.model.Catalogue;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.model.Resolution;
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
            new BatchReader(store, new LatencyPoints(new Catalogue(List.of())), 1000, counters);

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
