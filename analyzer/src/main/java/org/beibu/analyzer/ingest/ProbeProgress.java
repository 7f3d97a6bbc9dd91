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
 * <p>A probe whose journal was deleted begins again at number 1. Skipping its records until it has
 * passed the old number would lose days unseen. So a batch with a number that was taken in, but
 * appended later than everything taken in of the probe, starts a new numbering: it cannot have been
 * read. Batches before it may have been passed over, so the journal is to be read again from its
 * oldest one on; of the probe, what was appended up to the end of the old numbering is known. The
 * same reading again follows when the reader does not find at its place the batch that it left
 * there, since then the journal is another one.
 *
 * <p>An import is never renumbered: its numbers name the timings of a file, whenever it is read.
 * Where clocks leave a doubt, records are passed over rather than taken twice.
 */
final class ProbeProgress {
    private static final Logger LOG = LoggerFactory.getLogger(ProbeProgress.class);

    /** How the names of probes begin that read a capture file. */
    private static final String IMPORT_PREFIX = "import-";

    private final Map<String, Last> probes = new HashMap<>();
    private final Counters counters;

    private boolean atPlace;
    private boolean rereading;

    private static final class Last {
        /** The last number taken in; 0 when a new numbering is known to come, but none of it. */
        long sequence;

        /** When the newest batch was appended; never less than before, though the clock may be. */
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

    /** The next batch should be the last one that was taken in before. */
    void expectKnown() {
        atPlace = true;
    }

    /**
     * Takes a batch as read; how many records at its beginning are not to be taken in. All of them
     * while the journal waits to be read from its oldest batch on.
     */
    int accept(JournalBatch batch) {
        boolean shouldBeKnown = atPlace;
        atPlace = false;
        Last last = probes.get(batch.probe());
        long first = batch.firstSequence();
        if (last != null && isRenumbered(batch, last)) {
            renumber(batch.probe(), last);
        } else if (shouldBeKnown && (last == null || first > last.sequence)) {
            LOG.warn("the journal is not the one that was read: reading all of it again");
            rereading = true;
        }
        if (rereading) {
            return batch.count();
        }
        if (last == null) {
            last = new Last();
            probes.put(batch.probe(), last);
        }
        int known = known(batch, last);
        last.sequence = Math.max(last.sequence, known == batch.count() ? 0 : end(batch));
        last.appendedNanos = Math.max(last.appendedNanos, batch.appendEpochNanos());
        counters.add(AnalyzerCounter.RECORDS_ALREADY_STORED, known);
        return known;
    }

    private static long end(JournalBatch batch) {
        return batch.firstSequence() + batch.count() - 1;
    }

    private static boolean isRenumbered(JournalBatch batch, Last last) {
        return batch.firstSequence() <= last.sequence
                && batch.appendEpochNanos() > last.appendedNanos
                && !batch.probe().startsWith(IMPORT_PREFIX);
    }

    private void renumber(String probe, Last last) {
        counters.increment(AnalyzerCounter.NUMBERINGS_RESTARTED);
        LOG.warn(
                "{} numbers its records anew (it had reached {}): was its journal deleted? Reading"
                        + " all of the journal again",
                probe,
                last.sequence);
        last.sequence = 0;
        rereading = true;
    }

    private static int known(JournalBatch batch, Last last) {
        if (last.sequence == 0 && batch.appendEpochNanos() <= last.appendedNanos) {
            return batch.count(); // of the numbering before
        }
        return (int)
                Math.max(0, Math.min(batch.count(), last.sequence - batch.firstSequence() + 1));
    }

    /** Whether the journal is to be read from its oldest batch on; true once each time. */
    boolean takeReread() {
        boolean wanted = rereading;
        rereading = false;
        return wanted;
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
