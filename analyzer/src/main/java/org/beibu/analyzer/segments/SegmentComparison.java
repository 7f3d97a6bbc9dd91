package org.beibu.analyzer.segments;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.beibu.analyzer.delay.Headlines;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.segments.SegmentsView.DirectWay;
import org.beibu.analyzer.segments.SegmentsView.Measured;
import org.beibu.analyzer.segments.SegmentsView.Row;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.analyzer.store.LossStore;
import org.beibu.model.AseanRoute;
import org.beibu.model.Catalogue;
import org.beibu.model.Exit;
import org.beibu.model.Metric;
import org.beibu.model.PathId;

/**
 * Puts the segments together: for each city of the plan and each destination of the catalogue the
 * way through Nanning, over each exit, beside the ways past it. What is compared is from the same
 * time where there is any, and says so where there is none. Belongs to the thread that owns the
 * store.
 */
public final class SegmentComparison {
    private final SegmentReader reader;
    private final SegmentPlan plan;
    private final Catalogue catalogue;
    private final Map<Series, Long> counts;

    private SegmentComparison(
            DelayStore store,
            LossStore losses,
            SegmentPlan plan,
            Catalogue catalogue,
            TimeSpan range) {
        this.reader = new SegmentReader(store, losses, range);
        this.plan = plan;
        this.catalogue = catalogue;
        this.counts = store.counts();
    }

    /** The comparison of everything in the range. */
    public static SegmentsView of(
            DelayStore store,
            LossStore losses,
            SegmentPlan plan,
            Catalogue catalogue,
            TimeSpan range) {
        return new SegmentComparison(store, losses, plan, catalogue, range).view();
    }

    private SegmentsView view() {
        List<Row> rows = new ArrayList<>();
        for (SegmentPlan.Segment domestic : plan.domestic()) {
            for (AseanRoute route : catalogue.routes()) {
                List<Series> beyond = international(route.id());
                if (beyond.isEmpty()) {
                    rows.add(row(domestic, new PathId(route.id(), Exit.UNKNOWN), Optional.empty()));
                }
                for (Series series : beyond) {
                    PathId path = new PathId(route.id(), series.path().exit());
                    rows.add(row(domestic, path, Optional.of(series)));
                }
            }
        }
        return new SegmentsView(rows);
    }

    /** What the plan names, else the headline of each exit. */
    private List<Series> international(String routeId) {
        Optional<SegmentPlan.Segment> named = plan.international(routeId);
        if (named.isPresent()) {
            return named.get().series().choose(counts).stream().toList();
        }
        return Headlines.of(counts).ofPath().stream()
                .filter(series -> series.path().routeId().equals(routeId))
                .filter(series -> series.metric() == Metric.FAR_ROUND_TRIP)
                .filter(series -> reader.span(series).isPresent())
                .sorted()
                .toList();
    }

    private Row row(SegmentPlan.Segment segment, PathId path, Optional<Series> beyond) {
        Optional<Series> inland =
                segment.series().choose(counts).filter(s -> reader.span(s).isPresent());
        List<SegmentPlan.Segment> past = plan.direct(segment.from(), path.routeId());
        List<String> notes = new ArrayList<>();
        if (inland.isEmpty() || beyond.isEmpty()) {
            notes.add(
                    inland.isEmpty()
                            ? "no timings of " + segment.from() + "-nanning: " + segment.series()
                            : "no timings of nanning to the destination");
            return new Row(
                    segment.from(),
                    path,
                    inland.flatMap(this::whole),
                    beyond.flatMap(this::whole),
                    Optional.empty(),
                    Optional.empty(),
                    past.stream().map(way -> alone(way)).toList(),
                    notes);
        }
        Optional<TimeSpan> common = spanOf(inland.get()).and(spanOf(beyond.get()));
        WindowedDelays first = read(inland.get(), common);
        WindowedDelays second = read(beyond.get(), common);
        Correlation correlation = Correlation.of(first, second);
        SpanFigures composed = SpanFigures.composed(first, second);
        notes.addAll(notes(common, first, second, correlation));
        List<DirectWay> ways =
                past.stream().map(way -> direct(way, composed, common, first, second)).toList();
        return new Row(
                segment.from(),
                path,
                measured(first),
                measured(second),
                Optional.of(composed),
                Optional.of(correlation),
                ways,
                notes);
    }

    private TimeSpan spanOf(Series series) {
        return reader.span(series).orElseThrow();
    }

    private WindowedDelays read(Series series, Optional<TimeSpan> span) {
        return reader.read(series, span.orElseGet(() -> spanOf(series)));
    }

    private Optional<Measured> whole(Series series) {
        return reader.span(series).flatMap(span -> measured(reader.read(series, span)));
    }

    private Optional<Measured> measured(WindowedDelays delays) {
        return Measured.of(delays, reader.losses(delays));
    }

    private static List<String> notes(
            Optional<TimeSpan> common,
            WindowedDelays first,
            WindowedDelays second,
            Correlation correlation) {
        List<String> notes = new ArrayList<>();
        if (common.isEmpty()) {
            notes.add("the segments were not measured at the same time");
        }
        String windows = correlation.pairs() + " common windows of " + first.resolution();
        if (correlation.verdict() == Correlation.Verdict.CORRELATED) {
            notes.add(
                    String.format(
                            Locale.ROOT,
                            "correlated: rho %.2f over %s: the composed tail is too low",
                            correlation.rho().orElseThrow(),
                            windows));
        } else if (correlation.verdict() == Correlation.Verdict.UNKNOWN) {
            notes.add("correlation unknown: " + windows + " are too few");
        }
        if (first.series().method() != second.series().method()) {
            notes.add(
                    "methods differ: "
                            + first.series().method()
                            + " and "
                            + second.series().method());
        }
        return notes;
    }

    /** A way past Nanning where there is nothing to compare it with. */
    private DirectWay alone(SegmentPlan.Segment way) {
        Optional<Measured> measured = way.series().choose(counts).flatMap(this::whole);
        return new DirectWay(
                way.via(), measured, Optional.empty(), Optional.empty(), missing(way, measured));
    }

    private static List<String> missing(SegmentPlan.Segment way, Optional<Measured> measured) {
        return measured.isPresent() ? List.of() : List.of("no timings: " + way.series());
    }

    private DirectWay direct(
            SegmentPlan.Segment way,
            SpanFigures composed,
            Optional<TimeSpan> common,
            WindowedDelays first,
            WindowedDelays second) {
        Optional<Series> series =
                way.series().choose(counts).filter(s -> reader.span(s).isPresent());
        if (series.isEmpty()) {
            return alone(way);
        }
        TimeSpan own = spanOf(series.get());
        Optional<TimeSpan> shared = common.flatMap(own::and);
        WindowedDelays delays = reader.read(series.get(), shared.orElse(own));
        SpanFigures figures = SpanFigures.measured(delays);
        List<String> notes = new ArrayList<>();
        if (shared.isEmpty()) {
            notes.add("measured at another time than the way through Nanning");
        }
        if (series.get().method() != first.series().method()
                || series.get().method() != second.series().method()) {
            notes.add("compared with another method: " + series.get().method());
        }
        return new DirectWay(
                way.via(),
                measured(delays),
                saved(figures, composed, Percentile.P50),
                saved(figures, composed, Percentile.P95),
                notes);
    }

    private static Optional<Estimate> saved(
            SpanFigures direct, SpanFigures composed, Percentile percentile) {
        return direct.at(percentile)
                .flatMap(slow -> composed.at(percentile).map(fast -> slow.minus(fast)));
    }
}
