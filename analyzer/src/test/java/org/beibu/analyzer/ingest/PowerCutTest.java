package org.beibu.analyzer.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.beibu.analyzer.AnalyzerCounter;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.live.LiveView;
import org.beibu.analyzer.store.Retention;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.analyzer.verify.Verification;
import org.beibu.analyzer.verify.VerifyReport;
import org.beibu.runtime.journal.JournalException;
import org.beibu.runtime.journal.JournalReader;
import org.beibu.runtime.journal.JournalWriter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The power fails while probe and analyzer run. What the journal had on the disk by its last sync
 * is in the store exactly once afterwards, and so is all that comes later.
 */
class PowerCutTest {
    private static final long MS = 1_000_000;

    @TempDir Path directory;

    static LongStream seeds() {
        return LongStream.range(0, Integer.getInteger("beibu.power.cuts", 12))
                .map(i -> i + Long.getLong("beibu.power.seed", 1));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatWasSyncedIsInTheStoreOnceAndWhatComesLaterToo(long seed) throws Exception {
        Random random = new Random(seed);
        JournalFixture before = new JournalFixture(directory.resolve("before"));
        JournalFixture after = new JournalFixture(directory.resolve("after"));
        long survivors = cutDuringLoad(before, after, random);

        long later = 3_000;
        after.wallNanos = before.wallNanos + (random.nextInt(4) - 1) * 60_000L * MS;
        try (SqliteDelayStore store = SqliteDelayStore.open(after.storeFile());
                JournalWriter writer = after.writer("p");
                Ingest ingest =
                        after.ingest(after.reader(), store, new LiveView(), IngestConfig.DEFAULT)) {
            load(after, writer, ingest, random, (int) later);
            writer.flush();
            ingest.drain();
            long stored = store.totalCount();
            assertTrue(stored >= survivors + later, stored + " of " + survivors + " + " + later);
        }
        VerifyReport report =
                new Verification(
                                after.config, after.storeFile(), Retention.DEFAULT, after.wallNanos)
                        .run(n -> {});
        assertTrue(report.isEqual(), report::toString);
        assertEquals(0, report.journal().waiting());
    }

    /** Runs both, and cuts the power at a random moment; how many timings were synced. */
    private static long cutDuringLoad(JournalFixture before, JournalFixture after, Random random)
            throws IOException, JournalException {
        try (SqliteDelayStore store = SqliteDelayStore.open(before.storeFile());
                JournalWriter writer = before.writer("p")) {
            JournalReader reader = before.reader();
            Ingest ingest = before.ingest(reader, store, new LiveView(), IngestConfig.DEFAULT);
            load(before, writer, ingest, random, random.nextInt(20_000));
            PowerCut cut = new PowerCut(random);
            Path storeDirectory = before.directory.resolve("store");
            Map<String, byte[]> stored = PowerCut.now(storeDirectory);
            // What was committed with the sync before this is on the disk for certain.
            Map<String, byte[]> synced = PowerCut.now(before.config.directory());
            long survivors = store.position().lastSequence("p");
            for (int i = random.nextInt(40); i > 0; i--) {
                long commits = before.counters.get(AnalyzerCounter.COMMITS);
                load(before, writer, ingest, random, random.nextInt(100));
                if (before.counters.get(AnalyzerCounter.COMMITS) > commits) {
                    synced = PowerCut.now(before.config.directory());
                    survivors = store.position().lastSequence("p");
                }
            }
            for (int i = random.nextInt(2_000); i > 0; i--) {
                before.append(writer, JournalFixture.someSeries()[0], before.wallNanos, MS);
            }
            cut.leave(synced, PowerCut.now(before.config.directory()), after.config.directory());
            cut.leaveStore(stored, PowerCut.now(storeDirectory), after.directory.resolve("store"));
            reader.close();
            return survivors;
        }
    }

    private static void load(
            JournalFixture fixture,
            JournalWriter writer,
            Ingest ingest,
            Random random,
            int timings) {
        Series[] some = JournalFixture.someSeries();
        for (int i = 0; i < timings; i++) {
            long at = fixture.wallNanos - random.nextInt(30_000) * MS;
            fixture.append(writer, some[random.nextInt(some.length)], at, random.nextInt(99) * MS);
            if (random.nextInt(40) == 0 || i == timings - 1) {
                writer.flush();
                fixture.advance(Duration.ofMillis(random.nextInt(400)).toNanos());
                ingest.doWork();
            }
        }
    }
}
