package org.beibu.analyzer.verify;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.collections.Long2LongCounterMap;
import org.beibu.analyzer.delay.Series;
import org.beibu.model.AseanRoute;
import org.beibu.model.Exit;
import org.beibu.model.PathId;
import org.beibu.model.Resolution;
import org.beibu.runtime.journal.AsciiKey;
import org.beibu.runtime.journal.JournalBatch;
import org.beibu.runtime.journal.RecordKind;
import org.beibu.runtime.journal.TimingRecord;

/**
 * How many timings the journal holds, by series and window; each sequence number of a probe counts
 * once. Memory is bounded: with too many windows it goes over to the next longer ones.
 */
final class JournalCount {
    private final int mostCells;
    private final Map<String, Long> taken;
    private final Map<String, Numbers> probes = new TreeMap<>();
    private final Map<Key, Cells> cells = new HashMap<>();
    private final Holes holes = new Holes();
    private Resolution finest = Resolution.TEN_SECONDS;
    private int used;
    private long timings;
    private long waiting;
    private long repeated;
    private long missing;
    private long firstAppendNanos = Long.MAX_VALUE;

    /** The sequence numbers of one probe. */
    private static final class Numbers {
        final long first;
        long last;
        long appendedNanos;

        Numbers(long first) {
            this.first = first;
            this.last = first - 1;
        }
    }

    /** A series as the journal writes it, without making text of it for each record. */
    private record Key(long route, long exitHigh, long exitLow, int kind) {
        static Key of(TimingRecord timing) {
            int kind =
                    timing.method().code() << 16
                            | timing.metric().code() << 8
                            | timing.qualityClass().code();
            return new Key(timing.routeKey(), timing.exitKeyHigh(), timing.exitKeyLow(), kind);
        }
    }

    private record Cells(Series series, Long2LongCounterMap counts) {}

    /**
     * @param taken the last sequence number that counts, by probe; what is behind it waits.
     *     (Indexes of documents will not do: a reader that has come from the beginning may number
     *     them otherwise than one that went on in the middle, after a writer was killed.)
     */
    JournalCount(int mostCells, Map<String, Long> taken) {
        this.mostCells = mostCells;
        this.taken = taken;
    }

    void onBatch(JournalBatch batch) {
        long first = batch.firstSequence();
        if (firstAppendNanos == Long.MAX_VALUE) {
            firstAppendNanos = batch.appendEpochNanos(); // a later one may have a clock set back
        }
        Numbers numbers = probes.computeIfAbsent(batch.probe(), name -> new Numbers(first));
        if (first <= numbers.last && batch.appendEpochNanos() > numbers.appendedNanos) {
            boolean anew = first == 1 && !batch.probe().startsWith("import-");
            numbers.last = anew ? 0 : numbers.last; // its journal was deleted: numbered anew
        }
        long upTo = taken.getOrDefault(batch.probe(), 0L);
        long last = Math.min(upTo, first + batch.count() - 1);
        long gone = Math.min(first - 1, upTo) - numbers.last;
        if (gone > 0) {
            missing += gone;
            holes.between(numbers.appendedNanos, batch.appendEpochNanos());
        }
        for (int i = 0; i < batch.count(); i++) {
            boolean timing = batch.kind(i) == RecordKind.TIMING;
            if (first + i > upTo) {
                waiting += timing ? 1 : 0;
            } else if (first + i <= numbers.last) {
                repeated++;
            } else if (timing) {
                count(batch.timing(i));
            }
        }
        numbers.last = Math.max(numbers.last, last);
        numbers.appendedNanos = Math.max(numbers.appendedNanos, batch.appendEpochNanos());
    }

    private void count(TimingRecord timing) {
        timings++;
        Cells of = cells.get(Key.of(timing));
        if (of == null) {
            of = new Cells(series(timing), new Long2LongCounterMap(0));
            cells.put(Key.of(timing), of);
        }
        if (of.counts.getAndIncrement(finest.startOf(timing.epochNanos())) == 0
                && ++used > mostCells
                && finest != Resolution.DAY) {
            coarsen();
        }
    }

    private void coarsen() {
        finest =
                Resolution.OF_DELAYS.stream()
                        .filter(longer -> longer.nanos() > finest.nanos())
                        .min(Comparator.comparingLong(Resolution::nanos))
                        .orElse(Resolution.DAY);
        cells.replaceAll((key, of) -> new Cells(of.series, folded(of.counts, finest)));
        used = cells.values().stream().mapToInt(of -> of.counts.size()).sum();
    }

    private static Long2LongCounterMap folded(Long2LongCounterMap counts, Resolution to) {
        Long2LongCounterMap folded = new Long2LongCounterMap(0);
        counts.forEach((start, count) -> folded.getAndAdd(to.startOf(start), count));
        return folded;
    }

    private static Series series(TimingRecord timing) {
        String route = AsciiKey.routeText(timing.routeKey());
        String exit = AsciiKey.exitText(timing.exitKeyHigh(), timing.exitKeyLow());
        PathId path =
                new PathId(
                        route.isEmpty() ? AseanRoute.UNROUTED : route,
                        exit.isEmpty() ? Exit.UNKNOWN : exit);
        return new Series(path, timing.method(), timing.metric(), timing.qualityClass());
    }

    /** The counts in windows of this resolution, which must not be shorter than the finest. */
    Map<Series, Long2LongCounterMap> in(Resolution resolution) {
        Map<Series, Long2LongCounterMap> counts = new TreeMap<>();
        for (Cells of : cells.values()) {
            Long2LongCounterMap sums =
                    counts.computeIfAbsent(of.series, series -> new Long2LongCounterMap(0));
            folded(of.counts, resolution).forEach((start, n) -> sums.getAndAdd(start, n));
        }
        return counts;
    }

    /** The shortest windows that could be kept apart. */
    Resolution finest() {
        return finest;
    }

    /** Timings counted. */
    long timings() {
        return timings;
    }

    /** Timings behind the last numbers that count. */
    long waiting() {
        return waiting;
    }

    /** Records that came again. */
    long repeated() {
        return repeated;
    }

    /** Sequence numbers that are missing between others: documents damaged, or just deleted. */
    long missing() {
        return missing;
    }

    /** Where they are missing. */
    Holes holes() {
        return holes;
    }

    /** When the oldest document was appended, epoch nanoseconds; the far future without any. */
    long firstAppendNanos() {
        return firstAppendNanos;
    }

    /** The first sequence number of a probe, 0 when the journal holds nothing of it. */
    long firstSequence(String probe) {
        Numbers numbers = probes.get(probe);
        return numbers == null ? 0 : numbers.first;
    }

    /** The last sequence number of a probe, 0 when the journal holds nothing of it. */
    long lastSequence(String probe) {
        Numbers numbers = probes.get(probe);
        return numbers == null ? 0 : numbers.last;
    }
}
