package org.beibu.analyzer.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.delay.Tails;
import org.beibu.analyzer.publish.PublicationRule;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.analyzer.store.StoredWindow;
import org.beibu.runtime.histogram.DelayHistogram;

/**
 * The totals of published windows since the start of the analyzer: counters that two readers may
 * subtract without learning more than a published window says. What is not complete yet or withheld
 * is not in them. Belongs to the store's worker thread.
 */
final class PublishedTotals implements Totals {
    private final DelayStore store;
    private final PublicationRule rule;
    private final Map<Series, RttTotals.Total> totals = new TreeMap<>();
    private long reachedNanos;

    /** The store gives published windows only; counting begins with the first read. */
    PublishedTotals(DelayStore store, PublicationRule rule) {
        this.store = store;
        this.rule = rule;
    }

    @Override
    public List<RttTotals.Total> read(long nowNanos) {
        long until = rule.completeUntil(nowNanos);
        long from = reachedNanos == 0 ? until : reachedNanos;
        for (Series series : store.series()) {
            totals.putIfAbsent(series, RttTotals.of(series, new DelayHistogram()));
            store.forEachWindow(series, rule.window(), from, until, window -> add(series, window));
        }
        reachedNanos = Math.max(reachedNanos, until);
        return new ArrayList<>(totals.values());
    }

    private void add(Series series, StoredWindow window) {
        RttTotals.Total more = RttTotals.of(series, window.histogram());
        if (!store.showsExtremes(series) && more.count() > 0) {
            Tails.fold(more.counts(), PublicationRule.SAMPLES_BEYOND);
        }
        totals.merge(series, more, RttTotals.Total::plus);
    }
}
