package org.beibu.analyzer.report.render.chart;

import java.util.List;
import java.util.stream.DoubleStream;
import org.beibu.analyzer.report.document.Chart;
import org.beibu.analyzer.report.document.Marker;
import org.beibu.analyzer.report.document.Series;
import org.beibu.analyzer.report.document.Series.Point;
import org.beibu.analyzer.report.render.Figures;
import org.beibu.analyzer.report.render.Words;
import org.beibu.analyzer.report.render.chart.Drawing.Anchor;
import org.beibu.analyzer.report.render.chart.Drawing.Dash;
import org.beibu.analyzer.report.render.chart.Drawing.Spot;
import org.beibu.analyzer.report.render.chart.Drawing.Style;

/** Paints bars of named things as lying bars, so that long names can be read. */
final class BarPainter {
    private static final double BAR = 13;
    private static final double GAP = 9;
    private static final double TOP = 58;
    private static final double LABEL = 11;
    private static final double WIDEST_NAME = 230;
    private static final double VALUE_ROOM = 64;

    private final Chart chart;
    private final Words words;
    private final Canvas canvas = new Canvas();
    private final List<String> names;
    private final NumberTicks ticks;
    private final Scale x;

    BarPainter(Chart chart, Words words) {
        this.chart = chart;
        this.words = words;
        this.names = chart.x().categories();
        double high = values().max().orElse(1);
        this.ticks = NumberTicks.around(Math.min(0, values().min().orElse(0)), high, 6);
        double left =
                names.stream().mapToDouble(n -> TextWidth.of(n, LABEL + 1)).max().orElse(0) + 14;
        this.x =
                new Scale(
                        ticks.low(),
                        ticks.high(),
                        Math.min(WIDEST_NAME, left),
                        Canvas.WIDTH - VALUE_ROOM);
    }

    private DoubleStream values() {
        return DoubleStream.concat(
                DoubleStream.of(0),
                DoubleStream.concat(
                        chart.series().stream()
                                .flatMap(s -> s.points().stream())
                                .flatMapToDouble(p -> DoubleStream.of(p.y(), p.low(), p.high()))
                                .filter(v -> !Double.isNaN(v)),
                        chart.markers().stream()
                                .filter(m -> m.direction() == Marker.Direction.LEVEL)
                                .mapToDouble(Marker::to)));
    }

    private double rowHeight() {
        return chart.series().size() * BAR + GAP;
    }

    Drawing paint() {
        double bottom = TOP + names.size() * rowHeight();
        canvas.axisTitle(Canvas.title(chart.y().name(), chart.y().unit()), 13);
        boolean share = PlotFrame.isShare(chart.y());
        for (double value : ticks.values()) {
            double at = x.at(value);
            canvas.line(
                    new Spot(at, TOP),
                    new Spot(at, bottom),
                    value == 0 ? Colour.MUTED : Colour.GRID,
                    0.9);
            canvas.label(at, bottom + 14, ticks.text(value, share), Style.small(Anchor.MIDDLE));
        }
        legend();
        for (int row = 0; row < names.size(); row++) {
            row(row, share);
        }
        markers(bottom);
        return canvas.drawing(bottom + 22);
    }

    private void legend() {
        if (chart.series().size() == 1) {
            return;
        }
        double at = x.from();
        for (int i = 0; i < chart.series().size(); i++) {
            String name = chart.series().get(i).name();
            canvas.box(at, 22, 10, 10, Colour.series(i));
            Style style = new Style(LABEL, Anchor.START, Colour.TEXT, false);
            canvas.label(at + 15, 31, name, style);
            at += 36 + TextWidth.of(name, LABEL);
        }
    }

    private void row(int row, boolean share) {
        double top = TOP + row * rowHeight() + GAP / 2;
        double middle = top + chart.series().size() * BAR / 2 + 4;
        Style style = new Style(LABEL + 1, Anchor.END, Colour.TEXT, false);
        String name = TextWidth.fit(names.get(row), LABEL + 1, WIDEST_NAME - 10);
        canvas.label(x.from() - 8, middle, name, style);
        for (int i = 0; i < chart.series().size(); i++) {
            Series series = chart.series().get(i);
            double y = top + i * BAR;
            int index = row;
            series.points().stream()
                    .filter(point -> point.x() == index)
                    .findFirst()
                    .filter(point -> !point.isGap())
                    .ifPresentOrElse(
                            point -> bar(point, y, series, share),
                            () ->
                                    canvas.label(
                                            x.at(0) + 5,
                                            y + BAR - 3,
                                            words.noData(),
                                            Style.small(Anchor.START)));
        }
    }

    private void bar(Point point, double y, Series series, boolean share) {
        double zero = x.at(0);
        double end = x.at(point.y());
        Colour colour = Colour.series(chart.series().indexOf(series));
        canvas.box(Math.min(zero, end), y + 1, Math.abs(end - zero), BAR - 2, colour);
        double after = Math.max(zero, end);
        if (point.hasInterval()) {
            double middle = y + BAR / 2;
            double high = x.at(point.high());
            canvas.line(
                    new Spot(x.at(point.low()), middle), new Spot(high, middle), Colour.TEXT, 1.2);
            after = Math.max(after, high);
        }
        String text =
                share
                        ? Figures.percent(point.y(), series.decimals())
                        : Figures.number(point.y(), series.decimals());
        canvas.label(
                after + 5, y + BAR - 3, text, new Style(LABEL, Anchor.START, Colour.TEXT, true));
    }

    private void markers(double bottom) {
        double line = 0;
        for (Marker marker : chart.markers()) {
            if (marker.direction() == Marker.Direction.LEVEL) {
                double at = x.at(marker.from());
                Colour colour = Colour.of(marker.tone());
                canvas.dashed(new Spot(at, TOP - 2), new Spot(at, bottom), colour, Dash.LONG);
                Anchor anchor = at > Canvas.WIDTH * 0.7 ? Anchor.END : Anchor.START;
                Style style = new Style(LABEL, anchor, colour, true);
                canvas.label(at, TOP - 6 - line, marker.label(), style);
                line = line == 0 ? 13 : 0;
            }
        }
    }
}
