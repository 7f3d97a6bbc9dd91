package org.beibu.analyzer.report.render.pdf;

import java.util.List;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.beibu.analyzer.report.render.chart.Colour;
import org.beibu.analyzer.report.render.chart.Drawing;
import org.beibu.analyzer.report.render.chart.Drawing.Area;
import org.beibu.analyzer.report.render.chart.Drawing.Dash;
import org.beibu.analyzer.report.render.chart.Drawing.Dots;
import org.beibu.analyzer.report.render.chart.Drawing.Glyph;
import org.beibu.analyzer.report.render.chart.Drawing.Label;
import org.beibu.analyzer.report.render.chart.Drawing.Line;
import org.beibu.analyzer.report.render.chart.Drawing.Spot;

/** Paints a drawing on the page that is open, as wide as the text. */
final class ChartPdf implements Drawing.Painter {
    private static final int ROUND = 1;
    private static final double OPAQUE = 1;
    private static final double PATCH = 0.8;

    private final Sheets sheets;
    private final PDPageContentStream content;
    private final double top;
    private final double scale;

    private ChartPdf(Sheets sheets, Drawing drawing) {
        this.sheets = sheets;
        this.content = sheets.content();
        this.top = sheets.y();
        this.scale = Sheets.WIDTH / drawing.width();
    }

    static double height(Drawing drawing) {
        return drawing.height() * Sheets.WIDTH / drawing.width();
    }

    static void paint(Sheets sheets, Drawing drawing) {
        ChartPdf painter = new ChartPdf(sheets, drawing);
        drawing.marks().forEach(mark -> mark.paint(painter));
    }

    private float x(double x) {
        return (float) (Sheets.LEFT + x * scale);
    }

    private float y(double y) {
        return Sheets.up(top + y * scale);
    }

    private void path(List<Spot> points) {
        Sheets.unchecked(
                () -> {
                    boolean first = true;
                    for (Spot point : points) {
                        if (first) {
                            content.moveTo(x(point.x()), y(point.y()));
                        } else {
                            content.lineTo(x(point.x()), y(point.y()));
                        }
                        first = false;
                    }
                });
    }

    private void pen(Colour colour, double width, Dash dash) {
        float[] lengths = new float[dash.lengths().size()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = (float) (dash.lengths().get(i) * scale);
        }
        int rgb = colour.rgb();
        Sheets.unchecked(
                () -> {
                    content.setStrokingColor(Sheets.red(rgb), Sheets.green(rgb), Sheets.blue(rgb));
                    content.setLineWidth((float) (width * scale));
                    content.setLineDashPattern(lengths, 0);
                });
    }

    private void fill(Colour colour) {
        int rgb = colour.rgb();
        Sheets.unchecked(
                () ->
                        content.setNonStrokingColor(
                                Sheets.red(rgb), Sheets.green(rgb), Sheets.blue(rgb)));
    }

    @Override
    public void line(Line line) {
        pen(line.colour(), line.width(), line.dash());
        path(line.points());
        Sheets.unchecked(
                () -> {
                    content.setLineJoinStyle(ROUND);
                    content.stroke();
                    content.setLineDashPattern(new float[0], 0);
                });
    }

    @Override
    public void area(Area area) {
        if (area.opacity() < OPAQUE) {
            sheets.opacity(area.opacity());
        }
        fill(area.colour());
        path(area.points());
        Sheets.unchecked(content::fill);
        if (area.opacity() < OPAQUE) {
            sheets.opacity(OPAQUE);
        }
    }

    @Override
    public void dots(Dots dots) {
        if (dots.glyph() == Glyph.DISC) {
            discs(dots);
            return;
        }
        fill(dots.colour());
        for (Spot at : dots.points()) {
            path(dots.corners(at));
            Sheets.unchecked(content::fill);
        }
    }

    /** A line of no length with round ends is a disc. */
    private void discs(Dots dots) {
        pen(dots.colour(), 2 * dots.radius(), Dash.SOLID);
        Sheets.unchecked(
                () -> {
                    content.setLineCapStyle(ROUND);
                    for (Spot at : dots.points()) {
                        content.moveTo(x(at.x()), y(at.y()));
                        content.lineTo(x(at.x()), y(at.y()));
                        content.stroke();
                    }
                    content.setLineCapStyle(0);
                });
    }

    @Override
    public void label(Label label) {
        double size = label.style().size() * scale;
        double width = sheets.font().width(label.text(), size);
        double at = x(label.at().x());
        double left =
                switch (label.style().anchor()) {
                    case START -> at;
                    case MIDDLE -> at - width / 2;
                    case END -> at - width;
                };
        if (label.style().onPaper()) {
            sheets.opacity(PATCH);
            double above = top + label.top() * scale;
            sheets.box(left - 1.5, above, width + 3, label.height() * scale, Colour.PAPER.rgb());
            sheets.opacity(OPAQUE);
        }
        Type type = new Type(size, label.style().colour().rgb(), false);
        sheets.text(label.text(), left, top + label.at().y() * scale, type);
    }
}
