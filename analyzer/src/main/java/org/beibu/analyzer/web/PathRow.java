package org.beibu.analyzer.web;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.beibu.analyzer.delay.CleanShares;
import org.beibu.analyzer.delay.Headlines;
import org.beibu.analyzer.delay.Series;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;

/**
 * One row: a path under one method, metric and class, or a path of which nothing is known.
 *
 * @param path the route through the exit
 * @param series which timings; empty when the path has none at all
 * @param figures what they say
 * @param lastSample when the newest was taken, as far as it is known
 * @param totalCount samples since the analyzer started (live) or in the range (store)
 * @param recent the last seconds; only live rows have them
 * @param withheld there are samples of which nothing may be shown: of too few networks, or by
 *     clocks in doubt
 * @param standing what the series is among those of its path
 */
public record PathRow(
        PathId path,
        Optional<Series> series,
        DelayFigures figures,
        Optional<LastSample> lastSample,
        long totalCount,
        Optional<RecentSeconds> recent,
        boolean withheld,
        Standing standing) {

    /**
     * When the newest sample was taken.
     *
     * @param epochNanos the earliest moment that it can be
     * @param withinNanos by how much it may have been later: 0 live, a window from the store
     */
    public record LastSample(long epochNanos, long withinNanos) {}

    /**
     * What a series is among those of its path.
     *
     * @param headline it speaks for the path where one figure is shown
     * @param methodHeadline it does so among those of its method
     * @param cleanShare share of clean samples among all of the path by its method and metric
     */
    public record Standing(boolean headline, boolean methodHeadline, OptionalDouble cleanShare) {
        static final Standing NONE = new Standing(false, false, OptionalDouble.empty());

        static Standing of(Series series, Headlines headlines, CleanShares shares) {
            return new Standing(
                    headlines.ofPath().contains(series),
                    headlines.ofMethod().contains(series),
                    shares.of(series));
        }
    }

    public PathRow {
        Objects.requireNonNull(path, "path");
    }

    static PathRow noData(PathId path) {
        return new PathRow(
                path,
                Optional.empty(),
                DelayFigures.NONE,
                Optional.empty(),
                0,
                Optional.empty(),
                false,
                Standing.NONE);
    }

    /** The same row with its standing among others. */
    PathRow standing(Headlines headlines, CleanShares shares) {
        return new PathRow(
                path,
                series,
                figures,
                lastSample,
                totalCount,
                recent,
                withheld,
                series.map(s -> Standing.of(s, headlines, shares)).orElse(Standing.NONE));
    }

    /** Whether the window has samples; otherwise no figure of it may be shown. */
    public boolean isTimed() {
        return figures.count() > 0;
    }

    /**
     * What is known of the window: {@code timed}, {@code too-few}, {@code clocks-doubted} or {@code
     * no-data}.
     */
    public String state() {
        String hidden = isOfClocks() ? "clocks-doubted" : "too-few";
        return isTimed() ? "timed" : withheld ? hidden : "no-data";
    }

    private boolean isOfClocks() {
        return metric().map(Metric::isOneWay).orElse(false);
    }

    /** The same row without its figures when it needs clocks that are in doubt. */
    PathRow with(ClockDoubts doubts) {
        return !isOfClocks() || doubts.of(path).isEmpty()
                ? this
                : new PathRow(
                        path,
                        series,
                        DelayFigures.NONE,
                        lastSample,
                        totalCount,
                        Optional.empty(),
                        true,
                        standing);
    }

    /** Under which method. */
    public Optional<Method> method() {
        return series.map(Series::method);
    }

    /** What the delays span. */
    public Optional<Metric> metric() {
        return series.map(Series::metric);
    }

    /** What the delays may hold besides the network's. */
    public Optional<QualityClass> qualityClass() {
        return series.map(Series::qualityClass);
    }

    /** The newest seconds depart from those before. */
    public Optional<Departure> departure() {
        return isTimed() ? recent.flatMap(Departure::of) : Optional.empty();
    }
}
