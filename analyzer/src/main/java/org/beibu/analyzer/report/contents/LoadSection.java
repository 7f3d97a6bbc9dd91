package org.beibu.analyzer.report.contents;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.beibu.analyzer.report.ReportConfig;
import org.beibu.analyzer.report.document.Axis;
import org.beibu.analyzer.report.document.Block;
import org.beibu.analyzer.report.document.Cell;
import org.beibu.analyzer.report.document.Chart;
import org.beibu.analyzer.report.document.Column;
import org.beibu.analyzer.report.document.Marker;
import org.beibu.analyzer.report.document.Section;
import org.beibu.analyzer.report.document.Series;
import org.beibu.analyzer.report.document.Table;
import org.beibu.analyzer.report.document.Tone;
import org.beibu.analyzer.report.facts.DelayFacts;
import org.beibu.analyzer.report.maths.LoadCurve;

/** Delay against load, with the knee, for each exit. */
final class LoadSection {
    private static final int CURVE_POINTS = 40;
    private static final double HIGHEST_DRAWN = 0.9;

    private final Wording words;
    private final List<DelayFacts.ExitCurve> curves;
    private final ReportConfig config;

    LoadSection(Wording words, List<DelayFacts.ExitCurve> curves, ReportConfig config) {
        this.words = words;
        this.curves = curves;
        this.config = config;
    }

    Section section() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                Block.Paragraph.of(words.say("text.load", Wording.decimal(config.kneeTimes(), 0))));
        if (curves.isEmpty()) {
            blocks.add(Block.Remark.warning(words.say("text.load-none")));
        } else {
            blocks.add(table());
            curves.stream().map(this::chart).flatMap(Optional::stream).forEach(blocks::add);
            blocks.add(Block.Remark.note(words.say("text.load-cause")));
        }
        return new Section("load", words.say("section.load"), blocks);
    }

    private Table table() {
        return new Table(
                "load_curves",
                words.say("table.load"),
                List.of(
                        Column.text("exit", words.say("col.exit")),
                        Column.text("path", words.say("col.path")),
                        Column.text("method", words.say("col.method")),
                        Column.number("window", words.say("col.window"), "s"),
                        Column.number("points", words.say("col.points"), ""),
                        Column.number("base", words.say("col.base"), "ms"),
                        Column.number("slope", words.say("col.slope"), "ms"),
                        Column.number("slope_low", words.say("col.slope-low"), "ms"),
                        Column.number("slope_high", words.say("col.slope-high"), "ms"),
                        Column.percent("highest_load", words.say("col.highest-load")),
                        Column.percent("knee", words.say("col.knee")),
                        Column.number("at_knee", words.say("col.at-knee"), "ms"),
                        Column.text("knee_note", words.say("col.note"))),
                curves.stream().map(this::row).toList());
    }

    private List<Cell> row(DelayFacts.ExitCurve each) {
        List<Cell> row = new ArrayList<>();
        row.add(Cell.text(each.path().exit()));
        row.add(Cell.text(each.path().routeId()));
        row.add(Cell.text(each.kind().toString()));
        row.add(Cell.number((double) each.window(), 0));
        row.add(Cell.number(each.points(), 0));
        if (each.curve().isEmpty()) {
            for (int i = 0; i < 8; i++) {
                row.add(words.none("none.no-curve"));
            }
            return row;
        }
        LoadCurve curve = each.curve().get();
        Optional<Double> knee = curve.knee(config.kneeTimes());
        row.add(Cell.number(curve.base(), 1));
        row.add(Cell.number(curve.slope(), 2));
        row.add(Cell.number(curve.slopeLow(), 2));
        row.add(Cell.number(curve.slopeHigh(), 2));
        row.add(Cell.number(curve.highestLoad(), 0));
        row.add(knee.<Cell>map(k -> Cell.number(k, 0)).orElseGet(() -> words.none("none.flat")));
        row.add(
                knee.<Cell>map(k -> Cell.number(curve.at(k), 1))
                        .orElseGet(() -> words.none("none.flat")));
        row.add(
                knee.<Cell>map(
                                k ->
                                        Cell.text(
                                                words.say(
                                                        curve.isExtrapolated(k)
                                                                ? "knee.extrapolated"
                                                                : "knee.seen")))
                        .orElseGet(() -> words.none("none.flat")));
        return row;
    }

    private Optional<Chart> chart(DelayFacts.ExitCurve each) {
        if (each.steps().isEmpty()) {
            return Optional.empty();
        }
        List<Series> series = new ArrayList<>();
        series.add(
                new Series(
                        words.say("series.steps"),
                        Series.Shape.DOTS,
                        1,
                        each.steps().stream()
                                .map(step -> Series.Point.of(step.load(), step.delay()))
                                .toList()));
        List<Marker> markers = new ArrayList<>();
        each.curve()
                .ifPresent(
                        curve -> {
                            double seen = Math.min(HIGHEST_DRAWN, curve.highestLoad());
                            series.add(line("series.curve", Series.Shape.LINE, curve, 0, seen));
                            if (seen < HIGHEST_DRAWN) {
                                series.add(
                                        line(
                                                "series.extrapolated",
                                                Series.Shape.DASHED,
                                                curve,
                                                seen,
                                                Math.max(seen, 0.8)));
                            }
                            curve.knee(config.kneeTimes())
                                    .ifPresent(
                                            knee ->
                                                    markers.add(
                                                            Marker.place(
                                                                    knee,
                                                                    words.say("marker.knee"),
                                                                    Tone.WARN)));
                        });
        String exit = each.path().exit();
        return Optional.of(
                new Chart(
                        new Chart.Head(
                                "load_" + exit,
                                words.say("chart.load", exit, each.path().routeId()),
                                words.say("chart.load.about", exit, each.path().routeId())),
                        Axis.number(words.say("axis.load"), "%"),
                        Axis.number(words.say("axis.load-delay"), "ms"),
                        series,
                        markers));
    }

    private Series line(String key, Series.Shape shape, LoadCurve curve, double from, double to) {
        return new Series(
                words.say(key),
                shape,
                1,
                IntStream.rangeClosed(0, CURVE_POINTS)
                        .mapToDouble(i -> from + (to - from) * i / CURVE_POINTS)
                        .mapToObj(load -> Series.Point.of(load, curve.at(load)))
                        .toList());
    }
}
