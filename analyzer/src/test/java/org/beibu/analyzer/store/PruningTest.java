package org.beibu.analyzer.store;

import static org.beibu.analyzer.store.SqliteDelayStoreTest.DAY_START;
import static org.beibu.analyzer.store.SqliteDelayStoreTest.HANOI;
import static org.beibu.analyzer.store.SqliteDelayStoreTest.SECOND;
import static org.beibu.analyzer.store.SqliteDelayStoreTest.addition;
import static org.beibu.analyzer.store.SqliteDelayStoreTest.batch;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.beibu.analyzer.loss.LossCounts;
import org.beibu.analyzer.loss.LossSeries;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.Resolution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PruningTest {
    private static final long LATER = DAY_START + Duration.ofDays(3).toNanos();

    @TempDir Path directory;
    private SqliteDelayStore store;

    @BeforeEach
    void tenWindowsOfDelaysAndOfLosses() {
        store = SqliteDelayStore.open(directory.resolve("beibu.sqlite"));
        LossSeries losses =
                new LossSeries(new PathId("VN-HAN", "gz-1"), Method.STAMP, Metric.FAR_ROUND_TRIP);
        for (int i = 0; i < 10; i++) {
            long at = DAY_START + i * 10L * SECOND;
            store.commit(batch(2L * i + 1, addition(HANOI, at, 1)));
            store.commit(
                    new StoreBatch(
                            List.of(),
                            List.of(),
                            List.of(
                                    new StoreBatch.LossAddition(
                                            losses, at, new LossCounts(1, 1, 0, 0, 0))),
                            new JournalPosition(2L * i + 2, Map.of(), Map.of()),
                            DAY_START));
        }
        store.settle(DAY_START + 3600 * SECOND);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private int left(Resolution resolution) {
        return store.windows(HANOI, resolution, 0, Long.MAX_VALUE).size();
    }

    @Test
    void whatWasStillNeededIsDeletedAllTheSameAndCountedApart() {
        PrunedWindows pruned = store.prune(LATER, DAY_START + 70 * SECOND);

        assertEquals(
                new PrunedWindows(20, Map.of(Resolution.TEN_SECONDS, 6L)),
                pruned,
                "three of delays and three of losses from 70 s on");
        assertEquals(0, left(Resolution.TEN_SECONDS));
        assertEquals(2, left(Resolution.MINUTE));
        long next = LATER + Duration.ofHours(1).toNanos();
        assertEquals(PrunedWindows.NONE, store.prune(next, DAY_START), "once only");
    }

    @Test
    void whatRetentionKeepsIsNotMissing() {
        assertEquals(PrunedWindows.NONE, store.prune(DAY_START + 3600 * SECOND, DAY_START));
        assertEquals(10, left(Resolution.TEN_SECONDS));
    }

    @Test
    void nothingIsMissingWhereNobodyNeedsIt() {
        assertEquals(new PrunedWindows(20, Map.of()), store.prune(LATER, LATER));
    }
}
