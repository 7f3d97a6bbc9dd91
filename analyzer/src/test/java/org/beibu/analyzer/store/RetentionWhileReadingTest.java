package org.beibu.analyzer.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Windows of each resolution go at their age, under the eyes of a reader who goes on reading. */
class RetentionWhileReadingTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_795_132_800L * SECOND;
    private static final long DAY = Duration.ofDays(1).toNanos();
    private static final int DAYS = 3;

    private static final PathId PATH = new PathId("VN-HAN", "gz-1");
    private static final Series DELAYS =
            new Series(PATH, Method.HANDSHAKE, Metric.FAR_ROUND_TRIP, QualityClass.CLEAN);

    @TempDir Path directory;
    private final Map<Resolution, Duration> kept = new EnumMap<>(Resolution.class);
    private SqliteDelayStore store;
    private SqliteDelayStore reader;

    @BeforeEach
    void fill() {
        for (Resolution resolution : Resolution.values()) {
            kept.put(resolution, Retention.DEFAULT.of(resolution).orElse(Duration.ofDays(800)));
        }
        Path file = directory.resolve("beibu.sqlite");
        store = SqliteDelayStore.open(file, new Retention(kept));
        for (int day = 0; day < DAYS; day++) {
            store.commit(batch(START + day * DAY));
            store.settle(START + day * DAY);
        }
        reader = SqliteDelayStore.openReadOnly(file);
    }

    @AfterEach
    void close() {
        reader.close();
        store.close();
    }

    /** One window of each kind and resolution. */
    private static StoreBatch batch(long start) {
        DelayHistogram histogram = new DelayHistogram();
        histogram.record(5_000_000);
        return new StoreBatch(
                List.of(new StoreBatch.Addition(DELAYS, start, histogram)),
                List.of(
                        new StoreBatch.TrafficAddition(
                                new TrafficSeries(PATH, TrafficDirection.INBOUND, 1),
                                start,
                                new TrafficVolume(1_500, 1))),
                List.of(
                        new StoreBatch.LossAddition(
                                new LossSeries(PATH, Method.STAMP, Metric.FAR_ROUND_TRIP),
                                start,
                                new LossCounts(100, 1, 0, 0, 0))),
                JournalPosition.START,
                start);
    }

    /** Where the windows of all kinds start. */
    private static Map<String, Set<Long>> starts(SqliteDelayStore of, Resolution resolution) {
        Map<String, Set<Long>> starts = new TreeMap<>();
        Set<Long> delays = new HashSet<>();
        if (Resolution.OF_DELAYS.contains(resolution)) {
            of.forEachWindow(
                    DELAYS,
                    resolution,
                    0,
                    Long.MAX_VALUE,
                    w -> delays.add(w.window().startNanos()));
            starts.put("delays", delays);
        }
        Set<Long> traffic = new HashSet<>();
        of.forEachTraffic(resolution, 0, Long.MAX_VALUE, w -> traffic.add(w.window().startNanos()));
        starts.put("traffic", traffic);
        Set<Long> losses = new HashSet<>();
        of.forEachLoss(resolution, 0, Long.MAX_VALUE, w -> losses.add(w.window().startNanos()));
        starts.put("losses", losses);
        return starts;
    }

    private void pruneAll(long now) {
        long deleted = 1;
        while (deleted > 0) {
            deleted = store.prune(now);
        }
    }

    @ParameterizedTest
    @EnumSource(Resolution.class)
    void windowsGoWhenTheirAgeHasComeAndNotBefore(Resolution resolution) {
        Duration age = kept.getOrDefault(resolution, Duration.ZERO);
        Set<Long> all = Set.of(START, START + DAY, START + 2 * DAY);
        Set<Long> younger = Set.of(START + DAY, START + 2 * DAY);

        pruneAll(START + age.toNanos());
        starts(reader, resolution)
                .forEach((kind, starts) -> assertEquals(all, starts, kind + " not yet"));

        pruneAll(START + age.toNanos() + DAY / 2);
        starts(reader, resolution)
                .forEach((kind, starts) -> assertEquals(younger, starts, kind + " are old"));

        pruneAll(START + age.toNanos() + DAYS * DAY);
        starts(reader, resolution)
                .forEach((kind, starts) -> assertEquals(Set.of(), starts, kind + " are old"));
    }

    @Test
    void aReaderInTheMiddleOfARangeReadsItToItsEnd() {
        List<Long> seen = new ArrayList<>();
        Consumer<Long> onEach =
                start -> {
                    seen.add(start);
                    if (seen.size() == 1) {
                        pruneAll(START + Duration.ofDays(900).toNanos());
                    }
                };
        reader.forEachTraffic(
                Resolution.FIVE_MINUTES,
                0,
                Long.MAX_VALUE,
                window -> onEach.accept(window.window().startNanos()));

        assertEquals(List.of(START, START + DAY, START + 2 * DAY), seen);
        for (Resolution resolution : Resolution.values()) {
            starts(reader, resolution)
                    .forEach((kind, starts) -> assertEquals(Set.of(), starts, kind));
        }
    }

    /** Thirteen months of what planners read, of one path and direction: 115,200 windows. */
    @Test
    void thirteenMonthsOfFiveMinutesAreKeptWholeAndNoMore() {
        TrafficSeries series = new TrafficSeries(PATH, TrafficDirection.OUTBOUND, 2);
        int aDay = 288;
        int days = 401;
        for (int day = 0; day < days; day++) {
            List<StoreBatch.TrafficAddition> additions = new ArrayList<>();
            for (int i = 0; i < aDay; i++) {
                additions.add(
                        new StoreBatch.TrafficAddition(
                                series,
                                START + day * DAY + i * 300L * SECOND,
                                new TrafficVolume(1_000, 1)));
            }
            long written = START + day * DAY + DAY - SECOND;
            store.commit(
                    new StoreBatch(
                            List.of(), additions, List.of(), JournalPosition.START, written));
        }

        pruneAll(START + days * DAY);

        long[] held = new long[1];
        reader.forEachTraffic(
                Resolution.FIVE_MINUTES,
                0,
                Long.MAX_VALUE,
                window -> held[0] += window.series().equals(series) ? 1 : 0);
        assertEquals(400L * aDay, held[0]);
    }
}
