package org.beibu.analyzer.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.beibu.analyzer.traffic.TrafficSeries;
import org.beibu.analyzer.traffic.TrafficVolume;
import org.beibu.analyzer.traffic.TrafficWindow;
import org.beibu.model.PathId;
import org.beibu.model.Resolution;
import org.beibu.model.TrafficDirection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traffic of 5 min, which planners read thirteen months later. */
class FiveMinutesTest {
    private static final long SECOND = 1_000_000_000L;

    /** 2026-11-20 00:00:00 UTC. */
    private static final long START = 1_795_132_800L * SECOND;

    private static final TrafficSeries HANOI =
            new TrafficSeries(new PathId("VN-HAN", "gz-1"), TrafficDirection.OUTBOUND, 1);

    @TempDir Path directory;
    private Path file;

    @BeforeEach
    void fill() {
        file = directory.resolve("beibu.sqlite");
        List<StoreBatch.TrafficAddition> additions = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            TrafficVolume volume = new TrafficVolume(1_000 + i, 1);
            additions.add(new StoreBatch.TrafficAddition(HANOI, START + i * 10L * SECOND, volume));
        }
        try (SqliteDelayStore store = SqliteDelayStore.open(file)) {
            store.commit(
                    new StoreBatch(List.of(), additions, List.of(), JournalPosition.START, START));
        }
    }

    private List<TrafficWindow> fiveMinutes(SqliteDelayStore store) {
        List<TrafficWindow> windows = new ArrayList<>();
        store.forEachTraffic(Resolution.FIVE_MINUTES, 0, Long.MAX_VALUE, windows::add);
        return windows;
    }

    @Test
    void theyAreTheSumsOfTheirTenSeconds() {
        try (SqliteDelayStore store = SqliteDelayStore.open(file)) {
            List<TrafficWindow> windows = fiveMinutes(store);

            assertEquals(4, windows.size());
            assertEquals(START + 300 * SECOND, windows.get(1).window().startNanos());
            assertEquals(
                    new TrafficVolume(30 * 1_000 + 30 * 30 + 29 * 15, 30), windows.get(1).volume());
        }
    }

    @Test
    void aStoreOfVersionFourGetsThemFromItsMinutes() throws SQLException {
        List<TrafficWindow> before;
        try (SqliteDelayStore store = SqliteDelayStore.open(file)) {
            before = fiveMinutes(store);
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            assertEquals(4, statement.executeUpdate("DELETE FROM traffic WHERE resolution = 5"));
            statement.execute("PRAGMA user_version = 4");
        }

        try (SqliteDelayStore store = SqliteDelayStore.open(file)) {
            assertEquals(before, fiveMinutes(store));
        }
    }

    @Test
    void theyOutliveMinutesByTheDefaultRetention() {
        long later = START + Duration.ofDays(390).toNanos();
        try (SqliteDelayStore store = SqliteDelayStore.open(file)) {
            store.prune(later);

            assertEquals(4, fiveMinutes(store).size());
            List<TrafficWindow> minutes = new ArrayList<>();
            store.forEachTraffic(Resolution.MINUTE, 0, Long.MAX_VALUE, minutes::add);
            assertEquals(List.of(), minutes);
            store.prune(START + Duration.ofDays(402).toNanos());
            assertFalse(fiveMinutes(store).size() > 0);
        }
    }
}
