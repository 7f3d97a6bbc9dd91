package org.beibu.analyzer.ingest;

import java.util.HashMap;
import java.util.Map;
import org.beibu.analyzer.AnalyzerCounter;
import org.beibu.analyzer.store.JournalPosition;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.JournalBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which records have been taken in, by probe: each sequence number once.
 *
 * <p>A probe whose journal was deleted begins again at number 1. Skipping all its records until it
 * has passed the old number would lose days unseen, so a batch that begins at 1 and was appended
 * later than everything known of the probe starts a new numbering. An import is never taken so: its
 * numbers name the timings of a file, whenever it is read.
 */
final class ProbeProgress {
    private static final Logger LOG = LoggerFactory.getLogger(ProbeProgress.class);

    /** How the names of probes begin that read a capture file. */
    private static final String IMPORT_PREFIX = "import-";

    private final Map<String, Last> probes = new HashMap<>();
    private final Counters counters;

    private static final class Last {
        long sequence;
        long appendedNanos;
    }

    ProbeProgress(Counters counters) {
        this.counters = counters;
    }

    /** Goes on from what the store knows. */
    void restore(JournalPosition position) {
        probes.clear();
        position.sequences()
                .forEach(
                        (probe, sequence) -> {
                            Last last = new Last();
                            last.sequence = sequence;
                            last.appendedNanos =
                                    position.appendedNanos().getOrDefault(probe, Long.MAX_VALUE);
                            probes.put(probe, last);
                        });
    }

    /** Takes a batch as read; how many records at its beginning were taken in before. */
    int accept(JournalBatch batch) {
        Last last = probes.computeIfAbsent(batch.probe(), probe -> new Last());
        long first = batch.firstSequence();
        long end = first + batch.count() - 1;
        boolean restarted =
                first == 1
                        && last.sequence > 0
                        && batch.appendEpochNanos() > last.appendedNanos
                        && !batch.probe().startsWith(IMPORT_PREFIX);
        if (restarted) {
            counters.increment(AnalyzerCounter.NUMBERINGS_RESTARTED);
            LOG.warn(
                    "{} numbers its records anew (it had reached {}): was its journal deleted?",
                    batch.probe(),
                    last.sequence);
            last.sequence = 0;
        }
        int known = (int) Math.max(0, Math.min(batch.count(), last.sequence - first + 1));
        if (end > last.sequence) {
            last.sequence = end;
            last.appendedNanos = batch.appendEpochNanos();
        }
        counters.add(AnalyzerCounter.RECORDS_ALREADY_STORED, known);
        return known;
    }

    /** The position to be stored with everything taken in so far. */
    JournalPosition position(long index) {
        Map<String, Long> sequences = new HashMap<>();
        Map<String, Long> appended = new HashMap<>();
        probes.forEach(
                (probe, last) -> {
                    sequences.put(probe, last.sequence);
                    appended.put(probe, last.appendedNanos);
                });
        return new JournalPosition(index, sequences, appended);
    }
}
