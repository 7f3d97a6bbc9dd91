package org.beibu.analyzer.ingest;

import java.util.List;
import org.agrona.collections.Long2ObjectHashMap;
import org.beibu.analyzer.delay.PrefixSet;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.live.LiveSeries;
import org.beibu.analyzer.store.StoreBatch;
import org.beibu.model.Resolution;
import org.beibu.runtime.histogram.DelayHistogram;
import org.beibu.runtime.journal.TimingRecord;
import org.jspecify.annotations.Nullable;

/** The samples of one series that wait for the next commit, by 10 s window. */
final class SeriesCells {
    private static final long WINDOW_NANOS = Resolution.TEN_SECONDS.nanos();

    private final Series series;
    private final Long2ObjectHashMap<Cell> cells = new Long2ObjectHashMap<>();

    /** The window of the sample before, nearly always also that of the next one. */
    private long currentStart;

    private @Nullable Cell current;

    /** Its place in the live view, null until it has a live sample or when the view is full. */
    @Nullable LiveSeries live;

    /** The view's evictions when the place was asked for. */
    int liveAskedAt = -1;

    /** The samples of one window. */
    private static final class Cell {
        private final DelayHistogram histogram = new DelayHistogram();
        private final PrefixSet prefixes;

        Cell(PrefixSet prefixes) {
            this.prefixes = prefixes;
        }

        int footprint() {
            return histogram.footprint() + prefixes.footprint();
        }
    }

    SeriesCells(Series series) {
        this.series = series;
    }

    Series series() {
        return series;
    }

    boolean isEmpty() {
        return cells.isEmpty();
    }

    /** Adds a sample; by how many octets the memory has grown. */
    int record(TimingRecord timing, PrefixCounting counting) {
        Cell cell = current;
        int before = 0;
        long offset = timing.epochNanos() - currentStart;
        if (cell == null || offset < 0 || offset >= WINDOW_NANOS) {
            currentStart = Resolution.TEN_SECONDS.startOf(timing.epochNanos());
            cell = cells.get(currentStart);
            if (cell == null) {
                cell = new Cell(counting.newSet());
                cells.put(currentStart, cell);
                before = -cell.footprint();
            }
            current = cell;
        }
        before += cell.footprint();
        cell.histogram.record(timing.delayNanos());
        counting.count(timing, cell.prefixes);
        return cell.footprint() - before;
    }

    /** Hands the samples over and begins anew. */
    void moveTo(List<StoreBatch.Addition> additions) {
        cells.forEach(
                (start, cell) ->
                        additions.add(
                                new StoreBatch.Addition(
                                        series, start, cell.histogram, cell.prefixes)));
        cells.clear();
        current = null;
    }
}
