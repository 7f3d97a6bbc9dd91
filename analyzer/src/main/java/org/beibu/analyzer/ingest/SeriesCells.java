package org.beibu.analyzer.ingest;

import java.util.List;
import org.agrona.collections.Long2ObjectHashMap;
import org.beibu.analyzer.delay.DelayHistogram;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.live.LiveSeries;
import org.beibu.analyzer.store.StoreBatch;
import org.beibu.model.Resolution;
import org.jspecify.annotations.Nullable;

/** The samples of one series that wait for the next commit, by 10 s window. */
final class SeriesCells {
    private static final long WINDOW_NANOS = Resolution.TEN_SECONDS.nanos();

    private final Series series;
    private final Long2ObjectHashMap<DelayHistogram> cells = new Long2ObjectHashMap<>();

    /** The window of the sample before, nearly always also that of the next one. */
    private long currentStart;

    private @Nullable DelayHistogram current;

    /** Its place in the live view, null until it has a live sample or when the view is full. */
    @Nullable LiveSeries live;

    /** The view's evictions when the place was asked for. */
    int liveAskedAt = -1;

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
    int record(long epochNanos, long delayNanos) {
        DelayHistogram histogram = current;
        int before = 0;
        long offset = epochNanos - currentStart;
        if (histogram == null || offset < 0 || offset >= WINDOW_NANOS) {
            currentStart = Resolution.TEN_SECONDS.startOf(epochNanos);
            histogram = cells.get(currentStart);
            if (histogram == null) {
                histogram = new DelayHistogram();
                cells.put(currentStart, histogram);
                before = -histogram.footprint();
            }
            current = histogram;
        }
        before += histogram.footprint();
        histogram.record(delayNanos);
        return histogram.footprint() - before;
    }

    /** Hands the samples over and begins anew. */
    void moveTo(List<StoreBatch.Addition> additions) {
        cells.forEach(
                (start, histogram) ->
                        additions.add(new StoreBatch.Addition(series, start, histogram)));
        cells.clear();
        current = null;
    }
}
