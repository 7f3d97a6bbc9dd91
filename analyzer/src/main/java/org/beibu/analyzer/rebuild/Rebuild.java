package org.beibu.analyzer.rebuild;

import java.nio.file.Files;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.beibu.analyzer.AnalyzerConfig;
import org.beibu.analyzer.AnalyzerCounter;
import org.beibu.analyzer.ingest.Ingest;
import org.beibu.analyzer.ingest.IngestClocks;
import org.beibu.analyzer.live.LiveRecorder;
import org.beibu.analyzer.live.LiveView;
import org.beibu.analyzer.store.JournalPosition;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.analyzer.store.StoreException;
import org.beibu.analyzer.store.StoreException.Reason;
import org.beibu.analyzer.store.StoreRebuild;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.JournalCounter;
import org.beibu.runtime.journal.JournalException;
import org.beibu.runtime.journal.JournalReader;

/**
 * The store made anew from the journal. First the old store takes in what it has not read yet, so
 * that together with the journal it has everything; then a new one is filled from the journal's
 * oldest document on, and takes over what is older.
 */
public final class Rebuild {
    private final AnalyzerConfig config;
    private final EpochNanoClock clock;
    private final boolean withoutOld;
    private final Counters counters = new Counters();

    /**
     * @param withoutOld the old store is not looked at, since it is damaged; what lies beyond the
     *     journal is lost
     */
    public Rebuild(AnalyzerConfig config, EpochNanoClock clock, boolean withoutOld) {
        this.config = config;
        this.clock = clock;
        this.withoutOld = withoutOld;
    }

    /** Hears how far it has got. */
    public interface Progress {
        /** So many records of the journal are in the new store, of so many. */
        void at(long done, long of);
    }

    /**
     * Does it.
     *
     * @throws JournalException when the journal cannot be read
     * @throws org.beibu.analyzer.store.StoreException when an analyzer runs, or the disk is full;
     *     then the old store is as it was
     */
    public RebuildReport run(Progress progress) throws JournalException {
        long started = clock.nanoTime();
        JournalPosition known = JournalPosition.START;
        long held = 0;
        boolean old = !withoutOld && Files.exists(config.storeFile());
        if (old) {
            try (SqliteDelayStore store =
                    SqliteDelayStore.open(config.storeFile(), config.retention())) {
                takeIn(store, (done, of) -> {}, 0);
                known = store.position();
                held = store.totalCount();
            }
        }
        try (StoreRebuild rebuild = StoreRebuild.begin(config.storeFile())) {
            JournalExtent extent = JournalExtent.of(config.shared().journal());
            long timings = fill(rebuild, progress, extent.records());
            long seam = old ? extent.seamNanos(known) : Long.MIN_VALUE;
            if (seam == Long.MIN_VALUE && held > timings) {
                throw surplus(held - timings);
            }
            long inherited = seam == Long.MIN_VALUE ? 0 : rebuild.inherit(seam);
            rebuild.replace(old);
            double seconds = (clock.nanoTime() - started) / 1e9;
            return new RebuildReport(timings, inherited, seam, seconds);
        }
    }

    /** Of a journal that was deleted, or counted twice: that cannot be told. */
    private StoreException surplus(long timings) {
        return new StoreException(
                Reason.OTHER,
                "the store holds %d timings more than the journal, though nothing was removed from it"
                                .formatted(timings)
                        + ": "
                        + config.storeFile()
                        + ": copy it away, then run with --without-old to drop them");
    }

    private long fill(StoreRebuild rebuild, Progress progress, long records)
            throws JournalException {
        long before = counters.get(AnalyzerCounter.SAMPLES_INGESTED);
        try (SqliteDelayStore made = SqliteDelayStore.open(rebuild.made(), config.retention())) {
            takeIn(made, progress, records);
        }
        return counters.get(AnalyzerCounter.SAMPLES_INGESTED) - before;
    }

    private void takeIn(SqliteDelayStore store, Progress progress, long records)
            throws JournalException {
        try (Ingest ingest =
                new Ingest(
                        new JournalReader(config.shared().journal(), counters),
                        store,
                        new LiveRecorder(new LiveView(), 1, counters),
                        config.ingest(),
                        new Ingest.Environment(
                                new IngestClocks(SystemNanoClock.INSTANCE, clock), counters))) {
            ingest.start();
            long before = counters.get(JournalCounter.RECORDS_READ);
            while (ingest.doWork() > 0) {
                progress.at(counters.get(JournalCounter.RECORDS_READ) - before, records);
            }
            ingest.drain();
            progress.at(records, records);
        }
    }
}
