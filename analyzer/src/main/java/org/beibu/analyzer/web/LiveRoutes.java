package org.beibu.analyzer.web;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.beibu.analyzer.delay.CleanShares;
import org.beibu.analyzer.delay.Headlines;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.live.LivePath;
import org.beibu.analyzer.live.LiveProbe;
import org.beibu.analyzer.live.LiveSnapshot;
import org.beibu.model.Catalogue;

/** The table of routes of this moment. */
public final class LiveRoutes {
    /** Length of the window when no path tells it. */
    static final long DEFAULT_WINDOW_NANOS = 10_000_000_000L;

    private LiveRoutes() {}

    /** The rows of a snapshot; an exit that is known but silent keeps its rows, without figures. */
    public static RoutesView view(
            LiveSnapshot snapshot, Catalogue catalogue, Collection<String> knownExits) {
        return view(snapshot, catalogue, knownExits, Optional.empty());
    }

    /** The same, with the rows of a window of the store for what must not be shown live. */
    static RoutesView view(
            LiveSnapshot snapshot,
            Catalogue catalogue,
            Collection<String> knownExits,
            Optional<RoutesView> published) {
        Map<Series, Long> counts = new HashMap<>();
        snapshot.paths().forEach(path -> counts.put(path.series(), path.count()));
        CleanShares shares = new CleanShares(counts);
        List<PathRow> found =
                Stream.concat(
                                snapshot.paths().stream()
                                        .map(path -> row(path, snapshot.headlines(), shares)),
                                published.stream().flatMap(RoutesView::rowsOfSeries))
                        .toList();
        if (published.isPresent()) {
            found = StoredRoutes.ranked(found);
        }
        List<RouteFacts> routes = RoutesView.routesOf(catalogue, found);
        List<String> exits = RoutesView.exitsOf(exits(snapshot, knownExits), found);
        long window =
                snapshot.paths().stream()
                        .mapToLong(LivePath::windowNanos)
                        .max()
                        .orElse(DEFAULT_WINDOW_NANOS);
        return new RoutesView(
                RoutesView.Source.LIVE,
                snapshot.epochNanos(),
                published.map(RoutesView::fromNanos).orElse(snapshot.epochNanos() - window),
                published.map(RoutesView::toNanos).orElse(snapshot.epochNanos()),
                captureLoss(snapshot.probes()),
                routes,
                exits,
                RoutesView.kindsOf(found),
                PathRates.of(snapshot.traffic()),
                PathLosses.NONE,
                OneWays.of(found),
                RoutesView.complete(found, routes, exits));
    }

    /** Those known, and those that carry: an exit may be counted and not timed. */
    private static Set<String> exits(LiveSnapshot snapshot, Collection<String> known) {
        Set<String> exits = new TreeSet<>(known);
        snapshot.traffic().forEach(rate -> exits.add(rate.series().path().exit()));
        return exits;
    }

    private static PathRow row(LivePath path, Headlines headlines, CleanShares shares) {
        return new PathRow(
                path.series().path(),
                Optional.of(path.series()),
                DelayFigures.of(path),
                Optional.of(new PathRow.LastSample(path.lastSampleNanos(), 0)),
                path.totalCount(),
                Optional.of(RecentSeconds.of(path)),
                false,
                PathRow.Standing.of(path.series(), headlines, shares));
    }

    /** Of the worst probe: which packets of which path a capture lost cannot be known. */
    private static OptionalDouble captureLoss(List<LiveProbe> probes) {
        return probes.stream().mapToDouble(LiveProbe::lossRatio).filter(ratio -> ratio >= 0).max();
    }
}
