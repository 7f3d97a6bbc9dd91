package org.beibu.analyzer.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipInputStream;
import org.beibu.analyzer.delay.Series;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.model.Resolution;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code store-v1.zip} holds a store that the release before quality classes wrote, kept for ever.
 */
class StoreMigrationTest {
    private static final long SECOND = SqliteDelayStoreTest.SECOND;
    private static final long DAY_START = SqliteDelayStoreTest.DAY_START;
    private static final Series HANOI =
            series("VN-HAN", "gz-1", Method.HANDSHAKE, Metric.FAR_ROUND_TRIP);

    @TempDir Path directory;
    private Path file;

    private static Series series(String route, String exit, Method method, Metric metric) {
        return new Series(new PathId(route, exit), method, metric, QualityClass.UNCLASSIFIED);
    }

    @BeforeEach
    void unpack() throws IOException {
        file = directory.resolve("beibu.sqlite");
        try (ZipInputStream zip =
                new ZipInputStream(
                        Objects.requireNonNull(
                                StoreMigrationTest.class.getResourceAsStream("store-v1.zip")))) {
            assertEquals("beibu.sqlite", Objects.requireNonNull(zip.getNextEntry()).getName());
            Files.copy(zip, file);
        }
    }

    private static void assertHoldsWhatVersionOneHeld(SqliteDelayStore store) {
        assertEquals(
                Map.of(
                        HANOI,
                        5L,
                        series("VN-HAN", "gz-1", Method.TIMESTAMP, Metric.FAR_ROUND_TRIP),
                        1L,
                        series("-", "-", Method.HANDSHAKE, Metric.NEAR_ROUND_TRIP),
                        2L),
                store.counts());
        assertEquals(0x4e50_0000_0003L, store.position().index());
        assertEquals(
                Map.of("nanning-1", 70L, "import-0123456789abcdef", 8L),
                store.position().sequences());
        List<StoredWindow> days =
                store.windows(HANOI, Resolution.DAY, Long.MIN_VALUE, Long.MAX_VALUE);
        assertEquals(1, days.size());
        assertEquals(
                "n=5 min=4000000 p50=5998592 p95=9000000 p99=9000000 max=9000000 ns",
                days.get(0).histogram().toString());
    }

    @Test
    void seriesOfVersionOneBecomeUnclassifiedAndLoseNothing() {
        try (SqliteDelayStore store = SqliteDelayStore.open(file)) {
            assertHoldsWhatVersionOneHeld(store);
        }
        try (SqliteDelayStore again = SqliteDelayStore.openReadOnly(file)) {
            assertHoldsWhatVersionOneHeld(again);
        }
    }

    @Test
    void migratedStoreTakesNewSamplesBesideTheOldOnes() {
        Series clean = new Series(HANOI.path(), HANOI.method(), HANOI.metric(), QualityClass.CLEAN);
        try (SqliteDelayStore store = SqliteDelayStore.open(file)) {
            store.commit(
                    SqliteDelayStoreTest.batch(
                            7,
                            SqliteDelayStoreTest.addition(HANOI, DAY_START + 7_200 * SECOND, 1_000),
                            SqliteDelayStoreTest.addition(clean, DAY_START, 2_000)));

            assertEquals(6, store.counts().get(HANOI));
            assertEquals(1, store.counts().get(clean));
            List<StoredWindow> hours =
                    store.windows(
                            HANOI,
                            Resolution.HOUR,
                            DAY_START + 7_200 * SECOND,
                            DAY_START + 10_800 * SECOND);
            assertEquals(3, hours.get(0).count(), "two of before were still in recent");
        }
    }

    @Test
    void readerAloneSaysWhatBringsTheStoreUpToDate() {
        StoreException refused =
                assertThrows(
                        StoreException.class, () -> SqliteDelayStore.openReadOnly(file).close());

        assertEquals(StoreException.Reason.OLDER_VERSION, refused.reason());
        assertTrue(
                String.valueOf(refused.getMessage()).contains("start the analyzer once"),
                refused::getMessage);
    }
}
