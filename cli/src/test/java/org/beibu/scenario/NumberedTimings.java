package org.beibu.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.ingest.Ingest;
import org.beibu.analyzer.ingest.IngestClocks;
import org.beibu.analyzer.ingest.IngestConfig;
import org.beibu.analyzer.live.LiveRecorder;
import org.beibu.analyzer.live.LiveView;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.AsciiKey;
import org.beibu.runtime.journal.JournalConfig;
import org.beibu.runtime.journal.JournalException;
import org.beibu.runtime.journal.JournalReader;
import org.beibu.runtime.journal.JournalWriter;
import org.beibu.runtime.journal.TimingRecord;

/**
 * A child process that takes timings number 1 to N through the journal into the store, each timing
 * being a function of its number. Journal time runs ten milliseconds a timing, so that the journal
 * rolls to a new cycle file every 60,000 of them.
 *
 * <p>Arguments: {@code write}, {@code ingest} or {@code both}; the data directory; N.
 */
final class NumberedTimings {
    static final String PROBE = "numbered";

    private static final long START_NANOS = 1_700_000_000_000_000_000L;
    private static final long STEP_NANOS = 10_000_000L;
    private static final int STEP_TIMINGS = 640;
    private static final long IDLE_NANOS = 1_000_000L;
    private static final String[] ROUTES = {"VN-HAN", "TH-BKK", "SG-SIN", "ID-JKT", "-"};
    private static final String[] EXITS = {"gz-1", "nn-2", "hk-3"};

    private final Path data;
    private final long total;
    private final Counters counters = new Counters();
    private long written;

    private NumberedTimings(Path data, long total) {
        this.data = data;
        this.total = total;
    }

    public static void main(String[] args) throws JournalException, IOException {
        NumberedTimings timings = new NumberedTimings(Path.of(args[1]), Long.parseLong(args[2]));
        switch (args[0]) {
            case "write" -> timings.write();
            case "ingest" -> timings.ingest();
            case "both" -> timings.both();
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    /** The counts that a store must have after timings 1 to N. */
    static Map<Series, Long> truth(long total) {
        Map<Series, Long> counts = new TreeMap<>();
        for (long number = 1; number <= total; number++) {
            Series series =
                    new Series(
                            new PathId(route(number), exit(number)),
                            method(number),
                            Metric.FAR_ROUND_TRIP,
                            QualityClass.CLEAN);
            counts.merge(series, 1L, Long::sum);
        }
        return counts;
    }

    private void write() throws JournalException {
        try (JournalWriter writer = writer()) {
            writer.start();
            written = writer.lastSequence();
            while (written < total) {
                writeSome(writer);
            }
        }
    }

    private void ingest() throws IOException {
        Files.createDirectories(data.resolve("store"));
        try (SqliteDelayStore store =
                        SqliteDelayStore.open(data.resolve(SqliteDelayStore.FILE_NAME));
                Ingest ingest = ingest(store)) {
            ingest.start();
            while (store.position().lastSequence(PROBE) < total) {
                if (ingest.doWork() == 0) {
                    LockSupport.parkNanos(IDLE_NANOS);
                }
            }
        }
    }

    private void both() throws JournalException, IOException {
        Files.createDirectories(data.resolve("store"));
        try (SqliteDelayStore store =
                        SqliteDelayStore.open(data.resolve(SqliteDelayStore.FILE_NAME));
                JournalWriter writer = writer();
                Ingest ingest = ingest(store)) {
            writer.start();
            writer.resumeAfter(store.position().lastSequence(PROBE));
            written = writer.lastSequence();
            ingest.start();
            while (written < total) {
                writeSome(writer);
                ingest.doWork();
            }
            ingest.drain();
        }
    }

    private JournalWriter writer() {
        return new JournalWriter(
                journal(), PROBE, () -> START_NANOS + written * STEP_NANOS, counters);
    }

    private Ingest ingest(SqliteDelayStore store) {
        IngestClocks clocks =
                new IngestClocks(SystemNanoClock.INSTANCE, new SystemEpochNanoClock());
        IngestConfig often = new IngestConfig(Duration.ofMillis(50), 64L << 20, 1_000);
        return new Ingest(
                new JournalReader(journal(), counters),
                store,
                new LiveRecorder(new LiveView(), 1_000, counters),
                often,
                new Ingest.Environment(clocks, counters));
    }

    private JournalConfig journal() {
        return JournalConfig.at(data.resolve("journal"))
                .withFreeSpaceFloor(JournalConfig.LOWEST_FLOOR_BYTES);
    }

    private void writeSome(JournalWriter writer) {
        TimingRecord record = new TimingRecord();
        for (int i = 0; i < STEP_TIMINGS && written < total; i++) {
            fill(record, written + 1);
            if (!writer.append(record)) {
                throw new IllegalStateException("the journal refuses timing " + (written + 1));
            }
            written++;
        }
        writer.flush();
    }

    private static void fill(TimingRecord record, long number) {
        String exit = exit(number);
        record.epochNanos(START_NANOS + number * STEP_NANOS)
                .delayNanos(1_000_000 + number * 7_919 % 200_000_000)
                .method(method(number))
                .metric(Metric.FAR_ROUND_TRIP)
                .qualityClass(QualityClass.CLEAN)
                .routeKey(AsciiKey.route(route(number)))
                .exitKey(AsciiKey.exitHigh(exit), AsciiKey.exitLow(exit));
    }

    private static String route(long number) {
        return ROUTES[(int) (number * number % ROUTES.length)];
    }

    private static String exit(long number) {
        return EXITS[(int) (number / 7 % EXITS.length)];
    }

    private static Method method(long number) {
        return number % 3 == 0 ? Method.HANDSHAKE : Method.TIMESTAMP;
    }
}
