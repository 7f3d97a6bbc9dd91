package org.beibu.analyzer.rebuild;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.beibu.analyzer.store.JournalPosition;
import org.beibu.model.Resolution;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.JournalBatch;
import org.beibu.runtime.journal.JournalConfig;
import org.beibu.runtime.journal.JournalException;
import org.beibu.runtime.journal.JournalReader;

/** How much the journal holds, and from when on it holds everything. */
final class JournalExtent {
    /** A capture clock may be a little ahead of the clock that stamps the documents. */
    private static final long CLOCKS_APART_NANOS = Duration.ofSeconds(10).toNanos();

    /** 2020: what is stamped before was stamped by a clock that nobody had set yet. */
    private static final long PLAUSIBLE_NANOS = 1_577_836_800L * 1_000_000_000L;

    private static final long UNKNOWN = Long.MAX_VALUE;

    private final Map<String, Long> firsts = new HashMap<>();
    private long firstAppendNanos = UNKNOWN;
    private long records;

    /** Reads the journal once. */
    static JournalExtent of(JournalConfig journal) throws JournalException {
        JournalExtent extent = new JournalExtent();
        try (JournalReader reader = new JournalReader(journal, new Counters())) {
            reader.start(0);
            while (reader.poll(extent::onBatch, 1_024) > 0) {
                // to the end of what is there now
            }
        }
        return extent;
    }

    private void onBatch(JournalBatch batch) {
        records += batch.count();
        firsts.putIfAbsent(batch.probe(), batch.firstSequence());
        if (firstAppendNanos == UNKNOWN && batch.appendEpochNanos() >= PLAUSIBLE_NANOS) {
            firstAppendNanos = batch.appendEpochNanos();
        }
    }

    /** Records of all kinds. */
    long records() {
        return records;
    }

    /**
     * The full hour from which on the journal has all that the store has; the far past when nothing
     * was ever removed from it, the far future when it is empty.
     */
    long seamNanos(JournalPosition known) {
        boolean cut =
                known.sequences().entrySet().stream()
                        .anyMatch(
                                one ->
                                        one.getValue() > 0
                                                && firsts.getOrDefault(one.getKey(), 0L) != 1);
        if (!cut) {
            return Long.MIN_VALUE;
        }
        if (firstAppendNanos == UNKNOWN) {
            return Resolution.DAY.startOf(Long.MAX_VALUE);
        }
        long whole = firstAppendNanos + CLOCKS_APART_NANOS;
        return Resolution.HOUR.startOf(whole - 1) + Resolution.HOUR.nanos();
    }
}
