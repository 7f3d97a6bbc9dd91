package org.beibu.analyzer.report.facts;

import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.beibu.analyzer.delay.Headlines;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.report.ReportSources;
import org.beibu.analyzer.report.ReportSpan;
import org.beibu.analyzer.slo.MinuteFact;
import org.beibu.analyzer.slo.MinuteVerdict;
import org.beibu.analyzer.slo.SloTarget;
import org.beibu.analyzer.store.StoredWindow;
import org.beibu.model.AseanRoute;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.Resolution;
import org.beibu.runtime.histogram.DelayHistogram;

/**
 * How many hours of each month were within each target, path by path. Minutes are kept for weeks
 * only; so that months compare, all of them are told in hours: an hour is good when its p95 and its
 * spread are within the target, and without data when too few timings were made in it. Loss is not
 * looked at.
 *
 * @param targets in the order of the configuration
 * @param paths by path
 */
public record SloHistory(List<SloTarget> targets, SortedMap<PathId, OfPath> paths) {
    public SloHistory {
        targets = List.copyOf(targets);
        paths = Collections.unmodifiableSortedMap(new TreeMap<>(paths));
    }

    /** Nothing was read. */
    public static SloHistory none(List<SloTarget> targets) {
        return new SloHistory(targets, new TreeMap<>());
    }

    /**
     * One path.
     *
     * @param months the hours of each month, one element a target
     * @param attainable whether any path of this length could meet each target
     */
    public record OfPath(SortedMap<YearMonth, List<Hours>> months, List<Boolean> attainable) {
        public OfPath {
            attainable = List.copyOf(attainable);
        }

        /** The hours of all months together against a target. */
        public Hours all(int target) {
            Hours sum = Hours.NONE;
            for (List<Hours> month : months.values()) {
                sum = sum.plus(month.get(target));
            }
            return sum;
        }
    }

    /**
     * Hours against a target.
     *
     * @param good within it
     * @param bad outside
     * @param excluded in planned maintenance
     */
    public record Hours(int good, int bad, int excluded) {
        static final Hours NONE = new Hours(0, 0, 0);

        Hours plus(Hours o) {
            return new Hours(good + o.good, bad + o.bad, excluded + o.excluded);
        }

        /** Share that was good of what was measured; NaN when nothing was. */
        public double attainment() {
            return good + bad == 0 ? Double.NaN : (double) good / (good + bad);
        }
    }

    /** Reads the hours of a span. */
    public static SloHistory read(ReportSources sources, ReportSpan span) {
        SortedMap<PathId, OfPath> paths = new TreeMap<>();
        for (Series series : Headlines.of(sources.delays().counts()).ofPath()) {
            Optional<AseanRoute> route = sources.catalogue().find(series.path().routeId());
            if (route.isPresent()
                    && series.metric() == Metric.FAR_ROUND_TRIP
                    && !series.method().isImported()) {
                paths.put(series.path(), path(sources, span, series, route.get()));
            }
        }
        return new SloHistory(sources.slo().targets(), paths);
    }

    private static OfPath path(
            ReportSources sources, ReportSpan span, Series series, AseanRoute route) {
        List<SloTarget> targets = sources.slo().targets();
        List<OptionalLong> limits =
                targets.stream().map(t -> t.delayLimitNanos(route.fibreFloorNanos())).toList();
        SortedMap<YearMonth, List<Hours>> months = new TreeMap<>();
        sources.delays()
                .forEachWindow(
                        series,
                        Resolution.HOUR,
                        span.fromNanos(),
                        span.toNanos(),
                        window ->
                                fact(series, window, sources.slo().minSamples())
                                        .ifPresent(
                                                fact ->
                                                        add(
                                                                sources,
                                                                series.path(),
                                                                limits,
                                                                months.computeIfAbsent(
                                                                        month(window, span),
                                                                        m -> empty(targets)),
                                                                fact)));
        return new OfPath(months, limits.stream().map(OptionalLong::isPresent).toList());
    }

    private static List<Hours> empty(List<SloTarget> targets) {
        return new ArrayList<>(Collections.nCopies(targets.size(), Hours.NONE));
    }

    private static YearMonth month(StoredWindow window, ReportSpan span) {
        return YearMonth.from(
                Instant.ofEpochSecond(window.window().startNanos() / 1_000_000_000L)
                        .atZone(span.zone()));
    }

    private static Optional<MinuteFact> fact(Series series, StoredWindow window, int least) {
        if (window.withheld() || window.count() < least) {
            return Optional.empty();
        }
        DelayHistogram all = window.histogram();
        return Optional.of(
                new MinuteFact(
                        window.window().startNanos(),
                        Optional.of(series.kind()),
                        all.count(),
                        all.percentileNanos(50),
                        all.percentileNanos(95),
                        0,
                        0,
                        false));
    }

    private static void add(
            ReportSources sources,
            PathId path,
            List<OptionalLong> limits,
            List<Hours> month,
            MinuteFact fact) {
        List<SloTarget> targets = sources.slo().targets();
        for (int i = 0; i < targets.size(); i++) {
            if (limits.get(i).isPresent()) {
                Hours hour = new Hours(0, 1, 0);
                if (sources.levels()
                        .exclusions()
                        .exclude(path, targets.get(i).name(), fact.startNanos())) {
                    hour = new Hours(0, 0, 1);
                } else if (MinuteVerdict.of(fact, targets.get(i), limits.get(i).getAsLong()).state()
                        == MinuteVerdict.State.GOOD) {
                    hour = new Hours(1, 0, 0);
                }
                month.set(i, month.get(i).plus(hour));
            }
        }
    }

    /** All paths together, by month. */
    public Map<YearMonth, List<Hours>> months() {
        SortedMap<YearMonth, List<Hours>> sums = new TreeMap<>();
        paths.values()
                .forEach(
                        path ->
                                path.months()
                                        .forEach(
                                                (month, hours) -> {
                                                    List<Hours> sum =
                                                            sums.computeIfAbsent(
                                                                    month, m -> empty(targets));
                                                    for (int i = 0; i < hours.size(); i++) {
                                                        sum.set(i, sum.get(i).plus(hours.get(i)));
                                                    }
                                                }));
        return sums;
    }
}
