package org.beibu.analyzer.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.beibu.analyzer.delay.Series;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.model.Resolution;
import org.beibu.runtime.histogram.DelayHistogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One writes, many read at the same time. */
class ReadersTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_795_132_800L * SECOND;
    private static final int COMMITS = 400;
    private static final int EACH = 7;

    private static final Series HANOI =
            new Series(
                    new PathId("VN-HAN", "gz-1"),
                    Method.HANDSHAKE,
                    Metric.FAR_ROUND_TRIP,
                    QualityClass.CLEAN);

    @TempDir Path directory;

    /** Reads until the writer has ended; what it has seen must be whole commits, and never less. */
    private static int read(Path file, AtomicBoolean writing) {
        int looks = 0;
        long before = 0;
        try (SqliteDelayStore store = SqliteDelayStore.openReadOnly(file)) {
            boolean last = false;
            while (!last) {
                last = !writing.get();
                long count =
                        store.merged(HANOI, Resolution.MINUTE, Long.MIN_VALUE, Long.MAX_VALUE)
                                .count();
                assertEquals(0, count % EACH, "half a commit");
                assertTrue(count >= before, count + " after " + before);
                before = count;
                looks++;
            }
        }
        assertEquals((long) COMMITS * EACH, before);
        return looks;
    }

    @Test
    void readersSeeWholeCommitsAndNeitherWaitsForTheOther() throws Exception {
        Path file = directory.resolve("beibu.sqlite");
        AtomicBoolean writing = new AtomicBoolean(true);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Integer>> readers = new ArrayList<>();
        try (SqliteDelayStore store = SqliteDelayStore.open(file)) {
            for (int i = 0; i < 4; i++) {
                readers.add(threads.submit(() -> read(file, writing)));
            }
            DelayHistogram histogram = new DelayHistogram();
            for (int i = 0; i < EACH; i++) {
                histogram.record(1_000_000L * i);
            }
            for (int i = 0; i < COMMITS; i++) {
                store.commit(
                        new StoreBatch(
                                List.of(
                                        new StoreBatch.Addition(
                                                HANOI, START + i / 4 * 10L * SECOND, histogram)),
                                JournalPosition.START,
                                START));
            }
            writing.set(false);
            for (Future<Integer> reader : readers) {
                assertTrue(reader.get(60, TimeUnit.SECONDS) > 0);
            }
        } finally {
            writing.set(false);
            threads.shutdownNow();
        }
    }
}
