package org.beibu.analyzer.report.contents;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.beibu.analyzer.report.ReportConfig;
import org.beibu.analyzer.report.ReportKind;
import org.beibu.analyzer.report.document.Axis;
import org.beibu.analyzer.report.document.Block;
import org.beibu.analyzer.report.document.Cell;
import org.beibu.analyzer.report.document.Chart;
import org.beibu.analyzer.report.document.Column;
import org.beibu.analyzer.report.document.ReportDocument;
import org.beibu.analyzer.report.document.ReportLanguage;
import org.beibu.analyzer.report.document.Section;
import org.beibu.analyzer.report.document.Series;
import org.beibu.analyzer.report.document.Table;
import org.beibu.analyzer.report.facts.CapacityFacts;
import org.beibu.analyzer.report.facts.DelayFacts;
import org.beibu.model.PathId;

/** The latency report. */
public final class LatencyContents {
    private final Wording words;
    private final CapacityFacts facts;
    private final SortedMap<PathId, DelayFacts.OfPath> paths;

    private LatencyContents(Wording words, CapacityFacts facts) {
        this.words = words;
        this.facts = facts;
        this.paths = facts.delays().paths();
    }

    /** The report of these facts. */
    public static ReportDocument of(
            CapacityFacts facts, ReportConfig config, ReportLanguage language) {
        Wording words = new Wording(language);
        LatencyContents contents = new LatencyContents(words, facts);
        RecordSections records = new RecordSections(words);
        List<Section> sections = new ArrayList<>();
        sections.add(contents.summary());
        if (!contents.paths.isEmpty()) {
            sections.add(contents.now());
            sections.add(contents.history());
        }
        sections.add(new LoadSection(words, facts.delays().curves(), config).section());
        sections.add(records.moves(facts.moves()));
        sections.add(records.glossary("p95-delay", "floor", "method", "knee", "moves"));
        return new ReportDocument(
                ReportKind.LATENCY.toString(),
                CapacityContents.cover(words, ReportKind.LATENCY, facts.span()),
                sections);
    }

    private Section summary() {
        List<Block> blocks = new ArrayList<>();
        if (paths.isEmpty()) {
            blocks.add(lead(words.say("latency.nothing")));
        } else {
            long measured = paths.values().stream().filter(p -> p.recent().isPresent()).count();
            blocks.add(lead(words.say("latency.summary", measured, paths.size())));
            better().forEach(text -> blocks.add(lead(text)));
            slower().ifPresent(text -> blocks.add(lead(text)));
            long withheld = paths.values().stream().mapToLong(p -> p.withheldDays()).sum();
            if (withheld > 0) {
                blocks.add(Block.Remark.note(words.say("latency.withheld", withheld)));
            }
        }
        return new Section("summary", words.say("section.summary"), blocks);
    }

    private static Block lead(String text) {
        return new Block.Paragraph(text, Block.Emphasis.LEAD);
    }

    private static double p95(DelayFacts.OfPath path) {
        return path.recent().map(DelayFacts.Figures::p95).orElse(Double.NaN);
    }

    /** Where the exits of a destination differ most. */
    private List<String> better() {
        SortedMap<String, List<DelayFacts.OfPath>> routes = new TreeMap<>();
        paths.values().stream()
                .filter(path -> path.recent().isPresent())
                .forEach(
                        path ->
                                routes.computeIfAbsent(
                                                path.path().routeId(), r -> new ArrayList<>())
                                        .add(path));
        return routes.entrySet().stream()
                .filter(route -> route.getValue().size() > 1)
                .map(
                        route -> {
                            List<DelayFacts.OfPath> exits = new ArrayList<>(route.getValue());
                            exits.sort(Comparator.comparingDouble(LatencyContents::p95));
                            return exits;
                        })
                .sorted(
                        Comparator.comparingDouble(
                                        (List<DelayFacts.OfPath> exits) ->
                                                p95(exits.get(exits.size() - 1))
                                                        - p95(exits.get(0)))
                                .reversed())
                .limit(3)
                .map(
                        exits ->
                                words.say(
                                        "latency.spread",
                                        exits.get(0).path().routeId(),
                                        exits.get(0).path().exit(),
                                        words.millis(p95(exits.get(0))),
                                        exits.get(exits.size() - 1).path().exit(),
                                        words.millis(p95(exits.get(exits.size() - 1)))))
                .toList();
    }

    /** The path whose p95 has grown most from its first whole month to its last. */
    private Optional<String> slower() {
        return paths.values().stream()
                .filter(path -> path.months().size() > 1)
                .max(Comparator.comparingDouble(LatencyContents::grown))
                .filter(path -> grown(path) > 0)
                .map(
                        path ->
                                words.say(
                                        "latency.slower",
                                        path.path(),
                                        words.millis(grown(path)),
                                        words.month(path.months().firstKey()),
                                        words.month(path.months().lastKey())));
    }

    private static double grown(DelayFacts.OfPath path) {
        DelayFacts.Figures first = path.months().get(path.months().firstKey());
        DelayFacts.Figures last = path.months().get(path.months().lastKey());
        return first == null || last == null ? 0 : last.p95() - first.p95();
    }

    private Section now() {
        Table table =
                new Table(
                        "paths_now",
                        words.say("table.paths"),
                        List.of(
                                Column.text("route", words.say("col.route")),
                                Column.text("exit", words.say("col.exit")),
                                Column.text("method", words.say("col.method")),
                                Column.number("count", words.say("col.count"), ""),
                                Column.number("p50", "p50", "ms"),
                                Column.number("p95", "p95", "ms"),
                                Column.number("floor", words.say("col.floor"), "ms"),
                                Column.number("times_floor", words.say("col.times-floor"), "")),
                        paths.values().stream().map(this::row).toList());
        return new Section(
                "paths",
                words.say("section.paths"),
                List.of(Block.Paragraph.of(words.say("text.paths")), table));
    }

    private List<Cell> row(DelayFacts.OfPath path) {
        Cell none = words.none("none.few-timings");
        Optional<DelayFacts.Figures> now = path.recent();
        return List.of(
                Cell.text(path.path().routeId()),
                Cell.text(path.path().exit()),
                Cell.text(path.kind().toString()),
                now.<Cell>map(f -> Cell.number((double) f.count(), 0)).orElse(none),
                now.<Cell>map(f -> Cell.number(f.p50(), 1)).orElse(none),
                now.<Cell>map(f -> Cell.number(f.p95(), 1)).orElse(none),
                Cell.number(path.floorMillis(), 1),
                now.<Cell>map(f -> Cell.number(f.p50() / path.floorMillis(), 2)).orElse(none));
    }

    private Section history() {
        List<List<Cell>> rows = new ArrayList<>();
        List<Series> best = new ArrayList<>();
        for (DelayFacts.OfPath path : paths.values()) {
            path.months()
                    .forEach(
                            (month, figures) ->
                                    rows.add(
                                            List.of(
                                                    Cell.text(path.path().routeId()),
                                                    Cell.text(path.path().exit()),
                                                    Cell.text(month.toString()),
                                                    Cell.number((double) figures.count(), 0),
                                                    Cell.number(figures.p50(), 1),
                                                    Cell.number(figures.p95(), 1))));
        }
        paths.values().stream()
                .filter(path -> !path.months().isEmpty() && isBest(path))
                .limit(6)
                .forEach(path -> best.add(series(path)));
        List<Block> blocks = new ArrayList<>();
        if (!best.isEmpty()) {
            blocks.add(
                    new Chart(
                            new Chart.Head(
                                    "months_delay",
                                    words.say("chart.delay"),
                                    words.say("chart.delay.about")),
                            Axis.time(words.say("axis.month")),
                            Axis.number(words.say("axis.p95-delay"), "ms"),
                            best,
                            List.of()));
        }
        blocks.add(
                new Table(
                        "months_paths",
                        words.say("table.months-paths", words.zone(facts.span().zone())),
                        List.of(
                                Column.text("route", words.say("col.route")),
                                Column.text("exit", words.say("col.exit")),
                                Column.text("month", words.say("col.month")),
                                Column.number("count", words.say("col.count"), ""),
                                Column.number("p50", "p50", "ms"),
                                Column.number("p95", "p95", "ms")),
                        rows));
        return new Section("history", words.say("section.history"), blocks);
    }

    private boolean isBest(DelayFacts.OfPath path) {
        return path.recent().isPresent()
                && paths.values().stream()
                        .filter(o -> o.path().routeId().equals(path.path().routeId()))
                        .filter(o -> o.recent().isPresent())
                        .allMatch(o -> p95(o) >= p95(path));
    }

    private Series series(DelayFacts.OfPath path) {
        List<Series.Point> points = new ArrayList<>();
        path.months().forEach((month, figures) -> points.add(point(month, figures)));
        return new Series(path.path().toString(), Series.Shape.LINE, 1, points);
    }

    private Series.Point point(YearMonth month, DelayFacts.Figures figures) {
        return Series.Point.of(
                month.atDay(15).atStartOfDay(facts.span().zone()).toInstant(), figures.p95());
    }
}
