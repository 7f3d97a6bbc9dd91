package org.beibu.analyzer;

import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.beibu.analyzer.ingest.Ingest;
import org.beibu.analyzer.ingest.IngestClocks;
import org.beibu.analyzer.live.LiveRecorder;
import org.beibu.analyzer.live.LiveView;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.JournalException;
import org.beibu.runtime.journal.JournalReader;
import org.jspecify.annotations.Nullable;

/**
 * The analyzer without page, export and thread, for commands that put something into the journal,
 * have it taken into the store, and end. Owned by the thread that starts it.
 */
public final class OfflineAnalyzer implements AutoCloseable {
    private final AnalyzerConfig config;
    private final EpochNanoClock clock;
    private final Counters counters;
    private @Nullable SqliteDelayStore store;
    private @Nullable Ingest ingest;

    /** Opens nothing yet. */
    public OfflineAnalyzer(AnalyzerConfig config, EpochNanoClock clock, Counters counters) {
        this.config = config;
        this.clock = clock;
        this.counters = counters;
    }

    /**
     * Opens the store for writing.
     *
     * @throws org.beibu.analyzer.store.StoreException when another analyzer holds it, or it cannot
     *     be opened
     */
    public void start() {
        SqliteDelayStore opened = SqliteDelayStore.open(config.storeFile(), config.retention());
        store = opened;
        Ingest started =
                new Ingest(
                        new JournalReader(config.shared().journal(), counters),
                        opened,
                        new LiveRecorder(new LiveView(), config.liveSeries(), counters),
                        config.ingest(),
                        new Ingest.Environment(
                                new IngestClocks(SystemNanoClock.INSTANCE, clock), counters));
        started.start();
        ingest = started;
    }

    /** The store; between start and close. */
    public DelayStore store() {
        SqliteDelayStore opened = store;
        if (opened == null) {
            throw new IllegalStateException("the analyzer was not started");
        }
        return opened;
    }

    /**
     * Takes everything that is in the journal now into the store.
     *
     * @throws JournalException when the journal cannot be read
     * @throws org.beibu.analyzer.store.StoreException when the store cannot be written
     */
    public void drain() throws JournalException {
        Ingest running = ingest;
        if (running == null) {
            throw new IllegalStateException("the analyzer was not started");
        }
        running.drain();
    }

    /**
     * Takes in a part of what is in the journal now, for callers that fill it meanwhile; how many
     * batches.
     */
    public int work() {
        Ingest running = ingest;
        return running == null ? 0 : running.doWork();
    }

    @Override
    public void close() {
        if (ingest != null) {
            ingest.close();
            ingest = null;
        }
        if (store != null) {
            store.close();
            store = null;
        }
    }
}
