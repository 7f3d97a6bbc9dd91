package org.beibu.analyzer.report.render.chart;

import java.util.List;
import java.util.stream.Collectors;
import org.beibu.analyzer.report.document.Chart;
import org.beibu.analyzer.report.render.chart.Drawing.Area;
import org.beibu.analyzer.report.render.chart.Drawing.Dash;
import org.beibu.analyzer.report.render.chart.Drawing.Dots;
import org.beibu.analyzer.report.render.chart.Drawing.Glyph;
import org.beibu.analyzer.report.render.chart.Drawing.Label;
import org.beibu.analyzer.report.render.chart.Drawing.Line;
import org.beibu.analyzer.report.render.chart.Drawing.Painter;
import org.beibu.analyzer.report.render.chart.Drawing.Spot;

/**
 * Writes a drawing as SVG to stand in an HTML page: title and description for screen readers, a
 * class for each colour so that a style sheet can change it, and the colours themselves for where
 * none is.
 */
public final class Svg implements Painter {
    private final StringBuilder out = new StringBuilder();

    private Svg() {}

    public static String of(Drawing drawing, Chart.Head head) {
        Svg svg = new Svg();
        svg.out
                .append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 ")
                .append(n(drawing.width()))
                .append(' ')
                .append(n(drawing.height()))
                .append("\" aria-labelledby=\"")
                .append(head.id())
                .append("-t ")
                .append(head.id())
                .append("-d\" font-family=\"'Noto Sans SC','Noto Sans CJK SC','PingFang SC',")
                .append("'Microsoft YaHei',system-ui,sans-serif\"><title id=\"")
                .append(head.id())
                .append("-t\">")
                .append(escape(head.title()))
                .append("</title><desc id=\"")
                .append(head.id())
                .append("-d\">")
                .append(escape(head.description()))
                .append("</desc>\n");
        drawing.marks().forEach(mark -> mark.paint(svg));
        return svg.out.append("</svg>\n").toString();
    }

    @Override
    public void line(Line line) {
        out.append("<path d=\"").append(path(line.points())).append("\" fill=\"none\"");
        paint("stroke", line.colour());
        out.append(" stroke-width=\"")
                .append(n(line.width()))
                .append("\" stroke-linejoin=\"round\"");
        if (line.dash() != Dash.SOLID) {
            out.append(" stroke-dasharray=\"")
                    .append(
                            line.dash().lengths().stream()
                                    .map(Svg::n)
                                    .collect(Collectors.joining(" ")))
                    .append('"');
        }
        out.append("/>\n");
    }

    @Override
    public void area(Area area) {
        out.append("<path d=\"").append(path(area.points())).append("Z\"");
        paint("fill", area.colour());
        if (area.opacity() < 1) {
            out.append(" fill-opacity=\"").append(n(area.opacity())).append('"');
        }
        out.append("/>\n");
    }

    @Override
    public void dots(Dots dots) {
        if (dots.points().isEmpty()) {
            return;
        }
        boolean disc = dots.glyph() == Glyph.DISC;
        out.append("<path d=\"");
        for (Spot at : dots.points()) {
            out.append(disc ? path(List.of(at)) + "h0" : path(dots.corners(at)) + "Z");
        }
        out.append('"');
        paint(disc ? "stroke" : "fill", dots.colour());
        if (disc) {
            String width = n(2 * dots.radius());
            out.append(" stroke-width=\"").append(width).append("\" stroke-linecap=\"round\"");
        }
        out.append("/>\n");
    }

    @Override
    public void label(Label label) {
        if (label.style().onPaper()) {
            out.append("<rect x=\"")
                    .append(n(label.left() - 2))
                    .append("\" y=\"")
                    .append(n(label.top()))
                    .append("\" width=\"")
                    .append(n(label.width() + 4))
                    .append("\" height=\"")
                    .append(n(label.height()))
                    .append("\" fill-opacity=\"0.8\"");
            paint("fill", Colour.PAPER);
            out.append("/>");
        }
        out.append("<text x=\"")
                .append(n(label.at().x()))
                .append("\" y=\"")
                .append(n(label.at().y()))
                .append("\" font-size=\"")
                .append(n(label.style().size()))
                .append('"');
        switch (label.style().anchor()) {
            case START -> {}
            case MIDDLE -> out.append(" text-anchor=\"middle\"");
            case END -> out.append(" text-anchor=\"end\"");
        }
        paint("fill", label.style().colour());
        out.append('>').append(escape(label.text())).append("</text>\n");
    }

    private void paint(String what, Colour colour) {
        if (!colour.name().isEmpty()) {
            out.append(" class=\"")
                    .append(what.charAt(0))
                    .append('-')
                    .append(colour.name())
                    .append('"');
        }
        out.append(' ').append(what).append("=\"").append(colour.hex()).append('"');
    }

    private static String path(List<Spot> points) {
        StringBuilder path = new StringBuilder();
        for (Spot point : points) {
            path.append(path.isEmpty() ? 'M' : 'L')
                    .append(n(point.x()))
                    .append(' ')
                    .append(n(point.y()));
        }
        return path.toString();
    }

    /** A tenth is finer than any screen shows. */
    private static String n(double value) {
        long tenths = Math.round(value * 10);
        String sign = tenths < 0 ? "-" : "";
        long size = Math.abs(tenths);
        return sign + size / 10 + (size % 10 == 0 ? "" : "." + size % 10);
    }

    /** Text as content of an element or of an attribute in double quotes. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
