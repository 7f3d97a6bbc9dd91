package org.beibu.analyzer.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.beibu.analyzer.delay.PrefixSet;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.events.EventQuery;
import org.beibu.analyzer.events.PathEvent;
import org.beibu.analyzer.events.TracedEvent;
import org.beibu.analyzer.store.JournalPosition;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.analyzer.store.StoreBatch;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.model.Resolution;
import org.beibu.runtime.histogram.DelayHistogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClockCheckedStoreTest {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long NOON = 1_795_176_000L * 1_000_000_000L;
    private static final PathId HANOI = PathId.parse("VN-HAN/gz-1");

    @TempDir private Path directory;
    private SqliteDelayStore store;
    private final List<PathEvent> events = new ArrayList<>();

    @BeforeEach
    void open() {
        store = SqliteDelayStore.open(directory.resolve("beibu.sqlite"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Series series(PathId path, Metric metric) {
        return new Series(path, Method.STAMP, metric, QualityClass.CLEAN);
    }

    /** One sample in each of ten minutes. */
    private void fill(Series series) {
        for (int minute = 0; minute < 10; minute++) {
            DelayHistogram histogram = new DelayHistogram();
            histogram.record(5_000_000);
            long start = NOON + minute * MINUTE;
            store.commit(
                    new StoreBatch(
                            List.of(
                                    new StoreBatch.Addition(
                                            series, start, histogram, PrefixSet.unknown())),
                            JournalPosition.START,
                            start));
        }
    }

    private void told(String kind, long minute) {
        events.add(new PathEvent(kind, NOON + minute * MINUTE + 1, HANOI, "analyzer", "{}"));
    }

    private List<TracedEvent> find(EventQuery query) {
        return events.stream()
                .filter(event -> query.kind().orElseThrow().equals(event.kind()))
                .filter(event -> event.epochNanos() >= query.fromNanos())
                .filter(event -> event.epochNanos() < query.toNanos())
                .map(event -> new TracedEvent(event, Optional.empty(), List.of()))
                .toList();
    }

    /** The minutes, relative to noon, that are not withheld. */
    private List<Long> shown(Series series) {
        return new ClockCheckedStore(store, this::find)
                .windows(series, Resolution.MINUTE, 0, Long.MAX_VALUE).stream()
                        .filter(window -> !window.withheld())
                        .map(window -> (window.window().startNanos() - NOON) / MINUTE)
                        .toList();
    }

    @Test
    void minutesThatADoubtTouchesAreWithheldAndNoOthers() {
        Series forward = series(HANOI, Metric.FORWARD_ONE_WAY);
        fill(forward);
        told("clock-step", 2);
        told("clock-over", 4);
        told("clock-drift", 7);
        told("clock-over", 7);

        assertEquals(List.of(0L, 1L, 5L, 6L, 8L, 9L), shown(forward));
    }

    @Test
    void roundTripsAndOtherPathsAreGivenAsTheyAre() {
        Series roundTrip = series(HANOI, Metric.FAR_ROUND_TRIP);
        Series other = series(PathId.parse("VN-HAN/hk-3"), Metric.BACKWARD_ONE_WAY);
        Series error = series(HANOI, Metric.CLOCK_ERROR);
        fill(roundTrip);
        fill(other);
        fill(error);
        told("clock-step", 0);

        assertEquals(10, shown(roundTrip).size());
        assertEquals(10, shown(other).size());
        assertEquals(List.of(), shown(error));
    }
}
