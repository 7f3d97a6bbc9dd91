package org.beibu.analyzer.ingest;

import java.util.List;
import org.beibu.analyzer.AnalyzerCounter;
import org.beibu.analyzer.loss.LossCounts;
import org.beibu.analyzer.loss.LossSeries;
import org.beibu.analyzer.store.StoreBatch;
import org.beibu.model.AseanRoute;
import org.beibu.model.Exit;
import org.beibu.model.PathId;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.LossEpisodesRecord;
import org.beibu.runtime.journal.LossWindowRecord;

/**
 * The fates of packets that wait for the next commit, by series and the 10 s window in which the
 * first was sent. Records of several sessions of one path add up.
 */
final class LossCells {
    private static final PathId UNKNOWN = new PathId(AseanRoute.UNROUTED, Exit.UNKNOWN);

    private final Counters counters;
    private final SumCells<LossSeries, LossCounts> cells;

    LossCells(int maxSeries, Counters counters) {
        this.counters = counters;
        this.cells =
                new SumCells<>(
                        maxSeries,
                        series -> new LossSeries(UNKNOWN, series.method(), series.metric()),
                        LossCounts::plus,
                        () -> counters.increment(AnalyzerCounter.LOSS_WINDOWS_BEYOND_SERIES_LIMIT));
    }

    void record(LossWindowRecord window) {
        counters.increment(AnalyzerCounter.LOSS_WINDOWS_INGESTED);
        LossWindowRecord.Counts counts = window.counts();
        cells.add(
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
        cells.add(
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

    boolean isFull() {
        return cells.isFull();
    }

    /** Hands all counts over and begins anew. */
    List<StoreBatch.LossAddition> take() {
        return cells.take(StoreBatch.LossAddition::new);
    }
}
