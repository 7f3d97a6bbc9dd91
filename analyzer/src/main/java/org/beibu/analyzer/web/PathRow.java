package org.beibu.analyzer.web;

import java.util.Objects;
import java.util.Optional;
import org.beibu.analyzer.delay.Series;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;

/**
 * One row: a path under one method and metric, or a path of which nothing is known.
 *
 * @param path the route through the exit
 * @param series which timings; empty when the path has none at all
 * @param figures what they say
 * @param lastSample when the newest was taken, as far as it is known
 * @param totalCount samples since the analyzer started (live) or in the range (store)
 * @param recent the last seconds; only live rows have them
 */
public record PathRow(
        PathId path,
        Optional<Series> series,
        DelayFigures figures,
        Optional<LastSample> lastSample,
        long totalCount,
        Optional<RecentSeconds> recent) {

    /**
     * When the newest sample was taken.
     *
     * @param epochNanos the earliest moment that it can be
     * @param withinNanos by how much it may have been later: 0 live, a window from the store
     */
    public record LastSample(long epochNanos, long withinNanos) {}

    public PathRow {
        Objects.requireNonNull(path, "path");
    }

    static PathRow noData(PathId path) {
        return new PathRow(
                path, Optional.empty(), DelayFigures.NONE, Optional.empty(), 0, Optional.empty());
    }

    /** Whether the window has samples; otherwise no figure of it may be shown. */
    public boolean isTimed() {
        return figures.count() > 0;
    }

    /** Under which method. */
    public Optional<Method> method() {
        return series.map(Series::method);
    }

    /** What the delays span. */
    public Optional<Metric> metric() {
        return series.map(Series::metric);
    }

    /** The newest seconds depart from those before. */
    public Optional<Departure> departure() {
        return isTimed() ? recent.flatMap(Departure::of) : Optional.empty();
    }
}
