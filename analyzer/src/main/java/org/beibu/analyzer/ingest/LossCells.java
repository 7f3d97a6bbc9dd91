package org.beibu.analyzer.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beibu.analyzer.AnalyzerCounter;
import org.beibu.analyzer.loss.LossCounts;
import org.beibu.analyzer.loss.LossSeries;
import org.beibu.analyzer.store.StoreBatch;
import org.beibu.model.AseanRoute;
import org.beibu.model.Exit;
import org.beibu.model.PathId;
import org.beibu.model.Resolution;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.LossEpisodesRecord;
import org.beibu.runtime.journal.LossWindowRecord;

/**
 * The fates of packets that wait for the next commit, by series and the 10 s window in which the
 * first was sent. Records of several sessions of one path add up.
 */
final class LossCells {
    private static final PathId UNKNOWN = new PathId(AseanRoute.UNROUTED, Exit.UNKNOWN);

    /** Some megabytes; only a journal that is caught up with has as many. */
    private static final int MOST_CELLS = 65_536;

    private final int maxSeries;
    private final Counters counters;
    private final Set<LossSeries> known = new HashSet<>();
    private final Map<Cell, LossCounts> cells = new HashMap<>();

    private record Cell(LossSeries series, long startNanos) {}

    LossCells(int maxSeries, Counters counters) {
        this.maxSeries = maxSeries;
        this.counters = counters;
    }

    void record(LossWindowRecord window) {
        counters.increment(AnalyzerCounter.LOSS_WINDOWS_INGESTED);
        LossWindowRecord.Counts counts = window.counts();
        add(
                new LossSeries(window.path(), window.method(), window.metric()),
                window.startEpochNanos(),
                new LossCounts(
                        unsigned(counts.sent()),
                        unsigned(counts.lost()),
                        unsigned(counts.late()),
                        unsigned(counts.duplicate()),
                        unsigned(counts.reordered())));
    }

    /**
     * The runs of the losses of one such window; the window itself comes as a record of its own.
     */
    void record(LossEpisodesRecord record) {
        LossEpisodesRecord.Episodes episodes = record.episodes();
        add(
                new LossSeries(record.path(), record.method(), record.metric()),
                record.startEpochNanos(),
                new LossCounts(
                        0,
                        0,
                        0,
                        0,
                        0,
                        new LossCounts.Episodes(
                                unsigned(episodes.count()),
                                unsigned(episodes.longest()),
                                unsigned(episodes.noticeable()))));
    }

    private static long unsigned(int count) {
        return Integer.toUnsignedLong(count);
    }

    private void add(LossSeries series, long startNanos, LossCounts counts) {
        long start = Resolution.TEN_SECONDS.startOf(startNanos);
        cells.merge(new Cell(bounded(series), start), counts, LossCounts::plus);
    }

    private LossSeries bounded(LossSeries series) {
        if (known.contains(series)) {
            return series;
        }
        if (known.size() < maxSeries) {
            known.add(series);
            return series;
        }
        counters.increment(AnalyzerCounter.LOSS_WINDOWS_BEYOND_SERIES_LIMIT);
        return new LossSeries(UNKNOWN, series.method(), series.metric());
    }

    boolean isFull() {
        return cells.size() >= MOST_CELLS;
    }

    /** Hands all counts over and begins anew. */
    List<StoreBatch.LossAddition> take() {
        List<StoreBatch.LossAddition> additions = new ArrayList<>(cells.size());
        cells.forEach(
                (cell, counts) ->
                        additions.add(
                                new StoreBatch.LossAddition(cell.series, cell.startNanos, counts)));
        cells.clear();
        return additions;
    }
}
