package org.beibu.analyzer.report.render.chart;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.beibu.analyzer.report.document.Axis;
import org.beibu.analyzer.report.document.Chart;
import org.beibu.analyzer.report.document.Series;
import org.beibu.analyzer.report.document.Series.Point;
import org.beibu.analyzer.report.render.Figures;
import org.beibu.analyzer.report.render.chart.Drawing.Anchor;
import org.beibu.analyzer.report.render.chart.Drawing.Spot;
import org.beibu.analyzer.report.render.chart.Drawing.Style;

/** Paints rows of coloured fields, with the figure in each where it fits. */
final class HeatPainter {
    private static final double ROW = 26;
    private static final double TOP = 44;
    private static final double LABEL = 11;
    private static final double WIDEST_NAME = 200;
    private static final double WIDEST_FIELD = 110;
    private static final double LEGEND = 14;

    private final Chart chart;
    private final ZoneId zone;
    private final Canvas canvas = new Canvas();
    private final List<Double> places;
    private final double left;
    private final double field;
    private final double low;
    private final double high;

    HeatPainter(Chart chart, ZoneId zone) {
        this.chart = chart;
        this.zone = zone;
        this.places =
                chart.series().stream()
                        .flatMap(s -> s.points().stream())
                        .map(Point::x)
                        .distinct()
                        .sorted()
                        .toList();
        double widest =
                chart.series().stream()
                        .mapToDouble(s -> TextWidth.of(s.name(), LABEL + 1))
                        .max()
                        .orElse(0);
        this.left = Math.min(WIDEST_NAME, widest) + 14;
        this.field = Math.min(WIDEST_FIELD, (Canvas.WIDTH - left - 4) / Math.max(1, places.size()));
        this.low = values().min().orElse(0);
        this.high = values().max().orElse(1);
    }

    private DoubleStream values() {
        return chart.series().stream()
                .flatMap(s -> s.points().stream())
                .mapToDouble(Point::y)
                .filter(v -> !Double.isNaN(v));
    }

    Drawing paint() {
        canvas.axisTitle(Canvas.title(chart.y().name(), chart.y().unit()), 13);
        legend();
        columnNames();
        for (int i = 0; i < chart.series().size(); i++) {
            row(chart.series().get(i), TOP + i * ROW);
        }
        return canvas.drawing(TOP + chart.series().size() * ROW + 6);
    }

    private void legend() {
        double at = Canvas.WIDTH - Colour.heatSteps() * LEGEND - 70;
        Series first = chart.series().get(0);
        canvas.label(at - 5, 13, text(low, first), Style.small(Anchor.END));
        for (int step = 0; step < Colour.heatSteps(); step++) {
            canvas.box(at + step * LEGEND, 4, LEGEND, 10, Colour.heat(step));
        }
        at += Colour.heatSteps() * LEGEND + 5;
        canvas.label(at, 13, text(high, first), Style.small(Anchor.START));
    }

    private void columnNames() {
        double widest = 0;
        for (double place : places) {
            widest = Math.max(widest, TextWidth.of(name(place), LABEL) + 6);
        }
        int every = Math.max(1, (int) Math.ceil(Math.min(widest, WIDEST_FIELD) / field));
        for (int i = 0; i < places.size(); i += every) {
            String name = TextWidth.fit(name(places.get(i)), LABEL, field * every - 2);
            double at = left + i * field + (every == 1 ? field / 2 : 1);
            Anchor anchor = every == 1 ? Anchor.MIDDLE : Anchor.START;
            canvas.label(at, TOP - 6, name, Style.small(anchor));
        }
    }

    private String name(double place) {
        Axis axis = chart.x();
        return switch (axis.kind()) {
            case CATEGORY -> axis.categories().get((int) place);
            case TIME -> Instant.ofEpochSecond((long) place).atZone(zone).toLocalDate().toString();
            case NUMBER -> Figures.number(place, 0);
        };
    }

    private void row(Series series, double top) {
        Style style = new Style(LABEL + 1, Anchor.END, Colour.TEXT, false);
        String name = TextWidth.fit(series.name(), LABEL + 1, WIDEST_NAME);
        canvas.label(left - 8, top + ROW / 2 + 4, name, style);
        Map<Double, Double> byPlace = new HashMap<>();
        series.points().forEach(point -> byPlace.put(point.x(), point.y()));
        for (int i = 0; i < places.size(); i++) {
            double value = byPlace.getOrDefault(places.get(i), Double.NaN);
            field(series, value, left + i * field, top);
        }
    }

    private void field(Series series, double value, double x, double top) {
        if (Double.isNaN(value)) {
            canvas.line(
                    new Spot(x + field / 2 - 4, top + ROW / 2),
                    new Spot(x + field / 2 + 4, top + ROW / 2),
                    Colour.MUTED,
                    1);
            return;
        }
        int step = step(value);
        canvas.box(x, top, field - 1, ROW - 1, Colour.heat(step));
        String text = text(value, series);
        if (TextWidth.of(text, LABEL) <= field - 3) {
            Style style = new Style(LABEL, Anchor.MIDDLE, Colour.onHeat(step), false);
            canvas.label(x + field / 2, top + ROW / 2 + 4, text, style);
        }
    }

    private int step(double value) {
        double share = high > low ? (value - low) / (high - low) : 0;
        return (int) Math.min(Colour.heatSteps() - 1, share * Colour.heatSteps());
    }

    private String text(double value, Series series) {
        return PlotFrame.isShare(chart.y())
                ? Figures.percent(value, series.decimals())
                : Figures.number(value, series.decimals());
    }
}
