package org.beibu.analyzer.ingest;

import java.util.ArrayList;
import java.util.List;
import org.beibu.analyzer.live.LiveRecorder;
import org.beibu.analyzer.live.LiveSeries;
import org.beibu.analyzer.store.StoreBatch;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.TimingRecord;

/** All samples that wait for the next commit, and how much memory they take. */
final class OpenCells {
    private final SeriesTable table;
    private final LiveRecorder live;
    private final PrefixCounting counting;
    private final long memoryBytes;
    private final List<SeriesCells> dirty = new ArrayList<>();
    private long octets;

    OpenCells(IngestConfig config, LiveRecorder live, Counters counters) {
        this.table = new SeriesTable(config.maxSeries(), counters);
        this.live = live;
        this.counting = new PrefixCounting(config.countedPrefixes());
        this.memoryBytes = config.memoryBytes();
    }

    void record(TimingRecord timing) {
        SeriesCells cells = table.of(timing);
        if (cells.isEmpty()) {
            dirty.add(cells);
        }
        long epochNanos = timing.epochNanos();
        octets += cells.record(timing, counting);
        if (live.isLive(epochNanos)) {
            recordLive(cells, epochNanos, timing.delayNanos());
        }
    }

    private void recordLive(SeriesCells cells, long epochNanos, long delayNanos) {
        if (cells.liveAskedAt != live.evictions()) {
            cells.live = live.find(cells.series());
            cells.liveAskedAt = live.evictions();
        }
        LiveSeries place = cells.live;
        if (place != null) {
            live.record(place, epochNanos, delayNanos);
        }
    }

    boolean isFull() {
        return octets >= memoryBytes;
    }

    /** Hands all samples over and begins anew. */
    List<StoreBatch.Addition> take() {
        List<StoreBatch.Addition> additions = new ArrayList<>(dirty.size());
        for (SeriesCells cells : dirty) {
            cells.moveTo(additions);
        }
        dirty.clear();
        octets = 0;
        return additions;
    }
}
