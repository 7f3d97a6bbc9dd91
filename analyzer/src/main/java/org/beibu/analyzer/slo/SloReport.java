package org.beibu.analyzer.slo;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.delay.TimingKind;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.analyzer.store.StoredWindow;
import org.beibu.model.AseanRoute;
import org.beibu.model.Method;
import org.beibu.model.PathId;
import org.beibu.model.Resolution;
import org.beibu.runtime.histogram.DelayHistogram;

/** Tells service levels from the store; whoever asks for the same span gets the same numbers. */
public final class SloReport {
    /** So long after its end a minute is looked at. */
    private static final long SETTLING_NANOS = 20_000_000_000L;

    /** The same where a publication rule has its own wait before it. */
    private static final long SETTLING_WITH_RULE_NANOS = 50_000_000_000L;

    private static final long MINUTE = Resolution.MINUTE.nanos();

    private final SloSources sources;
    private final SloConfig config;
    private final MinuteReader reader;
    private final MinuteLedger ledger;
    private final long from;
    private final long to;

    private SloReport(SloSources sources, SloConfig config, long from, long to) {
        this.sources = sources;
        this.config = config;
        this.reader = sources.reader(config);
        this.ledger = sources.ledger(config);
        this.from = from;
        this.to = to;
    }

    /** The end of the last minute that is complete. */
    public static long completeUntil(SloSources sources, long nowNanos) {
        long settling = sources.rule().isOpen() ? SETTLING_NANOS : SETTLING_WITH_RULE_NANOS;
        return Resolution.MINUTE.startOf(nowNanos - settling);
    }

    /** The levels of the period that ends with the last complete minute. */
    public static SloView now(SloSources sources, SloConfig config, long nowNanos) {
        long end = completeUntil(sources, nowNanos);
        return of(sources, config, end - config.period().toNanos(), end);
    }

    /** The levels of {@code [fromNanos, toNanos)}, narrowed to whole minutes. Reads the store. */
    public static SloView of(SloSources sources, SloConfig config, long fromNanos, long toNanos) {
        long start = Resolution.MINUTE.startOf(fromNanos + MINUTE - 1);
        long end = Math.max(start, Resolution.MINUTE.startOf(toNanos));
        SloReport report = new SloReport(sources, config, start, end);
        Map<PathId, List<Series>> paths = report.reader.paths();
        List<SloView.RouteLevels> routes = new ArrayList<>();
        for (AseanRoute route : sources.catalogue().routes()) {
            List<SloView.PathLevels> levels = new ArrayList<>();
            paths.forEach(
                    (path, series) -> {
                        if (path.routeId().equals(route.id())) {
                            levels.add(report.path(route, path, series));
                        }
                    });
            routes.add(new SloView.RouteLevels(route, levels));
        }
        return new SloView(start, end, config, routes);
    }

    private SloView.PathLevels path(AseanRoute route, PathId path, List<Series> series) {
        List<TargetCount> counts =
                config.targets().stream()
                        .map(target -> new TargetCount(target, route, path))
                        .toList();
        long earliest = from;
        for (BurnWindow burn : config.burns()) {
            earliest = Math.min(earliest, to - burn.longSpan().toNanos());
        }
        Map<TimingKind, Long> kinds = new TreeMap<>();
        ledger.forEach(
                path,
                series,
                earliest,
                to,
                fact -> {
                    counts.forEach(count -> count.add(fact));
                    if (fact.startNanos() >= from) {
                        fact.kind().ifPresent(kind -> kinds.merge(kind, 1L, Long::sum));
                    }
                });
        PathFigures figures = figures(path, series);
        return new SloView.PathLevels(
                path.exit(),
                figures,
                kinds,
                counts.stream().map(count -> count.level(figures)).toList());
    }

    private PathFigures figures(PathId path, List<Series> series) {
        long start = to - config.fitWindow().toNanos();
        long[] loss = {0, 0};
        Set<Method> lossMethods = EnumSet.noneOf(Method.class);
        sources.losses()
                .forEach(
                        path,
                        start,
                        to,
                        (minute, method, sent, lost) -> {
                            lossMethods.add(method);
                            loss[0] += sent;
                            loss[1] += lost;
                        });
        long most = 0;
        for (Series one : SloKinds.usable(series)) {
            DelayHistogram all = merged(sources.store(), one, start);
            if (all.count() >= config.minSamples()) {
                return new PathFigures(
                        start,
                        to,
                        Optional.of(one.kind()),
                        all.count(),
                        all.percentileNanos(50),
                        all.percentileNanos(95),
                        loss[0],
                        loss[1],
                        lossMethods);
            }
            most = Math.max(most, all.count());
        }
        return new PathFigures(
                start, to, Optional.empty(), most, 0, 0, loss[0], loss[1], lossMethods);
    }

    private DelayHistogram merged(DelayStore store, Series series, long start) {
        DelayHistogram all = new DelayHistogram();
        for (StoredWindow window : store.windows(series, Resolution.MINUTE, start, to)) {
            all.add(window.encoded());
        }
        return all;
    }

    /** Counts the minutes of one path against one target, over the span and each burn window. */
    private final class TargetCount {
        private final SloTarget target;
        private final PathId path;
        private final OptionalLong limit;
        private final Map<Long, Tally.Count> burns = new TreeMap<>();
        private final Tally.Count whole = new Tally.Count((to - from) / MINUTE);

        TargetCount(SloTarget target, AseanRoute route, PathId path) {
            this.target = target;
            this.path = path;
            this.limit = target.delayLimitNanos(route.fibreFloorNanos());
            for (BurnWindow burn : config.burns()) {
                burns.put(burn.longSpan().toNanos(), new Tally.Count(burn.longSpan().toMinutes()));
                burns.put(
                        burn.shortSpan().toNanos(), new Tally.Count(burn.shortSpan().toMinutes()));
            }
        }

        void add(MinuteFact fact) {
            if (limit.isEmpty()
                    || sources.exclusions().exclude(path, target.name(), fact.startNanos())) {
                return;
            }
            MinuteVerdict verdict = MinuteVerdict.of(fact, target, limit.getAsLong());
            if (fact.startNanos() >= from) {
                whole.add(fact, verdict);
            }
            burns.forEach(
                    (span, count) -> {
                        if (fact.startNanos() >= to - span) {
                            count.add(fact, verdict);
                        }
                    });
        }

        SloView.Level level(PathFigures figures) {
            Tally tally = whole.tally(excluded(from));
            SloState state =
                    limit.isEmpty()
                            ? SloState.NOT_ATTAINABLE
                            : SloState.of(tally, target.objective());
            List<Burn> rates =
                    config.burns().stream()
                            .map(
                                    burn ->
                                            new Burn(
                                                    burn,
                                                    target.objective(),
                                                    tally(burn.longSpan().toNanos()),
                                                    tally(burn.shortSpan().toNanos())))
                            .toList();
            return new SloView.Level(
                    target, limit, state, tally, rates, Fit.of(figures, target, limit));
        }

        private Tally tally(long span) {
            Tally.Count count = burns.getOrDefault(span, new Tally.Count(0));
            return count.tally(excluded(to - span));
        }

        private long excluded(long start) {
            return sources.exclusions().minutes(path, target.name(), start, to);
        }
    }
}
