package org.beibu.analyzer.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.loss.LossCounts;
import org.beibu.analyzer.loss.LossSeries;
import org.beibu.analyzer.traffic.TrafficSeries;
import org.beibu.analyzer.traffic.TrafficVolume;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.model.Resolution;
import org.beibu.model.TrafficDirection;
import org.beibu.runtime.histogram.DelayHistogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreUpkeepTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_795_132_800L * SECOND;
    private static final long YEAR = Duration.ofDays(365).toNanos();

    @TempDir Path directory;

    private static Series series(int number) {
        return new Series(
                new PathId("R-" + number, "gz-1"),
                Method.HANDSHAKE,
                Metric.FAR_ROUND_TRIP,
                QualityClass.CLEAN);
    }

    /** So many series with so many windows of 10 s, each of some hundred octets. */
    private static void fill(SqliteDelayStore store, int series, int windows) {
        DelayHistogram histogram = new DelayHistogram();
        for (int i = 0; i < 300; i++) {
            histogram.record(5_000_000 + 1_000L * i * i);
        }
        for (int of = 0; of < series; of++) {
            List<StoreBatch.Addition> additions = new ArrayList<>();
            for (int i = 0; i < windows; i++) {
                long start = START + i * 10L * SECOND;
                additions.add(new StoreBatch.Addition(series(of), start, histogram));
            }
            store.commit(new StoreBatch(additions, JournalPosition.START, START));
        }
        store.settle(START);
    }

    @Test
    void eachCallDeletesABoundedNumberAndTheNextOnesGoOnUntilNothingIsLeft() {
        Path file = directory.resolve("beibu.sqlite");
        Retention aDay = new Retention(Map.of(Resolution.TEN_SECONDS, Duration.ofDays(1)));
        try (SqliteDelayStore store = SqliteDelayStore.open(file, aDay)) {
            fill(store, 3, 8_000);
            List<Long> deleted = new ArrayList<>();
            long now = START + YEAR;
            for (long n = store.prune(now); n > 0; n = store.prune(now)) {
                deleted.add(n);
            }

            assertEquals(24_000, deleted.stream().mapToLong(Long::longValue).sum());
            assertTrue(deleted.stream().allMatch(n -> n <= 10_000), deleted::toString);
            assertEquals(24_000L * 300, store.totalCount(), "longer windows stay");
        }
    }

    @Test
    void theFileShrinksAgainLittleByLittle() throws IOException {
        Path file = directory.resolve("beibu.sqlite");
        Retention aDay = new Retention(Map.of(Resolution.TEN_SECONDS, Duration.ofDays(1)));
        try (SqliteDelayStore store = SqliteDelayStore.open(file, aDay)) {
            fill(store, 10, 8_000);
        }
        long before = Files.size(file);
        for (int reopened = 0; reopened < 2; reopened++) {
            try (SqliteDelayStore store = SqliteDelayStore.open(file, aDay)) {
                for (int second = 0; second < 100; second++) {
                    store.prune(START + YEAR);
                }
            }
        }

        long after = Files.size(file);
        assertTrue(after < before * 2 / 3, after + " of " + before);
    }

    @Test
    void theForecastIsNearToWhatTheRetentionComesTo() throws IOException {
        Path file = directory.resolve("beibu.sqlite");
        Map<Resolution, Duration> kept =
                Map.of(
                        Resolution.TEN_SECONDS, Duration.ofDays(2),
                        Resolution.MINUTE, Duration.ofDays(2),
                        Resolution.HOUR, Duration.ofDays(2),
                        Resolution.DAY, Duration.ofDays(2));
        try (SqliteDelayStore store = SqliteDelayStore.open(file)) {
            fill(store, 4, 2 * 8_640);
        }

        StoreForecast forecast = StoreForecast.of(file, new Retention(kept));

        double ratio = (double) forecast.predictedOctets() / forecast.octets();
        assertTrue(ratio > 0.7 && ratio < 1.4, forecast::toString);
        assertEquals(
                4 * 8_640.0,
                forecast.levels().stream()
                        .filter(level -> level.resolution() == Resolution.TEN_SECONDS)
                        .mapToDouble(StoreForecast.Level::rowsADay)
                        .sum(),
                10);
    }

    @Test
    void theForecastOfTrafficAndLossesIsNearToo() {
        Path file = directory.resolve("beibu.sqlite");
        Map<Resolution, Duration> kept = new EnumMap<>(Resolution.class);
        for (Resolution resolution : Resolution.values()) {
            kept.put(resolution, Duration.ofDays(1));
        }
        try (SqliteDelayStore store = SqliteDelayStore.open(file)) {
            for (int i = 0; i < 8_640; i += 60) {
                List<StoreBatch.TrafficAddition> traffic = new ArrayList<>();
                List<StoreBatch.LossAddition> losses = new ArrayList<>();
                for (int at = i; at < i + 60; at++) {
                    long start = START + at * 10L * SECOND;
                    for (int of = 0; of < 5; of++) {
                        PathId path = new PathId("R-" + of, "gz-1");
                        traffic.add(
                                new StoreBatch.TrafficAddition(
                                        new TrafficSeries(path, TrafficDirection.INBOUND, 1),
                                        start,
                                        new TrafficVolume(1_000_000L * at, 700 + at)));
                        losses.add(
                                new StoreBatch.LossAddition(
                                        new LossSeries(path, Method.STAMP, Metric.FAR_ROUND_TRIP),
                                        start,
                                        new LossCounts(100, at % 3, 0, 0, 0)));
                    }
                }
                store.commit(
                        new StoreBatch(List.of(), traffic, losses, JournalPosition.START, START));
            }
        }

        StoreForecast forecast = StoreForecast.of(file, new Retention(kept));

        double ratio = (double) forecast.predictedOctets() / forecast.octets();
        assertTrue(ratio > 0.6 && ratio < 1.6, ratio + " " + forecast);
    }

    @Test
    void anHourOfRowsCountsForTheDayThatItIsAPartOf() {
        Path file = directory.resolve("beibu.sqlite");
        try (SqliteDelayStore store = SqliteDelayStore.open(file)) {
            fill(store, 2, 360);
        }

        StoreForecast forecast = StoreForecast.of(file, Retention.DEFAULT);

        for (StoreForecast.Level level : forecast.levels()) {
            double aDay = 2.0 * Resolution.DAY.nanos() / level.resolution().nanos();
            assertEquals(aDay, level.rowsADay(), aDay / 100, level::toString);
        }
        assertEquals(4, forecast.levels().size());
    }

    @Test
    void aSweepThatIsOverIsNotBegunAnewForTenMinutes() {
        Path file = directory.resolve("beibu.sqlite");
        try (SqliteDelayStore store = SqliteDelayStore.open(file)) {
            fill(store, 1, 10);
            long soon = START + Duration.ofDays(2).toNanos() - SECOND;
            assertEquals(0, store.prune(soon));
            assertEquals(0, store.prune(soon + 300 * SECOND));
            assertEquals(10, store.prune(soon + 600 * SECOND));
            assertEquals(0, store.prune(START), "the clock was set back: nothing is old");
        }
    }

    @Test
    void aStoreOfAnOlderReleaseIsKeptUpWithoutGivingPagesBack() throws Exception {
        Path file = directory.resolve("beibu.sqlite");
        Retention aDay = new Retention(Map.of(Resolution.TEN_SECONDS, Duration.ofDays(1)));
        try (SqliteDelayStore store = SqliteDelayStore.open(file)) {
            fill(store, 1, 100);
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = DELETE");
            statement.execute("PRAGMA auto_vacuum = NONE");
            statement.executeUpdate("VACUUM");
        }

        try (SqliteDelayStore store = SqliteDelayStore.open(file, aDay)) {
            assertEquals(100, store.prune(START + YEAR));
            assertEquals(100 * 300, store.totalCount());
        }
    }
}
