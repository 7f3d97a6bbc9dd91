package org.beibu.analyzer.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.beibu.analyzer.delay.Series;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.model.Resolution;
import org.beibu.runtime.histogram.DelayHistogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of the windows whatever is committed, in whatever order. */
class StorePropertiesTest {
    private static final long SECOND = 1_000_000_000L;

    /** 2026-11-20 00:00:00 UTC. */
    private static final long START = 1_795_132_800L * SECOND;

    private static final Series HANOI =
            new Series(
                    new PathId("VN-HAN", "gz-1"),
                    Method.HANDSHAKE,
                    Metric.FAR_ROUND_TRIP,
                    QualityClass.CLEAN);

    @TempDir Path directory;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 6);
    }

    private record Sample(long at, long delay) {}

    private static List<Sample> samples(Random random) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            long hours = random.nextInt(4) == 0 ? random.nextInt(50) : 0;
            long at = START + (hours * 3_600L + random.nextInt(900)) * SECOND + random.nextInt(9);
            samples.add(new Sample(at, random.nextInt(500_000_000)));
        }
        return samples;
    }

    /** Commits them in that order, in batches of random sizes, and opens anew now and then. */
    private SqliteDelayStore store(String name, List<Sample> samples, Random random) {
        Path file = directory.resolve(name).resolve("beibu.sqlite");
        SqliteDelayStore store = SqliteDelayStore.open(file);
        int done = 0;
        while (done < samples.size()) {
            int end = Math.min(samples.size(), done + 1 + random.nextInt(200));
            store.commit(
                    new StoreBatch(
                            additions(samples.subList(done, end)), JournalPosition.START, START));
            done = end;
            if (random.nextInt(10) == 0) {
                store.settle(START);
                store.close();
                store = SqliteDelayStore.open(file);
            }
        }
        return store;
    }

    private static List<StoreBatch.Addition> additions(List<Sample> samples) {
        Map<Long, DelayHistogram> windows = new TreeMap<>();
        for (Sample sample : samples) {
            windows.computeIfAbsent(
                            Resolution.TEN_SECONDS.startOf(sample.at), at -> new DelayHistogram())
                    .record(sample.delay);
        }
        List<StoreBatch.Addition> additions = new ArrayList<>();
        windows.forEach((at, h) -> additions.add(new StoreBatch.Addition(HANOI, at, h)));
        return additions;
    }

    private static Map<Long, byte[]> windows(DelayStore store, Resolution resolution) {
        Map<Long, byte[]> windows = new TreeMap<>();
        store.forEachWindow(
                HANOI,
                resolution,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                w -> windows.put(w.window().startNanos(), w.encoded().toBytes()));
        return windows;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void orderAndGroupingOfCommitsDoNotMatterAndLateDataLandsRight(long seed) {
        Random random = new Random(seed);
        List<Sample> samples = samples(random);
        List<Sample> shuffled = new ArrayList<>(samples);
        Collections.shuffle(shuffled, random);
        try (SqliteDelayStore one = store("one", samples, random);
                SqliteDelayStore other = store("other", shuffled, random)) {
            for (Resolution resolution : Resolution.values()) {
                Map<Long, byte[]> expected = windows(one, resolution);
                Map<Long, byte[]> found = windows(other, resolution);
                assertEquals(expected.keySet(), found.keySet());
                expected.forEach((at, octets) -> assertArrayEquals(octets, found.get(at)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void eachWindowIsTheSumOfTheShorterOnesInIt(long seed) {
        Random random = new Random(seed);
        try (SqliteDelayStore store = store("one", samples(random), random)) {
            for (Resolution resolution : Resolution.values()) {
                windows(store, resolution)
                        .forEach(
                                (at, octets) ->
                                        assertArrayEquals(
                                                store.merged(
                                                                HANOI,
                                                                Resolution.TEN_SECONDS,
                                                                at,
                                                                at + resolution.nanos())
                                                        .toEncoded()
                                                        .toBytes(),
                                                octets,
                                                resolution + " " + at));
            }
        }
    }

    @Test
    void windowsAreHalfOpen() {
        List<Sample> edges = new ArrayList<>();
        for (Resolution resolution : Resolution.values()) {
            edges.add(new Sample(START + resolution.nanos() - 1, 1_000));
            edges.add(new Sample(START + resolution.nanos(), 2_000));
        }
        try (SqliteDelayStore store = store("edges", edges, new Random(1))) {
            for (Resolution resolution : Resolution.values()) {
                long end = START + resolution.nanos();
                long before = edges.stream().filter(s -> s.at >= START && s.at < end).count();
                List<StoredWindow> first = store.windows(HANOI, resolution, START, end);
                assertEquals(1, first.size());
                assertEquals(before, first.get(0).count(), () -> "up to " + resolution);
                assertEquals(
                        end,
                        store.windows(HANOI, resolution, end, end + 1)
                                .get(0)
                                .window()
                                .startNanos());
            }
        }
    }
}
