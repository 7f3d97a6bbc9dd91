package org.beibu.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.beibu.analyzer.ingest.Ingest;
import org.beibu.analyzer.ingest.IngestClocks;
import org.beibu.analyzer.ingest.IngestConfig;
import org.beibu.analyzer.live.LiveRecorder;
import org.beibu.analyzer.live.LiveView;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.AsciiKey;
import org.beibu.runtime.journal.JournalConfig;
import org.beibu.runtime.journal.JournalException;
import org.beibu.runtime.journal.JournalReader;
import org.beibu.runtime.journal.JournalWriter;
import org.beibu.runtime.journal.TimingRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From the journal into the store, on one core.
 *
 * <p><b>Measured:</b> ingest as the analyzer runs it: reading the batches, checking their sums,
 * histograms of ten seconds, the live view, and the commits into SQLite with all four resolutions;
 * timings a second. The journal holds ten minutes of 45 paths, two methods each; page cache hot.
 *
 * <p><b>Left out:</b> capture and appending (they happen in the probe), listeners of commits, the
 * web server, reading from disk.
 *
 * <p><b>To run:</b> {@code ./beibu bench journal}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
public class JournalToHistogram {
    private static final int TIMINGS = 2_000_000;
    private static final long START_NANOS = 1_700_000_000_000_000_000L;
    private static final long SPAN_NANOS = 600_000_000_000L;
    private static final String[] EXITS = {"gz-1", "nn-2", "hk-3"};
    private static final int ROUTES = 15;

    private final Counters counters = new Counters();
    private Path directory = Path.of("");
    private Path data = Path.of("");
    private int round;

    /** Writes the journal. */
    @Setup(Level.Trial)
    public void writeJournal() throws IOException, JournalException {
        directory = Files.createTempDirectory("beibu-bench");
        Random random = new Random(1);
        try (JournalWriter writer =
                new JournalWriter(journal(), "bench", new SystemEpochNanoClock(), counters)) {
            writer.start();
            TimingRecord record = new TimingRecord();
            for (int i = 0; i < TIMINGS; i++) {
                String exit = EXITS[random.nextInt(EXITS.length)];
                int route = random.nextInt(ROUTES);
                double spread = Math.exp(0.1 * random.nextGaussian());
                record.epochNanos(START_NANOS + SPAN_NANOS / TIMINGS * i)
                        .delayNanos((long) ((5 + 4 * route) * 1e6 * spread))
                        .method(random.nextInt(10) == 0 ? Method.HANDSHAKE : Method.TIMESTAMP)
                        .metric(Metric.FAR_ROUND_TRIP)
                        .routeKey(AsciiKey.route("VN-X" + (char) ('A' + route)))
                        .exitKey(AsciiKey.exitHigh(exit), AsciiKey.exitLow(exit));
                if (!writer.append(record)) {
                    throw new IOException("the journal refuses records: is the disk full?");
                }
            }
        }
    }

    /** A directory for the next store. */
    @Setup(Level.Invocation)
    public void freshStore() throws IOException {
        data = Files.createDirectories(directory.resolve("data-" + round++));
        Files.createDirectories(data.resolve("store"));
    }

    /** Takes the whole journal into an empty store. */
    @Benchmark
    @OperationsPerInvocation(TIMINGS)
    public long ingest() throws JournalException {
        IngestClocks clocks =
                new IngestClocks(SystemNanoClock.INSTANCE, new SystemEpochNanoClock());
        IngestConfig config = new IngestConfig(Duration.ofMillis(500), 64L << 20, 16_384);
        try (SqliteDelayStore store =
                        SqliteDelayStore.open(data.resolve(SqliteDelayStore.FILE_NAME));
                Ingest ingest =
                        new Ingest(
                                new JournalReader(journal(), counters),
                                store,
                                new LiveRecorder(new LiveView(), 16_384, counters),
                                config,
                                new Ingest.Environment(clocks, counters))) {
            ingest.start();
            ingest.drain();
            long stored = store.totalCount();
            if (stored != TIMINGS) {
                throw new IllegalStateException(stored + " of " + TIMINGS + " timings stored");
            }
            return stored;
        }
    }

    /** Removes store after store, so that the disk does not fill. */
    @TearDown(Level.Invocation)
    public void removeStore() {
        remove(data);
    }

    /** Removes the journal. */
    @TearDown(Level.Trial)
    public void removeJournal() {
        remove(directory);
    }

    private JournalConfig journal() {
        return JournalConfig.at(directory.resolve("journal"))
                .withFreeSpaceFloor(JournalConfig.LOWEST_FLOOR_BYTES);
    }

    private static void remove(Path tree) {
        try (Stream<Path> paths = Files.walk(tree)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
