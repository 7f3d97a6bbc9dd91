package org.beibu.analyzer.report.facts;

import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.beibu.analyzer.delay.Headlines;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.report.ReportConfig;
import org.beibu.analyzer.report.ReportSpan;
import org.beibu.analyzer.report.maths.LoadCurve;
import org.beibu.analyzer.report.maths.RateSeries;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.analyzer.store.StoredWindow;
import org.beibu.model.AseanRoute;
import org.beibu.model.Catalogue;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.Resolution;
import org.beibu.runtime.histogram.DelayHistogram;

/** Reads delays: days for what is long ago, 5 minutes for delay against load. */
public final class DelayReader {
    private static final int RECENT_DAYS = 28;
    private static final long LEAST = Headlines.ENOUGH;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final long DAY_SECONDS = 86_400;

    private final DelayStore store;
    private final Catalogue catalogue;
    private final ReportSpan span;

    /** A reader of a span. */
    public DelayReader(DelayStore store, Catalogue catalogue, ReportSpan span) {
        this.store = store;
        this.catalogue = catalogue;
        this.span = span;
    }

    /** The series that heads each path of the catalogue. */
    private SortedMap<PathId, Series> headlines() {
        SortedMap<PathId, Series> heads = new TreeMap<>();
        for (Series series : Headlines.of(store.counts()).ofPath()) {
            boolean wanted =
                    series.metric() == Metric.FAR_ROUND_TRIP
                            && !series.method().isImported()
                            && catalogue.find(series.path().routeId()).isPresent();
            if (wanted) {
                heads.put(series.path(), series);
            }
        }
        return heads;
    }

    /** Every path, by days. */
    public SortedMap<PathId, DelayFacts.OfPath> paths() {
        SortedMap<PathId, DelayFacts.OfPath> paths = new TreeMap<>();
        headlines().forEach((path, series) -> paths.put(path, path(series)));
        return paths;
    }

    private DelayFacts.OfPath path(Series series) {
        Map<YearMonth, DelayHistogram> months = new HashMap<>();
        DelayHistogram recent = new DelayHistogram();
        long recentFrom = span.daysBeforeEnd(RECENT_DAYS).getEpochSecond() * 1_000_000_000L;
        long[] withheld = new long[1];
        store.forEachWindow(
                series,
                Resolution.DAY,
                span.fromNanos(),
                span.toNanos(),
                window -> {
                    if (window.withheld()) {
                        withheld[0]++;
                        return;
                    }
                    long start = window.window().startNanos();
                    months.computeIfAbsent(month(start), m -> new DelayHistogram())
                            .add(window.encoded());
                    if (start >= recentFrom) {
                        recent.add(window.encoded());
                    }
                });
        SortedMap<YearMonth, DelayFacts.Figures> figures = new TreeMap<>();
        months.forEach((month, all) -> figures(all).ifPresent(each -> figures.put(month, each)));
        AseanRoute route = catalogue.find(series.path().routeId()).orElseThrow();
        return new DelayFacts.OfPath(
                series.path(),
                series.kind(),
                route.fibreFloorNanos() / NANOS_PER_MILLI,
                figures(recent),
                figures,
                withheld[0]);
    }

    private YearMonth month(long nanos) {
        // The middle of the day of UTC says to which month most of it belongs.
        return YearMonth.from(
                Instant.ofEpochSecond(nanos / 1_000_000_000L + DAY_SECONDS / 2)
                        .atZone(span.zone()));
    }

    private static Optional<DelayFacts.Figures> figures(DelayHistogram all) {
        return all.count() < LEAST
                ? Optional.empty()
                : Optional.of(
                        new DelayFacts.Figures(
                                all.count(),
                                all.percentileNanos(50) / NANOS_PER_MILLI,
                                all.percentileNanos(95) / NANOS_PER_MILLI));
    }

    /** Delay against load on each exit of known capacity, over its busiest path that was timed. */
    public List<DelayFacts.ExitCurve> curves(
            TrafficHistory traffic, Collection<LinkFacts> links, ReportConfig config) {
        SortedMap<PathId, Series> heads = headlines();
        List<DelayFacts.ExitCurve> curves = new ArrayList<>();
        for (LinkFacts link : links) {
            String exit = link.link().exit();
            Optional<PathId> busiest =
                    heads.keySet().stream()
                            .filter(path -> path.exit().equals(exit))
                            .max(
                                    Comparator.comparingDouble(
                                                    (PathId path) -> octets(traffic, path))
                                            .thenComparing(Comparator.reverseOrder()));
            Series series = busiest.isEmpty() ? null : heads.get(busiest.get());
            if (series != null && link.link().gbit().isPresent()) {
                RateSeries rates = traffic.of(exit, link.direction());
                double bits = link.link().gbit().getAsDouble() * 1e9;
                curves.add(curve(series, rates, bits));
            }
        }
        return curves;
    }

    private static double octets(TrafficHistory traffic, PathId path) {
        double[] octets = traffic.recentOctets().getOrDefault(path, new double[2]);
        return octets[0] + octets[1];
    }

    private DelayFacts.ExitCurve curve(Series series, RateSeries rates, double bits) {
        List<LoadCurve.Point> points = points(series, rates, bits, Resolution.FIVE_MINUTES);
        long window = Resolution.FIVE_MINUTES.nanos() / 1_000_000_000L;
        Optional<LoadCurve> fit = LoadCurve.fit(points);
        if (fit.isEmpty()) {
            List<LoadCurve.Point> hours = points(series, rates, bits, Resolution.HOUR);
            if (hours.size() > points.size()) {
                points = hours;
                window = Resolution.HOUR.nanos() / 1_000_000_000L;
                fit = LoadCurve.fit(points);
            }
        }
        return new DelayFacts.ExitCurve(
                series.path(), series.kind(), window, fit, LoadCurve.steps(points), points.size());
    }

    /** The p95 of each window of the last 28 days, with the mean load in it. */
    private List<LoadCurve.Point> points(
            Series series, RateSeries rates, double bits, Resolution resolution) {
        List<LoadCurve.Point> points = new ArrayList<>();
        long from = span.daysBeforeEnd(RECENT_DAYS).getEpochSecond() * 1_000_000_000L;
        store.forEachWindow(
                series,
                resolution,
                from,
                span.toNanos(),
                window -> point(window, rates, bits, resolution).ifPresent(points::add));
        return points;
    }

    private Optional<LoadCurve.Point> point(
            StoredWindow window, RateSeries rates, double bits, Resolution resolution) {
        if (window.withheld() || window.count() < LEAST) {
            return Optional.empty();
        }
        long second = window.window().startNanos() / 1_000_000_000L;
        long seconds = resolution.nanos() / 1_000_000_000L;
        RateSeries within = rates.between(second, second + seconds);
        double sum = 0;
        for (int i = 0; i < within.size(); i++) {
            sum += within.at(i);
        }
        double load = sum / within.size() / bits;
        return Double.isNaN(load)
                ? Optional.empty()
                : Optional.of(
                        new LoadCurve.Point(
                                span.dayOf(Instant.ofEpochSecond(second)).toEpochDay(),
                                load,
                                window.histogram().percentileNanos(95) / NANOS_PER_MILLI));
    }
}
