package org.beibu.analyzer.report.render.chart;

import java.util.ArrayList;
import java.util.List;
import org.beibu.analyzer.report.document.Series;
import org.beibu.analyzer.report.document.Series.Point;
import org.beibu.analyzer.report.document.Series.Shape;
import org.beibu.analyzer.report.render.chart.Drawing.Area;
import org.beibu.analyzer.report.render.chart.Drawing.Dash;
import org.beibu.analyzer.report.render.chart.Drawing.Dots;
import org.beibu.analyzer.report.render.chart.Drawing.Glyph;
import org.beibu.analyzer.report.render.chart.Drawing.Line;
import org.beibu.analyzer.report.render.chart.Drawing.Spot;

/** Paints the series of a plot: lines broken where there is no data, bands, steps and dots. */
final class Strokes {
    private static final double BAND = 0.2;
    private static final double WHISKER = 4;

    private static final List<Dash> DASHES =
            List.of(Dash.SOLID, Dash.LONG, Dash.MIXED, Dash.DOTTED);

    private static final List<Glyph> GLYPHS = List.of(Glyph.values());

    private final Canvas canvas;
    private final PlotFrame frame;

    Strokes(Canvas canvas, PlotFrame frame) {
        this.canvas = canvas;
        this.frame = frame;
    }

    /** A forecast has the colour of what it continues: of the series before it. */
    static Colour colour(List<Series> all, int index) {
        int own = 0;
        for (int i = 1; i <= index; i++) {
            own += all.get(i).shape() == Shape.DASHED ? 0 : 1;
        }
        return Colour.series(own);
    }

    /** The first measured line is whole; dashes tell the others apart without colour. */
    static Dash dash(List<Series> all, int index) {
        if (all.get(index).shape() == Shape.DASHED) {
            return Dash.SHORT;
        }
        long before =
                all.subList(0, index).stream()
                        .filter(s -> s.shape() == Shape.LINE || s.shape() == Shape.STEP)
                        .count();
        return DASHES.get((int) (before % DASHES.size()));
    }

    static Glyph glyph(int index) {
        return GLYPHS.get(index % GLYPHS.size());
    }

    /** The bands of a series, below every line. */
    void band(Series series, Colour colour) {
        if (series.shape() == Shape.DOTS || series.shape() == Shape.BARS) {
            return;
        }
        List<Spot> upper = new ArrayList<>();
        List<Spot> lower = new ArrayList<>();
        for (Point point : series.points()) {
            if (point.hasInterval()) {
                upper.add(frame.spot(point.x(), point.high()));
                lower.add(0, frame.spot(point.x(), point.low()));
            } else {
                area(upper, lower, colour);
            }
        }
        area(upper, lower, colour);
    }

    private void area(List<Spot> upper, List<Spot> lower, Colour colour) {
        if (upper.size() > 1) {
            List<Spot> around = new ArrayList<>(upper);
            around.addAll(lower);
            canvas.add(new Area(around, colour, BAND));
        } else if (upper.size() == 1) {
            canvas.line(lower.get(0), upper.get(0), colour, 1);
        }
        upper.clear();
        lower.clear();
    }

    /** The series itself; gives back its points for labels to keep off. */
    List<Spot> draw(List<Series> all, int index) {
        Series series = all.get(index);
        Colour colour = colour(all, index);
        return switch (series.shape()) {
            case LINE, DASHED, STEP -> line(series, dash(all, index), colour);
            case DOTS -> dots(series, glyph(index), colour);
            case BARS, HEAT -> List.of();
        };
    }

    private List<Spot> line(Series series, Dash dash, Colour colour) {
        List<Spot> all = new ArrayList<>();
        List<Spot> run = new ArrayList<>();
        for (Point point : series.points()) {
            if (point.isGap()) {
                all.addAll(finish(run, dash, colour));
                run = new ArrayList<>();
                continue;
            }
            Spot spot = frame.spot(point.x(), point.y());
            if (series.shape() == Shape.STEP && !run.isEmpty()) {
                run.add(new Spot(spot.x(), run.get(run.size() - 1).y()));
            }
            run.add(spot);
        }
        all.addAll(finish(run, dash, colour));
        return all;
    }

    private List<Spot> finish(List<Spot> run, Dash dash, Colour colour) {
        if (run.size() > 1) {
            canvas.add(new Line(run, colour, 1.8, dash));
        } else if (run.size() == 1) {
            canvas.add(new Dots(run, colour, Glyph.DISC, 2));
        }
        return run;
    }

    private List<Spot> dots(Series series, Glyph glyph, Colour colour) {
        List<Spot> spots = new ArrayList<>();
        for (Point point : series.points()) {
            if (point.hasInterval()) {
                Spot low = frame.spot(point.x(), point.low());
                Spot high = frame.spot(point.x(), point.high());
                canvas.line(low, high, colour, 1);
                cap(low, colour);
                cap(high, colour);
            }
            if (!point.isGap()) {
                spots.add(frame.spot(point.x(), point.y()));
            }
        }
        canvas.add(new Dots(spots, colour, glyph, spots.size() > 200 ? 1.5 : 3));
        return spots;
    }

    private void cap(Spot at, Colour colour) {
        canvas.line(
                new Spot(at.x() - WHISKER, at.y()), new Spot(at.x() + WHISKER, at.y()), colour, 1);
    }

    /** Upright bars beside each other at each place. */
    void bars(List<Series> all) {
        long places =
                all.stream().flatMap(s -> s.points().stream()).map(Point::x).distinct().count();
        double room = (frame.x().to() - frame.x().from()) / Math.max(1, places);
        double wide = Math.min(40, room * 0.8) / all.size();
        for (int i = 0; i < all.size(); i++) {
            for (Point point : all.get(i).points()) {
                double left = frame.x().at(point.x()) + (i - all.size() / 2.0) * wide;
                upright(point, left, wide, Colour.series(i));
            }
        }
    }

    private void upright(Point point, double left, double wide, Colour colour) {
        if (!point.isGap()) {
            double zero = frame.y().at(0);
            double end = frame.y().at(point.y());
            double inside = Math.max(left, frame.x().from());
            double right = Math.min(left + wide, frame.x().to());
            canvas.box(inside, Math.min(zero, end), right - inside, Math.abs(zero - end), colour);
        }
        if (point.hasInterval()) {
            double middle = left + wide / 2;
            Spot low = new Spot(middle, frame.y().at(point.low()));
            canvas.line(low, new Spot(middle, frame.y().at(point.high())), Colour.TEXT, 1);
        }
    }
}
