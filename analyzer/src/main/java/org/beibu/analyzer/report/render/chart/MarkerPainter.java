package org.beibu.analyzer.report.render.chart;

import java.util.ArrayList;
import java.util.List;
import org.beibu.analyzer.report.document.Marker;
import org.beibu.analyzer.report.document.Marker.Direction;
import org.beibu.analyzer.report.render.chart.Drawing.Anchor;
import org.beibu.analyzer.report.render.chart.Drawing.Area;
import org.beibu.analyzer.report.render.chart.Drawing.Dash;
import org.beibu.analyzer.report.render.chart.Drawing.Label;
import org.beibu.analyzer.report.render.chart.Drawing.Spot;
import org.beibu.analyzer.report.render.chart.Drawing.Style;

/** Paints capacities, knees and ranges, with their labels where room is. */
final class MarkerPainter {
    private static final double RANGE = 0.13;
    private static final double SIZE = 11;
    private static final double ROW = 16;
    private static final int ROWS = 14;

    private final Canvas canvas;
    private final PlotFrame frame;
    private final LabelPlacer placer;

    MarkerPainter(Canvas canvas, PlotFrame frame, LabelPlacer placer) {
        this.canvas = canvas;
        this.frame = frame;
        this.placer = placer;
    }

    /** Ranges, below the data. */
    void ranges(List<Marker> markers) {
        markers.stream().filter(Marker::isRange).forEach(this::range);
    }

    private void range(Marker marker) {
        List<Spot> corners =
                marker.direction() == Direction.PLACE
                        ? box(x(marker.from()), frame.y().to(), x(marker.to()), frame.y().from())
                        : box(frame.x().from(), y(marker.to()), frame.x().to(), y(marker.from()));
        canvas.add(new Area(corners, Colour.of(marker.tone()), RANGE));
    }

    private static List<Spot> box(double left, double top, double right, double bottom) {
        return List.of(
                new Spot(left, top),
                new Spot(right, top),
                new Spot(right, bottom),
                new Spot(left, bottom));
    }

    /** Lines, above the data. */
    void lines(List<Marker> markers) {
        for (Marker marker : markers) {
            if (!marker.isRange()) {
                Colour colour = Colour.of(marker.tone());
                if (marker.direction() == Direction.LEVEL) {
                    double at = y(marker.from());
                    Spot left = new Spot(frame.x().from(), at);
                    canvas.dashed(left, new Spot(frame.x().to(), at), colour, Dash.LONG);
                } else {
                    double at = x(marker.from());
                    Spot bottom = new Spot(at, frame.y().from());
                    canvas.dashed(bottom, new Spot(at, frame.y().to()), colour, Dash.SHORT);
                }
            }
        }
    }

    void labels(List<Marker> markers) {
        for (Marker marker : markers) {
            List<Label> places =
                    marker.direction() == Direction.LEVEL ? alongLevel(marker) : atPlace(marker);
            canvas.add(placer.best(places));
        }
    }

    private List<Label> alongLevel(Marker marker) {
        List<Label> places = new ArrayList<>();
        double width = frame.x().to() - frame.x().from();
        double above = y(marker.to()) - 4;
        double below = y(marker.from()) + 13;
        for (double share : new double[] {0, 0.25, 0.5, 0.75}) {
            double at = frame.x().from() + 4 + share * width;
            places.add(label(marker, at, above, Anchor.START));
            places.add(label(marker, at, below, Anchor.START));
        }
        places.add(label(marker, frame.x().to() - 4, above, Anchor.END));
        places.add(label(marker, frame.x().to() - 4, below, Anchor.END));
        return places;
    }

    private List<Label> atPlace(Marker marker) {
        List<Label> places = new ArrayList<>();
        double left = x(marker.from());
        double right = x(marker.to());
        for (int row = 0; row < ROWS; row++) {
            double at = frame.y().to() + 13 + row * ROW;
            if (marker.isRange()) {
                places.add(label(marker, (left + right) / 2, at, Anchor.MIDDLE));
            }
            places.add(label(marker, right + 4, at, Anchor.START));
            places.add(label(marker, left - 4, at, Anchor.END));
        }
        return places;
    }

    private static Label label(Marker marker, double x, double y, Anchor anchor) {
        Style style = new Style(SIZE, anchor, Colour.of(marker.tone()), true);
        return new Label(new Spot(x, y), marker.label(), style);
    }

    private double x(double value) {
        return frame.x().at(value);
    }

    private double y(double value) {
        return frame.y().at(value);
    }
}
