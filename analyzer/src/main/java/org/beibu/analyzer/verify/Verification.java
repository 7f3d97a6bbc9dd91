package org.beibu.analyzer.verify;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.agrona.collections.Long2LongCounterMap;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.store.JournalPosition;
import org.beibu.analyzer.store.Retention;
import org.beibu.analyzer.store.StoreSnapshot;
import org.beibu.analyzer.verify.VerifyReport.Difference;
import org.beibu.analyzer.verify.VerifyReport.JournalSide;
import org.beibu.analyzer.verify.VerifyReport.Level;
import org.beibu.model.Resolution;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.JournalConfig;
import org.beibu.runtime.journal.JournalException;
import org.beibu.runtime.journal.JournalReader;

/**
 * Recounts the journal up to where the store says it has read and compares all windows.
 *
 * <p>Where retention has removed the beginning of the journal, windows from before its oldest
 * document may hold more than the journal, never less; so may those around documents that are
 * damaged, or were removed while it was read. The report names these spans. Windows that the
 * store's own retention has removed are told apart by its periods.
 */
public final class Verification {
    /** A window a cell: some hundred MB at most. */
    private static final int MOST_CELLS = 4_000_000;

    private static final int BATCHES_A_POLL = 1_024;

    /** Differences that the report lists. */
    private static final int MOST_LISTED = 100;

    private final JournalConfig journal;
    private final Path store;
    private final Retention retention;
    private final long nowNanos;
    private final int mostCells;

    /**
     * @param store the store's file
     * @param nowNanos the time now, from which retention counts, epoch nanoseconds
     */
    public Verification(JournalConfig journal, Path store, Retention retention, long nowNanos) {
        this(journal, store, retention, nowNanos, MOST_CELLS);
    }

    Verification(
            JournalConfig journal, Path store, Retention retention, long nowNanos, int mostCells) {
        this.journal = journal;
        this.store = store;
        this.retention = retention;
        this.nowNanos = nowNanos;
        this.mostCells = mostCells;
    }

    /**
     * Reads both.
     *
     * @param progress hears now and then how many timings were counted
     * @throws JournalException when the journal cannot be read
     * @throws org.beibu.analyzer.store.StoreException when the store cannot be read
     */
    public VerifyReport run(LongConsumer progress) throws JournalException {
        // Held while the journal is read: windows and position must be of one commit.
        try (StoreSnapshot snapshot = StoreSnapshot.open(store)) {
            JournalPosition position = snapshot.position();
            JournalCount count = new JournalCount(mostCells, position.sequences());
            readJournal(count, progress);
            return compare(count, snapshot);
        }
    }

    private void readJournal(JournalCount count, LongConsumer progress) throws JournalException {
        try (JournalReader reader = new JournalReader(journal, new Counters())) {
            reader.start(0);
            while (reader.poll(count::onBatch, BATCHES_A_POLL) > 0) {
                progress.accept(count.timings());
            }
        }
    }

    /** Whether retention has removed the beginning of the journal. */
    private static boolean isCut(JournalCount count, JournalPosition position) {
        return position.sequences().entrySet().stream()
                .anyMatch(
                        probe -> probe.getValue() > 0 && count.firstSequence(probe.getKey()) != 1);
    }

    private static List<String> probesApart(JournalCount count, JournalPosition position) {
        List<String> apart = new ArrayList<>();
        new TreeMap<>(position.sequences())
                .forEach(
                        (probe, taken) -> {
                            long held = count.lastSequence(probe);
                            if (held != 0 && held != taken) {
                                apart.add(
                                        "%s: the store has taken in up to record %d, the journal has"
                                                        .formatted(probe, taken)
                                                + " %d up to there".formatted(held));
                            }
                        });
        return apart;
    }

    private VerifyReport compare(JournalCount count, StoreSnapshot snapshot) {
        Holes holes = count.holes();
        if (isCut(count, snapshot.position())) {
            holes.before(count.firstAppendNanos());
        }
        List<String> probes = probesApart(count, snapshot.position());
        Map<Resolution, Level> levels = new EnumMap<>(Resolution.class);
        List<Difference> listed = new ArrayList<>();
        long all = 0;
        for (Resolution resolution : Resolution.OF_DELAYS) {
            if (resolution.compareTo(count.finest()) >= 0) {
                long keptFrom =
                        retention
                                .of(resolution)
                                .map(kept -> nowNanos - kept.toNanos())
                                .orElse(Long.MIN_VALUE);
                LevelCheck check =
                        new LevelCheck(resolution, holes, count.firstAppendNanos(), keptFrom);
                check.compare(count.in(resolution), stored(resolution, snapshot));
                levels.put(resolution, check.level());
                all += check.differences().size();
                check.differences().stream()
                        .limit(MOST_LISTED - listed.size())
                        .forEach(listed::add);
            }
        }
        if (levels.values().stream().anyMatch(level -> level.beyondJournal() > 0)
                && holes.merged().isEmpty()) {
            holes.before(count.firstAppendNanos());
        }
        JournalSide side =
                new JournalSide(
                        count.timings(),
                        count.waiting(),
                        count.repeated(),
                        count.missing(),
                        holes.merged());
        return new VerifyReport(side, levels, listed, all, probes);
    }

    private static Map<Series, Long2LongCounterMap> stored(
            Resolution resolution, StoreSnapshot snapshot) {
        Map<Series, Long2LongCounterMap> counts = new TreeMap<>();
        snapshot.forEachCount(
                resolution,
                (series, start, n) ->
                        counts.computeIfAbsent(series, s -> new Long2LongCounterMap(0))
                                .getAndAdd(start, n));
        return counts;
    }
}
