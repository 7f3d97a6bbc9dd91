package org.beibu.analyzer.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.beibu.analyzer.delay.PrefixSet;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.analyzer.store.JournalPosition;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.analyzer.store.StoreBatch;
import org.beibu.analyzer.store.StoredWindow;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.model.Resolution;
import org.beibu.model.Window;
import org.beibu.runtime.histogram.DelayHistogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A naive attacker subtracts whatever is published from whatever else is. */
class PublishedStoreTest {
    private static final long SECOND = 1_000_000_000L;

    /** 2026-11-20 00:00:00 UTC. */
    private static final long START = 1_795_132_800L * SECOND;

    private static final int FEWEST = 5;
    private static final int HOURS = 3;
    private static final Series HANDSHAKE = series(Method.HANDSHAKE);
    private static final Series STAMP = series(Method.STAMP);

    @TempDir Path directory;
    private SqliteDelayStore store;
    private long now = START + 100 * 3_600 * SECOND;

    /** The number of samples, and the prefixes, of each 10 s window. */
    private final Map<Long, Long> counts = new TreeMap<>();

    private final Map<Long, Set<Long>> prefixes = new HashMap<>();

    @BeforeEach
    void open() {
        store = SqliteDelayStore.open(directory.resolve("beibu.sqlite"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Series series(Method method) {
        return new Series(
                new PathId("VN-HAN", "gz-1"), method, Metric.FAR_ROUND_TRIP, QualityClass.CLEAN);
    }

    private DelayStore published(Resolution window) {
        return new PublishedStore(store, new PublicationRule(FEWEST, window), () -> now);
    }

    private StoreBatch.Addition addition(Series series, long startNanos, long... networks) {
        DelayHistogram histogram = new DelayHistogram();
        PrefixSet set = new PrefixSet(FEWEST, 1);
        for (long network : networks) {
            histogram.record(20_000_000 + network);
            set.add(network);
        }
        return new StoreBatch.Addition(series, startNanos, histogram, set);
    }

    private void commit(StoreBatch.Addition... additions) {
        store.commit(new StoreBatch(List.of(additions), JournalPosition.START, START));
    }

    /** Sparse and busy stretches of a few hours, in commits that split windows. */
    private void fill(long seed) {
        Random random = new Random(seed);
        int busy = 1;
        for (int i = 0; i < HOURS * 360; i++) {
            busy = i % 20 == 0 ? random.nextInt(9) : busy;
            long start = START + i * 10L * SECOND;
            for (int part = 0; part < 2; part++) {
                long[] networks = random.longs(random.nextInt(busy + 1), 0, 12).toArray();
                if (networks.length > 0) {
                    commit(addition(HANDSHAKE, start, networks));
                    counts.merge(start, (long) networks.length, Long::sum);
                    Set<Long> here = prefixes.computeIfAbsent(start, s -> new HashSet<>());
                    for (long network : networks) {
                        here.add(network);
                    }
                }
            }
        }
    }

    /** Of which windows of the rule the samples may be published, and how many they are. */
    private Map<Long, Long> allowed(Resolution window) {
        Map<Long, Long> sums = new TreeMap<>();
        Map<Long, Set<Long>> networks = new HashMap<>();
        counts.forEach((start, n) -> sums.merge(window.startOf(start), n, Long::sum));
        prefixes.forEach(
                (start, some) ->
                        networks.computeIfAbsent(window.startOf(start), s -> new HashSet<>())
                                .addAll(some));
        sums.keySet().removeIf(start -> networks.getOrDefault(start, Set.of()).size() < FEWEST);
        return sums;
    }

    private static long between(Map<Long, Long> windows, long from, long to) {
        return windows.entrySet().stream()
                .filter(e -> e.getKey() >= from && e.getKey() < to)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    @ParameterizedTest
    @EnumSource(names = {"TEN_SECONDS", "MINUTE"})
    void everyFigureIsASumOfWindowsWithEnoughNetworksAndSoIsEveryDifference(Resolution window) {
        fill(7);
        Map<Long, Long> allowed = allowed(window);
        assertTrue(allowed.size() > 20, "something is published: " + allowed.size());
        assertTrue(allowed.size() < HOURS * 3_600 * SECOND / window.nanos() - 20, "not all");
        DelayStore shown = published(window);

        Map<Window, Long> known = new HashMap<>();
        for (Resolution resolution : Resolution.values()) {
            for (StoredWindow one : shown.windows(HANDSHAKE, resolution, 0, Long.MAX_VALUE)) {
                Window when = one.window();
                long sum = between(allowed, when.startNanos(), when.endNanos());
                assertEquals(sum, one.count(), when::toString);
                assertEquals(sum == 0, one.withheld(), when::toString);
                known.put(when, one.count());
            }
        }
        subtractChildrenFromParents(known, allowed);
        subtractRangesFromRanges(shown, allowed);
    }

    /** Whatever is left of a parent is a sum of windows that may be published, never one more. */
    private void subtractChildrenFromParents(Map<Window, Long> known, Map<Long, Long> allowed) {
        known.forEach(
                (parent, count) -> {
                    List<Window> children =
                            known.keySet().stream()
                                    .filter(
                                            w ->
                                                    w.resolution().nanos()
                                                            < parent.resolution().nanos())
                                    .filter(w -> w.startNanos() >= parent.startNanos())
                                    .filter(w -> w.endNanos() <= parent.endNanos())
                                    .toList();
                    for (Resolution level : Resolution.values()) {
                        long left = count;
                        boolean any = false;
                        for (Window child : children) {
                            if (child.resolution() == level) {
                                left -= known.getOrDefault(child, 0L);
                                any = true;
                            }
                        }
                        assertEquals(0, any ? left : 0, () -> parent + " less its " + level);
                    }
                    assertEquals(between(allowed, parent.startNanos(), parent.endNanos()), count);
                });
    }

    private void subtractRangesFromRanges(DelayStore shown, Map<Long, Long> allowed) {
        Random random = new Random(5);
        List<Resolution> resolutions = List.of(Resolution.values());
        for (int i = 0; i < 300; i++) {
            long from = START + random.nextInt(HOURS * 3_600) * SECOND;
            long to = from + random.nextInt(3_600) * SECOND;
            Resolution resolution = resolutions.get(random.nextInt(3));
            DelayHistogram one = shown.merged(HANDSHAKE, resolution, from, to);
            DelayHistogram other =
                    shown.merged(HANDSHAKE, resolution, from + 10 * SECOND, to + 10 * SECOND);
            long difference = Math.abs(one.count() - other.count());
            assertTrue(
                    isSumOfAllowed(difference, allowed, resolution, from, to),
                    () -> difference + " samples in " + resolution + " from " + from);
        }
    }

    /** The windows by which two ranges differ, whole, under the finest resolution published. */
    private static boolean isSumOfAllowed(
            long difference, Map<Long, Long> allowed, Resolution resolution, long from, long to) {
        Set<Long> possible = new HashSet<>(Set.of(0L));
        for (long edge : new long[] {from, to}) {
            List<Long> sums = new ArrayList<>(possible);
            long start = resolution.startOf(edge);
            for (long window = start - resolution.nanos();
                    window <= start + resolution.nanos();
                    window += resolution.nanos()) {
                long here = between(allowed, window, window + resolution.nanos());
                sums.forEach(sum -> possible.add(sum + here));
                sums.forEach(sum -> possible.add(Math.abs(sum - here)));
            }
        }
        return possible.contains(difference);
    }

    /** The attack is a real one: the store without the rule falls to it. */
    @Test
    void withoutTheRuleADifferenceShowsASingleNetwork() {
        commit(addition(HANDSHAKE, START, 1, 2, 3, 4, 5, 6));
        commit(addition(HANDSHAKE, START + 10 * SECOND, 9));

        long minute = store.merged(HANDSHAKE, Resolution.MINUTE, START, START + 1).count();
        long busy = store.merged(HANDSHAKE, Resolution.TEN_SECONDS, START, START + 1).count();
        assertEquals(1, minute - busy, "one network");

        DelayStore shown = published(Resolution.TEN_SECONDS);
        assertEquals(6, shown.merged(HANDSHAKE, Resolution.MINUTE, START, START + 1).count());
        assertEquals(6, shown.merged(HANDSHAKE, Resolution.TEN_SECONDS, START, START + 1).count());
    }

    @Test
    void windowIsWithheldUntilItIsOverAndSettled() {
        commit(addition(HANDSHAKE, START, 1, 2, 3, 4, 5));
        DelayStore shown = published(Resolution.MINUTE);

        now = START + 104 * SECOND;
        assertEquals(List.of(), shown.windows(HANDSHAKE, Resolution.MINUTE, 0, Long.MAX_VALUE));
        assertFalse(shown.isComplete(new Window(START, Resolution.MINUTE)));
        now = START + 105 * SECOND;
        assertEquals(1, shown.windows(HANDSHAKE, Resolution.MINUTE, 0, Long.MAX_VALUE).size());
        assertTrue(shown.isComplete(new Window(START, Resolution.MINUTE)));
    }

    @Test
    void windowsShorterThanTheRuleAreNotShownAtAll() {
        commit(addition(HANDSHAKE, START, 1, 2, 3, 4, 5, 6, 7));

        assertEquals(
                List.of(),
                published(Resolution.MINUTE)
                        .windows(HANDSHAKE, Resolution.TEN_SECONDS, 0, Long.MAX_VALUE));
    }

    @Test
    void activeMethodsAreExempt() {
        commit(addition(STAMP, START, 1));
        DelayStore shown = published(Resolution.MINUTE);

        assertEquals(1, shown.merged(STAMP, Resolution.TEN_SECONDS, START, START + 1).count());
        assertTrue(shown.showsExtremes(STAMP));
        assertFalse(shown.showsExtremes(HANDSHAKE));
    }

    @Test
    void windowWhosePrefixesWereNotCountedIsWithheld() {
        DelayHistogram old = new DelayHistogram();
        for (int i = 0; i < 1_000; i++) {
            old.record(i);
        }
        commit(new StoreBatch.Addition(HANDSHAKE, START, old));

        StoredWindow window =
                published(Resolution.MINUTE)
                        .windows(HANDSHAKE, Resolution.MINUTE, 0, Long.MAX_VALUE)
                        .get(0);
        assertTrue(window.withheld());
        assertEquals(0, window.count());
    }

    @Test
    void ruleOfOneHidesNothing() {
        assertEquals(store, PublishedStore.of(store, PublicationRule.ALL, () -> now));
        assertTrue(PublicationRule.ALL.isExempt(Method.HANDSHAKE));
        assertThrows(
                IllegalArgumentException.class, () -> new PublicationRule(0, Resolution.MINUTE));
        assertThrows(
                IllegalArgumentException.class, () -> new PublicationRule(65, Resolution.MINUTE));
        assertThrows(
                IllegalArgumentException.class, () -> new PublicationRule(10, Resolution.HOUR));
    }
}
