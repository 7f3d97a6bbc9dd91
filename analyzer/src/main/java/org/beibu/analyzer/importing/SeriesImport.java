package org.beibu.analyzer.importing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.EpochNanoClock;
import org.beibu.model.AseanRoute;
import org.beibu.model.ClockQuality;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.Resolution;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.AsciiKey;
import org.beibu.runtime.journal.JournalConfig;
import org.beibu.runtime.journal.JournalException;
import org.beibu.runtime.journal.JournalWriter;
import org.beibu.runtime.journal.LossWindowRecord;
import org.beibu.runtime.journal.TimingRecord;

/**
 * Brings what one file holds into the journal, each sample once. The records of a source are in
 * order of time and follow from the content and the ledger alone, so record {@code n} of a second
 * run is record {@code n} of the first, and what is there already is passed over.
 *
 * <p>Belongs to one thread.
 */
public final class SeriesImport {
    private static final int RECORDS_A_TURN = 1 << 14;

    private final Place place;
    private final JournalConfig journal;
    private final EpochNanoClock clock;
    private final Counters counters;

    /**
     * Where the timings of a file belong.
     *
     * @param format what the file is
     * @param sha256 hash of its content
     * @param route AseanRoute that the operator named, or {@link AseanRoute#UNROUTED}
     * @param ledger file of earlier imports
     */
    public record Place(SeriesFormat format, String sha256, String route, Path ledger) {}

    /** What the import asks of its caller. */
    public interface Store {
        /** The last sequence number of this probe that the store has. */
        long lastSequence(String probe);

        /** Called now and then, to take what is in the journal into the store. */
        void takeIn();

        /** Whether to stop; the rest comes with the next run. */
        boolean stopped();
    }

    /**
     * What became of one source.
     *
     * @param path its path in the store
     * @param samples samples in the file
     * @param lost packets without answer in the file
     * @param alreadyImported samples that this file, or an earlier one, had brought in
     */
    public record Outcome(PathId path, long samples, long lost, long alreadyImported) {
        /** Samples that are new. */
        public long added() {
            return samples - alreadyImported;
        }
    }

    /** An import; opens nothing yet. */
    public SeriesImport(
            Place place, JournalConfig journal, EpochNanoClock clock, Counters counters) {
        this.place = place;
        this.journal = journal;
        this.clock = clock;
        this.counters = counters;
    }

    /**
     * Imports every source of the file.
     *
     * @throws IOException when the ledger cannot be read or written
     * @throws JournalException when the journal refuses records
     */
    public List<Outcome> run(SeriesRows rows, Store store) throws IOException, JournalException {
        List<Outcome> outcomes = new ArrayList<>();
        ImportLedger ledger = new ImportLedger(place.ledger());
        for (Map.Entry<String, SeriesRows.Source> source : rows.sources().entrySet()) {
            if (!store.stopped() && !source.getValue().sentAndLost.isEmpty()) {
                outcomes.add(source(source.getKey(), source.getValue(), ledger, store));
            }
        }
        return outcomes;
    }

    private Outcome source(String name, SeriesRows.Source source, ImportLedger ledger, Store store)
            throws IOException, JournalException {
        PathId path = new PathId(place.route(), name);
        source.samples.sort(Comparator.comparingLong(SeriesRows.Sample::epochNanos));
        String probe = probeName(path);
        ImportLedger.Entry entry =
                new ImportLedger.Entry(
                        probe,
                        place.format().method().toString(),
                        path.toString(),
                        source.sentAndLost.firstKey(),
                        source.sentAndLost.lastKey() + Resolution.TEN_SECONDS.nanos() - 1);
        List<ImportLedger.Entry> earlier = ledger.before(entry);
        try (JournalWriter writer = new JournalWriter(journal, probe, clock, counters)) {
            writer.start();
            writer.resumeAfter(store.lastSequence(probe));
            return new Run(writer, path, earlier, store).write(source);
        }
    }

    /** Content, format and path name the probe. */
    private String probeName(PathId path) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String text = place.sha256() + " " + place.format() + " " + path;
            byte[] hash = digest.digest(text.getBytes(StandardCharsets.UTF_8));
            return "import-" + HexFormat.of().formatHex(hash).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The writing of one source. */
    private final class Run {
        private final JournalWriter writer;
        private final PathId path;
        private final List<ImportLedger.Entry> earlier;
        private final Store store;
        private final long known;
        private final TimingRecord timing = new TimingRecord();
        private long ordinal;
        private long there;

        Run(JournalWriter writer, PathId path, List<ImportLedger.Entry> earlier, Store store) {
            this.writer = writer;
            this.path = path;
            this.earlier = earlier;
            this.store = store;
            this.known = writer.lastSequence();
            timing.method(place.format().method())
                    .metric(Metric.END_TO_END_ROUND_TRIP)
                    .clockQuality(ClockQuality.FILE)
                    .qualityClass(place.format().qualityClass())
                    .routeKey(AsciiKey.route(path.routeId()))
                    .exitKey(AsciiKey.exitHigh(path.exit()), AsciiKey.exitLow(path.exit()));
        }

        Outcome write(SeriesRows.Source source) throws JournalException {
            for (SeriesRows.Sample sample : source.samples) {
                if (isCovered(sample.epochNanos()) || isRepeated()) {
                    there++;
                } else {
                    timing.epochNanos(sample.epochNanos()).delayNanos(sample.delayNanos());
                    append(writer.append(timing));
                }
                if (store.stopped()) {
                    break;
                }
            }
            long lost = 0;
            for (Map.Entry<Long, int[]> window : source.sentAndLost.entrySet()) {
                int[] counts = window.getValue();
                lost += counts[1];
                if (!isCovered(window.getKey()) && !isRepeated() && !store.stopped()) {
                    append(writer.append(loss(window.getKey(), counts)));
                }
            }
            flush();
            return new Outcome(path, source.samples.size(), lost, there);
        }

        private LossWindowRecord loss(long startNanos, int[] counts) {
            return new LossWindowRecord(
                    place.format().method(),
                    Metric.END_TO_END_ROUND_TRIP,
                    path,
                    startNanos,
                    Resolution.TEN_SECONDS.nanos(),
                    new LossWindowRecord.Counts(counts[0], counts[1], 0, 0, 0));
        }

        private boolean isCovered(long epochNanos) {
            return earlier.stream().anyMatch(entry -> entry.covers(epochNanos));
        }

        /** Counts the record, too. */
        private boolean isRepeated() {
            return ++ordinal <= known;
        }

        private void append(boolean accepted) throws JournalException {
            if (!accepted) {
                throw refused();
            }
            if (ordinal % RECORDS_A_TURN == 0) {
                flush();
            }
        }

        private void flush() throws JournalException {
            if (!writer.flush()) {
                throw refused();
            }
            store.takeIn();
        }

        private JournalException refused() {
            return new JournalException(
                    "the journal takes no more records: make room on its disk, then import again");
        }
    }
}
