package org.beibu.analyzer.store;

import static org.beibu.analyzer.store.SqliteDelayStoreTest.DAY_START;
import static org.beibu.analyzer.store.SqliteDelayStoreTest.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.beibu.model.Resolution;
import org.beibu.model.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every table of values that are added up by series and window. */
abstract class SumStoreContract<S, V> {
    @TempDir Path directory;
    SqliteDelayStore store;

    /** A value of a window of 10 s. */
    record Added<S, V>(S series, long startNanos, V value) {}

    /** Is given the windows of a range. */
    interface Sink<S, V> {
        void accept(S series, Window window, V value);
    }

    @BeforeEach
    void open() {
        store = SqliteDelayStore.open(file());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Path file() {
        return directory.resolve("beibu.sqlite");
    }

    abstract String table();

    abstract StoreBatch batch(JournalPosition position, List<Added<S, V>> added);

    abstract void forEach(SqliteDelayStore of, Resolution resolution, Sink<S, V> sink);

    abstract Map<S, V> totals();

    abstract V plus(V one, V other);

    abstract S series(Random random);

    abstract V value(Random random);

    final Added<S, V> added(S series, long atNanos, V value) {
        return new Added<>(series, Resolution.TEN_SECONDS.startOf(atNanos), value);
    }

    final void commit(long index, Added<S, V> added) {
        JournalPosition position = new JournalPosition(index, Map.of(), Map.of());
        store.commit(batch(position, List.of(added)));
    }

    private Map<S, Map<Window, V>> held(SqliteDelayStore of, Resolution resolution) {
        Map<S, Map<Window, V>> held = new HashMap<>();
        forEach(
                of,
                resolution,
                (series, window, value) ->
                        held.computeIfAbsent(series, s -> new HashMap<>()).put(window, value));
        return held;
    }

    /** The windows of a series. */
    final Map<Window, V> windows(S series, Resolution resolution) {
        return held(store, resolution).getOrDefault(series, Map.of());
    }

    @Test
    void randomValuesAreWhatANaiveSumSays() {
        Random random = new Random(11);
        Map<S, Map<Window, V>> truth = new HashMap<>();
        for (int i = 1; i <= 40; i++) {
            List<Added<S, V>> all = new ArrayList<>();
            for (int j = 0; j < 30; j++) {
                S series = series(random);
                long at = DAY_START + random.nextInt(7_200) * SECOND;
                V value = value(random);
                all.add(added(series, at, value));
                for (Resolution resolution : Resolution.values()) {
                    truth.computeIfAbsent(series, s -> new HashMap<>())
                            .merge(Window.holding(at, resolution), value, this::plus);
                }
            }
            store.commit(batch(new JournalPosition(i, Map.of(), Map.of()), all));
        }

        Map<S, Map<Window, V>> held = new HashMap<>();
        try (SqliteDelayStore reader = SqliteDelayStore.openReadOnly(file())) {
            for (Resolution resolution : Resolution.values()) {
                held(reader, resolution)
                        .forEach(
                                (series, windows) ->
                                        held.computeIfAbsent(series, s -> new HashMap<>())
                                                .putAll(windows));
            }
        }
        assertEquals(truth, held);
    }

    @Test
    void failedCommitLeavesNothingBehind() throws Exception {
        Random random = new Random(3);
        S one = series(random);
        S other = series(random);
        V value = value(random);
        commit(1, added(one, DAY_START, value));

        store.execute(
                "CREATE TRIGGER no BEFORE INSERT ON %s WHEN new.resolution = 4".formatted(table())
                        + " BEGIN SELECT RAISE(ABORT, 'no'); END");
        assertThrows(StoreException.class, () -> commit(2, added(other, DAY_START, value)));
        store.execute("DROP TRIGGER no");

        assertEquals(1, store.position().index());
        assertEquals(Map.of(one, value), totals());
        commit(2, added(other, DAY_START, value));
        assertEquals(Map.of(one, value, other, value), totals());
    }

    @Test
    void retentionDeletesThemLikeDelays() {
        Random random = new Random(5);
        S series = series(random);
        commit(1, added(series, DAY_START, value(random)));

        store.prune(DAY_START + Duration.ofDays(3).toNanos());

        assertEquals(Map.of(), windows(series, Resolution.TEN_SECONDS));
        assertEquals(1, windows(series, Resolution.MINUTE).size());
        assertEquals(1, windows(series, Resolution.DAY).size());
    }
}
