package org.beibu.analyzer.report.render.chart;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.beibu.analyzer.report.document.Axis;
import org.beibu.analyzer.report.document.Chart;
import org.beibu.analyzer.report.document.Series;
import org.beibu.analyzer.report.document.Series.Point;
import org.beibu.analyzer.report.document.Series.Shape;
import org.beibu.analyzer.report.render.chart.Drawing.Anchor;
import org.beibu.analyzer.report.render.chart.Drawing.Dots;
import org.beibu.analyzer.report.render.chart.Drawing.Label;
import org.beibu.analyzer.report.render.chart.Drawing.Spot;
import org.beibu.analyzer.report.render.chart.Drawing.Style;

/** Paints lines, bands, steps, dots and upright bars over an axis of time, numbers or names. */
final class PlotPainter {
    private static final double NAME = 11.5;
    private static final double WIDEST_NAME = 170;
    private static final double NAME_STEP = 15;
    private static final double LEGEND = 20;
    private static final double AT_THE_END = 0.97;

    private final Chart chart;
    private final Canvas canvas = new Canvas();
    private final PlotFrame frame;
    private final LabelPlacer placer;

    /** Series whose name stands at the end of the line, in the right margin. */
    private final List<Integer> named = new ArrayList<>();

    PlotPainter(Chart chart) {
        this.chart = chart;
        double last = lastPlace();
        double first = firstPlace();
        double margin = 0;
        for (int i = 0; i < chart.series().size(); i++) {
            Series series = chart.series().get(i);
            if (isLine(series) && needsNames() && reaches(series, first, last)) {
                named.add(i);
                margin = Math.max(margin, TextWidth.of(series.name(), NAME));
            }
        }
        double right = Canvas.WIDTH - Math.max(22, Math.min(WIDEST_NAME, margin) + 14);
        this.frame = PlotFrame.of(chart, hasLegend() ? 28 + LEGEND : 28, right);
        this.placer = new LabelPlacer(frame.x(), frame.y());
    }

    private static boolean isLine(Series series) {
        return switch (series.shape()) {
            case LINE, DASHED, STEP -> true;
            case DOTS, BARS, HEAT -> false;
        };
    }

    private boolean needsNames() {
        return chart.series().size() > 1
                || chart.series().get(0).points().stream().anyMatch(Point::hasInterval);
    }

    private boolean hasLegend() {
        return needsNames() && chart.series().stream().anyMatch(series -> !isLine(series));
    }

    private double lastPlace() {
        return chart.series().stream()
                .flatMap(s -> s.points().stream())
                .mapToDouble(Point::x)
                .max()
                .orElse(1);
    }

    private double firstPlace() {
        return chart.series().stream()
                .flatMap(s -> s.points().stream())
                .mapToDouble(Point::x)
                .min()
                .orElse(0);
    }

    private static boolean reaches(Series series, double first, double last) {
        double end =
                series.points().stream()
                        .filter(point -> !point.isGap())
                        .mapToDouble(Point::x)
                        .max()
                        .orElse(first);
        return end >= first + AT_THE_END * (last - first);
    }

    Drawing paint(ZoneId zone) {
        canvas.axisTitle(Canvas.title(chart.y().name(), chart.y().unit()), 13);
        frame.paint(canvas, chart, zone);
        MarkerPainter markers = new MarkerPainter(canvas, frame, placer);
        markers.ranges(chart.markers());
        paintSeries();
        markers.lines(chart.markers());
        nameSeries();
        markers.labels(chart.markers());
        double more = chart.x().kind() == Axis.Kind.NUMBER ? 14 : 0;
        return canvas.drawing(PlotFrame.HEIGHT + more);
    }

    private void paintSeries() {
        Strokes strokes = new Strokes(canvas, frame);
        List<Series> all = chart.series();
        if (all.get(0).shape() == Shape.BARS) {
            strokes.bars(all);
        }
        for (int i = 0; i < all.size(); i++) {
            strokes.band(all.get(i), Strokes.colour(all, i));
        }
        for (int i = 0; i < all.size(); i++) {
            placer.avoid(strokes.draw(all, i));
        }
    }

    private void nameSeries() {
        if (!needsNames()) {
            return;
        }
        if (hasLegend()) {
            legend();
        }
        endNames();
        for (int i = 0; i < chart.series().size(); i++) {
            if (isLine(chart.series().get(i)) && !named.contains(i)) {
                nameAlong(i);
            }
        }
    }

    private void legend() {
        double at = frame.x().from();
        for (int i = 0; i < chart.series().size(); i++) {
            Series series = chart.series().get(i);
            if (isLine(series)) {
                continue;
            }
            Colour colour = Strokes.colour(chart.series(), i);
            if (series.shape() == Shape.BARS) {
                canvas.box(at, 25, 10, 10, colour);
            } else {
                List<Spot> dot = List.of(new Spot(at + 5, 30));
                canvas.add(new Dots(dot, colour, Strokes.glyph(i), 3.5));
            }
            canvas.label(at + 15, 34, series.name(), style(colour, Anchor.START, false));
            at += 34 + TextWidth.of(series.name(), NAME);
        }
    }

    /** Names at the right ends, moved apart where lines end close together. */
    private void endNames() {
        List<Integer> order = new ArrayList<>(named);
        order.sort(Comparator.comparingDouble(i -> end(chart.series().get(i)).y()));
        double free = frame.y().to();
        double floor = frame.y().from() - (order.size() - 1) * NAME_STEP;
        for (int i : order) {
            Spot end = end(chart.series().get(i));
            double y = Math.min(Math.max(end.y(), free), floor);
            Colour colour = Strokes.colour(chart.series(), i);
            if (Math.abs(y - end.y()) > 3) {
                canvas.line(end, new Spot(frame.x().to() + 6, y), colour, 0.7);
            }
            String name = TextWidth.fit(chart.series().get(i).name(), NAME, WIDEST_NAME);
            canvas.label(frame.x().to() + 8, y + 4, name, style(colour, Anchor.START, false));
            free = y + NAME_STEP;
            floor += NAME_STEP;
        }
    }

    private Spot end(Series series) {
        Point last = series.points().get(0);
        for (Point point : series.points()) {
            last = point.isGap() ? last : point;
        }
        return frame.spot(last.x(), last.isGap() ? frame.y().low() : last.y());
    }

    /** The name of a line that ends inside the plot, where it covers least. */
    private void nameAlong(int index) {
        Series series = chart.series().get(index);
        List<Point> points = series.points().stream().filter(point -> !point.isGap()).toList();
        if (points.isEmpty()) {
            return;
        }
        List<Label> places = new ArrayList<>();
        Style style = style(Strokes.colour(chart.series(), index), Anchor.MIDDLE, true);
        for (int eighth = 1; eighth < 8; eighth++) {
            Point point = points.get(points.size() * eighth / 8);
            Spot at = frame.spot(point.x(), point.y());
            for (double off : new double[] {-12, -24, 20, 32, -40, 48}) {
                places.add(new Label(new Spot(at.x(), at.y() + off), series.name(), style));
            }
        }
        canvas.add(placer.best(places));
    }

    private static Style style(Colour colour, Anchor anchor, boolean onPaper) {
        return new Style(NAME, anchor, colour, onPaper);
    }
}
