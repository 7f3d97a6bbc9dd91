package org.beibu.analyzer.ingest;

import java.io.IOException;
import java.nio.file.Path;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.live.LiveView;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.model.PathId;
import org.beibu.model.TrafficDirection;
import org.beibu.runtime.journal.JournalConfig;
import org.beibu.runtime.journal.JournalException;
import org.beibu.runtime.journal.JournalWriter;
import org.beibu.runtime.journal.TrafficRecord;

/** A journal that is written and taken into a store beside it, for tests of other packages. */
public final class IngestRuns {
    private final JournalFixture fixture;
    private final Series[] series = JournalFixture.someSeries();
    private long delayNanos;

    /** In a directory that may be empty. */
    public IngestRuns(Path directory) {
        fixture = new JournalFixture(directory);
    }

    /** Where the journal is. */
    public JournalConfig journal() {
        return fixture.config;
    }

    /** Where the store is. */
    public Path storeFile() {
        return fixture.storeFile();
    }

    /** The time now. */
    public long now() {
        return fixture.wallNanos;
    }

    /** Time goes on. */
    public void advance(long nanos) {
        fixture.advance(nanos);
    }

    /** As somebody does who takes the disk to be too full. */
    public void deleteJournal() throws IOException {
        fixture.delete();
    }

    /** A writer that has been started. */
    public JournalWriter writer(String probe) throws JournalException {
        return fixture.writer(probe);
    }

    /** Appends a timing of one of ten series. */
    public void append(JournalWriter writer, int of, long atNanos) {
        delayNanos = (delayNanos + 7_919_017) % 300_000_000;
        fixture.append(writer, series[of], atNanos, delayNanos);
    }

    /** Appends a volume of one path. */
    public void appendTraffic(JournalWriter writer, long atNanos) {
        TrafficRecord.Volume volume = new TrafficRecord.Volume(1_500, 1);
        writer.append(
                new TrafficRecord(
                        1,
                        TrafficDirection.OUTBOUND,
                        new PathId("VN-HAN", "gz-1"),
                        atNanos,
                        1_000_000_000L,
                        volume));
    }

    /** Takes everything that the journal holds now into the store. */
    public void takeIn(IngestConfig config) throws JournalException {
        try (SqliteDelayStore store = SqliteDelayStore.open(storeFile());
                Ingest ingest = fixture.ingest(fixture.reader(), store, new LiveView(), config)) {
            ingest.drain();
        }
    }
}
