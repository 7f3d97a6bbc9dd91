package org.beibu.scenario;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.store.Retention;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.analyzer.verify.Verification;
import org.beibu.analyzer.verify.VerifyReport;
import org.beibu.model.PathId;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.AsciiKey;
import org.beibu.runtime.journal.JournalBatch;
import org.beibu.runtime.journal.JournalConfig;
import org.beibu.runtime.journal.JournalException;
import org.beibu.runtime.journal.JournalReader;
import org.beibu.runtime.journal.RecordKind;
import org.beibu.runtime.journal.TimingRecord;

/** What a journal holds, read from its beginning: counts by series, and breaks of the sequence. */
final class JournalAudit {
    private final Map<String, Long> lastSequences = new HashMap<>();
    private final Map<Series, Long> timings = new TreeMap<>();
    private final List<String> breaks = new ArrayList<>();

    private JournalAudit() {}

    /** Reads the journal in this data directory. */
    static JournalAudit of(Path data) throws JournalException {
        JournalAudit audit = new JournalAudit();
        try (JournalReader reader =
                new JournalReader(JournalConfig.at(data.resolve("journal")), new Counters())) {
            reader.start(0);
            while (reader.poll(audit::onBatch, 64) > 0) {
                // Everything is done in onBatch.
            }
        }
        return audit;
    }

    /** Counts by series of the store in this data directory. */
    static Map<Series, Long> storeCounts(Path data) {
        try (SqliteDelayStore store =
                SqliteDelayStore.openReadOnly(data.resolve(SqliteDelayStore.FILE_NAME))) {
            return new TreeMap<>(store.counts());
        }
    }

    /**
     * What differs between journal and store in any window of any resolution; empty for nothing.
     */
    static List<String> differences(Path data) throws JournalException {
        VerifyReport report =
                new Verification(
                                JournalConfig.at(data.resolve("journal")),
                                data.resolve(SqliteDelayStore.FILE_NAME),
                                new Retention(Map.of()),
                                0)
                        .run(counted -> {});
        List<String> differences = new ArrayList<>(report.probes());
        report.differences().forEach(one -> differences.add(one.toString()));
        return differences;
    }

    private void onBatch(JournalBatch batch) {
        long expected = lastSequences.getOrDefault(batch.probe(), 0L) + 1;
        if (batch.firstSequence() != expected) {
            breaks.add(batch.probe() + ": " + batch.firstSequence() + " instead of " + expected);
        }
        lastSequences.put(batch.probe(), batch.firstSequence() + batch.count() - 1);
        for (int i = 0; i < batch.count(); i++) {
            if (batch.kind(i) == RecordKind.TIMING) {
                timings.merge(series(batch.timing(i)), 1L, Long::sum);
            }
        }
    }

    private static Series series(TimingRecord timing) {
        return new Series(
                new PathId(
                        AsciiKey.routeText(timing.routeKey()),
                        AsciiKey.exitText(timing.exitKeyHigh(), timing.exitKeyLow())),
                timing.method(),
                timing.metric(),
                timing.qualityClass());
    }

    /** Gaps and doubles, as text; empty when the sequence is whole. */
    List<String> breaks() {
        return breaks;
    }

    /** The number of timing records, by series. */
    Map<Series, Long> timings() {
        return timings;
    }

    /** The last sequence number of each probe. */
    Map<String, Long> lastSequences() {
        return lastSequences;
    }
}
