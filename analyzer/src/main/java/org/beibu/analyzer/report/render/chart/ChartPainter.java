package org.beibu.analyzer.report.render.chart;

import java.time.ZoneId;
import org.beibu.analyzer.report.document.Axis;
import org.beibu.analyzer.report.document.Chart;
import org.beibu.analyzer.report.document.Series.Shape;
import org.beibu.analyzer.report.render.Words;
import org.beibu.analyzer.report.render.chart.Drawing.Anchor;
import org.beibu.analyzer.report.render.chart.Drawing.Style;

/** Turns charts into drawings. */
public final class ChartPainter {
    private static final double BLANK = 90;

    private ChartPainter() {}

    public static Drawing paint(Chart chart, ZoneId zone, Words words) {
        if (chart.isBlank()) {
            return blank(words);
        }
        Shape shape = chart.series().get(0).shape();
        if (shape == Shape.HEAT) {
            return new HeatPainter(chart, zone).paint();
        }
        if (shape == Shape.BARS && chart.x().kind() == Axis.Kind.CATEGORY) {
            return new BarPainter(chart, words).paint();
        }
        return new PlotPainter(chart).paint(zone);
    }

    private static Drawing blank(Words words) {
        Canvas canvas = new Canvas();
        canvas.box(0, 0, Canvas.WIDTH, BLANK, Colour.GRID);
        Style style = new Style(13, Anchor.MIDDLE, Colour.TEXT, false);
        canvas.label(Canvas.WIDTH / 2, BLANK / 2 + 5, words.noData(), style);
        return canvas.drawing(BLANK);
    }
}
