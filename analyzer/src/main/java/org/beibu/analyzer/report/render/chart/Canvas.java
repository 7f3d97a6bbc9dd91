package org.beibu.analyzer.report.render.chart;

import java.util.ArrayList;
import java.util.List;
import org.beibu.analyzer.report.render.chart.Drawing.Anchor;
import org.beibu.analyzer.report.render.chart.Drawing.Area;
import org.beibu.analyzer.report.render.chart.Drawing.Dash;
import org.beibu.analyzer.report.render.chart.Drawing.Label;
import org.beibu.analyzer.report.render.chart.Drawing.Line;
import org.beibu.analyzer.report.render.chart.Drawing.Mark;
import org.beibu.analyzer.report.render.chart.Drawing.Spot;
import org.beibu.analyzer.report.render.chart.Drawing.Style;

/** Collects the marks of one drawing, by the thread that paints it. */
final class Canvas {
    static final double WIDTH = 760;
    private static final double EDGE = 4;

    private final List<Mark> marks = new ArrayList<>();

    void add(Mark mark) {
        marks.add(mark);
    }

    void line(Spot from, Spot to, Colour colour, double width) {
        add(new Line(List.of(from, to), colour, width, Dash.SOLID));
    }

    void dashed(Spot from, Spot to, Colour colour, Dash dash) {
        add(new Line(List.of(from, to), colour, 1.4, dash));
    }

    void box(double x, double y, double width, double height, Colour colour) {
        add(Area.box(x, y, width, height, colour));
    }

    void label(double x, double y, String text, Style style) {
        add(new Label(new Spot(x, y), text, style));
    }

    /** What the values are, on top at the left edge. */
    void axisTitle(String text, double y) {
        label(EDGE, y, TextWidth.fit(text, 11, WIDTH - 2 * EDGE), Style.small(Anchor.START));
    }

    /** The axis' name with its unit; shares carry their sign with each number. */
    static String title(String name, String unit) {
        return unit.isEmpty() || "%".equals(unit) ? name : name + " (" + unit + ")";
    }

    Drawing drawing(double height) {
        return new Drawing(WIDTH, height, marks);
    }
}
