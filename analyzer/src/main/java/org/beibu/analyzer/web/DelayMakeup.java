package org.beibu.analyzer.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.publish.PublicationRule;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.model.Resolution;
import org.beibu.runtime.histogram.DelayHistogram;
import org.jspecify.annotations.Nullable;

/**
 * What the delays of a series are made of, in a range and in the same one whole weeks before.
 *
 * @param now all samples of the range
 * @param before those of the same range before
 * @param extremes whether the shortest and the longest may be shown
 */
record DelayMakeup(DelayHistogram now, DelayHistogram before, boolean extremes) {
    private static final double[] SHARES = {
        0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7,
        0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.97, 0.98, 0.99, 0.995, 0.999
    };

    /** Adds the windows up; reads the store. */
    static DelayMakeup read(DelayStore store, Series series, RouteQuery query) {
        long from = query.range().fromNanos();
        long to = query.range().toNanos();
        long weeks = query.weeksNanos();
        return new DelayMakeup(
                merged(store, series, from, to),
                merged(store, series, from - weeks, to - weeks),
                store.showsExtremes(series));
    }

    private static DelayHistogram merged(DelayStore store, Series series, long from, long to) {
        Resolution resolution = StoredRoutes.resolutionFor(store.finest(), from, to);
        return store.merged(series, resolution, resolution.startOf(from), to);
    }

    DelayFigures figuresBefore() {
        return DelayFigures.of(before, extremes);
    }

    /** Distance, detour, waiting, which add up to the p50; and the tail beyond it. */
    static JsonObject parts(DelayFigures figures, @Nullable Long floor) {
        boolean timed = figures.count() > 0;
        Long min = RowJson.shown(timed, figures.minNanos());
        Long p95 = RowJson.shown(timed, figures.p95Nanos());
        return new JsonObject()
                .put("count", figures.count())
                .put("floor_ns", floor)
                .put("inflation_ns", min == null || floor == null ? null : min - floor)
                .put("queueing_ns", min == null ? null : figures.p50Nanos() - min)
                .put("tail_ns", p95 == null ? null : p95 - figures.p50Nanos());
    }

    /** The delays that these shares of the samples do not exceed, now and before. */
    JsonObject distribution() {
        JsonArray shares = new JsonArray();
        for (double share : SHARES) {
            shares.add(share);
        }
        return new JsonObject()
                .put("share", shares)
                .put("now_count", now.count())
                .put("now_ns", quantiles(now))
                .put("before_count", before.count())
                .put("before_ns", quantiles(before));
    }

    /** One for each share; null where fewer samples lie beyond than a figure needs. */
    private JsonArray quantiles(DelayHistogram histogram) {
        JsonArray all = new JsonArray();
        double least = extremes ? 1 : PublicationRule.SAMPLES_BEYOND;
        for (double share : SHARES) {
            if (histogram.count() * Math.min(share, 1 - share) < least) {
                all.addNull();
            } else {
                all.add(histogram.percentileNanos(share * 100));
            }
        }
        return all;
    }
}
