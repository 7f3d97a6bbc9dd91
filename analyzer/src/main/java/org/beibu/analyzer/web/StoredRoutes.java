package org.beibu.analyzer.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.beibu.analyzer.delay.CleanShares;
import org.beibu.analyzer.delay.Headlines;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.analyzer.store.StoredWindow;
import org.beibu.model.Catalogue;
import org.beibu.model.Resolution;
import org.beibu.runtime.histogram.DelayHistogram;

/** The table of routes of a range in the store: the histograms of its windows added up. */
public final class StoredRoutes {
    /** The start of a range that holds everything: 1970. */
    public static final long ALL = 0;

    /** The end of a range that holds everything, also what a wrong clock put into the future. */
    private static final long LATEST = Moments.LATEST_NANOS;

    /** The most windows added up for a row; longer ranges use the next coarser resolution. */
    private static final long MOST_WINDOWS = 800;

    private static final List<Resolution> FINEST_FIRST = Resolution.OF_DELAYS;

    private StoredRoutes() {}

    /**
     * The rows of {@code [fromNanos, toNanos)}, widened to whole windows; with {@link #ALL} as
     * start the range begins with the first window that has samples and ends with the last. What
     * heads a path is chosen among all of its series, whichever rows are asked for. Reads the
     * store, so it must not run on the event loop.
     */
    public static RoutesView view(
            DelayStore store, Catalogue catalogue, long fromNanos, long toNanos, RowChoice choice) {
        Range range = new Range(store, fromNanos, fromNanos == ALL ? LATEST : toNanos);
        List<PathRow> found =
                ranked(store.series().stream().filter(choice::mayConcern).map(range::row).toList());
        List<RouteFacts> routes = RoutesView.routesOf(catalogue, found);
        List<String> exits = RoutesView.exitsOf(List.of(), found);
        boolean open = fromNanos == ALL && range.first <= range.last;
        return new RoutesView(
                        RoutesView.Source.STORE,
                        toNanos,
                        open ? range.first : range.from,
                        open ? range.last : range.to,
                        OptionalDouble.empty(),
                        routes,
                        exits,
                        RoutesView.kindsOf(found.stream().filter(PathRow::isTimed).toList()),
                        Map.of(),
                        PathLosses.NONE,
                        OneWays.of(found),
                        RoutesView.complete(found, routes, exits))
                .only(choice);
    }

    /** The rows with their standing among each other, by their samples in the range. */
    static List<PathRow> ranked(List<PathRow> rows) {
        Map<Series, Long> shown = new HashMap<>();
        Map<Series, Long> known = new HashMap<>();
        for (PathRow row : rows) {
            long count = row.figures().count();
            row.series().ifPresent(series -> shown.put(series, count));
            // A path of which everything is withheld has a headline too: one that says so.
            row.series()
                    .ifPresent(
                            series -> known.put(series, Math.max(count, row.withheld() ? 1 : 0)));
        }
        Headlines headlines = Headlines.of(known);
        CleanShares shares = new CleanShares(shown);
        return rows.stream().map(row -> row.standing(headlines, shares)).toList();
    }

    /** The finest resolution of which the range holds a moderate number of windows. */
    static Resolution resolutionFor(Resolution finest, long fromNanos, long toNanos) {
        for (Resolution resolution : FINEST_FIRST) {
            if (resolution.compareTo(finest) >= 0
                    && (toNanos - fromNanos) / resolution.nanos() <= MOST_WINDOWS) {
                return resolution;
            }
        }
        return Resolution.DAY;
    }

    /** One pass over a range of the store. */
    private static final class Range {
        private final DelayStore store;
        private final Resolution resolution;
        private final long from;
        private final long to;
        private long first = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;

        Range(DelayStore store, long fromNanos, long toNanos) {
            this.store = store;
            this.resolution = resolutionFor(store.finest(), fromNanos, toNanos);
            this.from = resolution.startOf(fromNanos);
            this.to = resolution.startOf(toNanos - 1) + resolution.nanos();
        }

        PathRow row(Series series) {
            DelayHistogram all = new DelayHistogram();
            boolean[] withheld = {false};
            store.forEachWindow(
                    series,
                    resolution,
                    from,
                    to,
                    stored -> {
                        all.add(stored.encoded());
                        withheld[0] |= stored.withheld();
                        first = Math.min(first, stored.window().startNanos());
                        last = Math.max(last, stored.window().endNanos());
                    });
            return new PathRow(
                    series.path(),
                    Optional.of(series),
                    DelayFigures.of(all, store.showsExtremes(series)),
                    lastSample(series),
                    all.count(),
                    Optional.empty(),
                    withheld[0],
                    PathRow.Standing.NONE);
        }

        /** The newest window, looked for from coarse to fine so that few windows are read. */
        private Optional<PathRow.LastSample> lastSample(Series series) {
            Optional<PathRow.LastSample> newest = Optional.empty();
            long start = from;
            long end = to;
            for (int i = FINEST_FIRST.indexOf(resolution); i >= 0; i--) {
                Resolution finer = FINEST_FIRST.get(i);
                List<StoredWindow> windows =
                        store.windows(series, finer, start, end).stream()
                                .filter(window -> !window.withheld())
                                .toList();
                if (windows.isEmpty()) {
                    break;
                }
                start = windows.get(windows.size() - 1).window().startNanos();
                end = start + finer.nanos();
                newest = Optional.of(new PathRow.LastSample(start, finer.nanos()));
            }
            return newest;
        }
    }
}
