package org.beibu.analyzer.ingest;

import java.util.HashMap;
import java.util.Map;
import org.beibu.analyzer.AnalyzerCounter;
import org.beibu.analyzer.delay.Series;
import org.beibu.model.AseanRoute;
import org.beibu.model.Exit;
import org.beibu.model.PathId;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.AsciiKey;
import org.beibu.runtime.journal.TimingRecord;
import org.jspecify.annotations.Nullable;

/**
 * Finds the cells of a timing by its numbers, without making text of its names: open addressing,
 * linear probing, never more than half full. It stops growing at a bound; samples beyond it are
 * counted and share one path, so that no sample is lost.
 */
final class SeriesTable {
    private static final PathId UNKNOWN = new PathId(AseanRoute.UNROUTED, Exit.UNKNOWN);

    private final int maxSeries;
    private final Counters counters;
    private @Nullable Entry[] entries = new Entry[1024];
    private int size;
    private @Nullable Entry last;
    private final Map<Series, SeriesCells> overflow = new HashMap<>();

    /** One key and its cells. */
    private static final class Entry {
        final long route;
        final long exitHigh;
        final long exitLow;
        final int kind;
        final SeriesCells cells;

        Entry(TimingRecord timing, SeriesCells cells) {
            this.route = timing.routeKey();
            this.exitHigh = timing.exitKeyHigh();
            this.exitLow = timing.exitKeyLow();
            this.kind = SeriesTable.kind(timing);
            this.cells = cells;
        }

        boolean holds(TimingRecord timing) {
            return route == timing.routeKey()
                    && exitHigh == timing.exitKeyHigh()
                    && exitLow == timing.exitKeyLow()
                    && kind == SeriesTable.kind(timing);
        }

        int hash() {
            return SeriesTable.hash(route, exitHigh, exitLow, kind);
        }
    }

    SeriesTable(int maxSeries, Counters counters) {
        this.maxSeries = maxSeries;
        this.counters = counters;
    }

    /** Method, metric and quality class in one number. */
    private static int kind(TimingRecord timing) {
        return timing.method().code() << 16
                | timing.metric().code() << 8
                | timing.qualityClass().code();
    }

    private static int hash(long route, long exitHigh, long exitLow, int kind) {
        long mixed = (route ^ Long.rotateLeft(exitHigh, 23)) * 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ exitLow ^ kind) * 0xc2b2ae3d27d4eb4fL;
        return (int) (mixed >>> 32);
    }

    /** The cells for a timing. */
    SeriesCells of(TimingRecord timing) {
        Entry recent = last;
        if (recent != null && recent.holds(timing)) {
            return recent.cells;
        }
        int hash = hash(timing.routeKey(), timing.exitKeyHigh(), timing.exitKeyLow(), kind(timing));
        int mask = entries.length - 1;
        for (int i = hash & mask; ; i = (i + 1) & mask) {
            Entry entry = entries[i];
            if (entry == null) {
                return add(timing);
            }
            if (entry.holds(timing)) {
                last = entry;
                return entry.cells;
            }
        }
    }

    private SeriesCells add(TimingRecord timing) {
        if (size >= maxSeries) {
            counters.increment(AnalyzerCounter.SAMPLES_BEYOND_SERIES_LIMIT);
            // One series for each method, metric and class above the bound: some hundreds.
            return overflow.computeIfAbsent(series(UNKNOWN, timing), SeriesCells::new);
        }
        Entry added = new Entry(timing, new SeriesCells(series(path(timing), timing)));
        size++;
        if (size * 2 > entries.length) {
            grow();
        }
        place(added);
        last = added;
        return added.cells;
    }

    private static Series series(PathId path, TimingRecord timing) {
        return new Series(path, timing.method(), timing.metric(), timing.qualityClass());
    }

    private static PathId path(TimingRecord timing) {
        String route = AsciiKey.routeText(timing.routeKey());
        String exit = AsciiKey.exitText(timing.exitKeyHigh(), timing.exitKeyLow());
        return new PathId(
                route.isEmpty() ? AseanRoute.UNROUTED : route,
                exit.isEmpty() ? Exit.UNKNOWN : exit);
    }

    private void grow() {
        @Nullable Entry[] old = entries;
        entries = new Entry[old.length * 2];
        for (Entry entry : old) {
            if (entry != null) {
                place(entry);
            }
        }
    }

    private void place(Entry entry) {
        int mask = entries.length - 1;
        int i = entry.hash() & mask;
        while (entries[i] != null) {
            i = (i + 1) & mask;
        }
        entries[i] = entry;
    }
}
