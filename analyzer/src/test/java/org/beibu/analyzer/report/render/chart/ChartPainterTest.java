package org.beibu.analyzer.report.render.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.beibu.analyzer.report.document.Axis;
import org.beibu.analyzer.report.document.Chart;
import org.beibu.analyzer.report.document.Marker;
import org.beibu.analyzer.report.document.ReportDocument;
import org.beibu.analyzer.report.document.ReportLanguage;
import org.beibu.analyzer.report.document.Series;
import org.beibu.analyzer.report.document.Series.Point;
import org.beibu.analyzer.report.document.Series.Shape;
import org.beibu.analyzer.report.document.Tone;
import org.beibu.analyzer.report.render.SampleReport;
import org.beibu.analyzer.report.render.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChartPainterTest {
    private static final Axis DAYS = Axis.time("Day");
    private static final Axis RATE = Axis.zeroBased("Rate", "Gbit/s");

    private static Chart chart(Axis x, List<Series> series, Marker... markers) {
        Chart.Head head = new Chart.Head("trend", "A < B & \"C\"", "It grows.");
        return new Chart(head, x, RATE, series, List.of(markers));
    }

    private static Drawing paint(Chart chart) {
        return ChartPainter.paint(chart, ZoneOffset.UTC, Words.ENGLISH);
    }

    private static List<Drawing.Label> labels(Drawing drawing) {
        List<Drawing.Label> labels = new ArrayList<>();
        drawing.marks().stream()
                .filter(Drawing.Label.class::isInstance)
                .forEach(mark -> labels.add((Drawing.Label) mark));
        return labels;
    }

    private static List<Chart> charts(ReportLanguage language) {
        ReportDocument report = SampleReport.in(language);
        List<Chart> charts = new ArrayList<>();
        report.sections().stream()
                .flatMap(section -> section.blocks().stream())
                .filter(Chart.class::isInstance)
                .forEach(block -> charts.add((Chart) block));
        assertTrue(charts.size() >= 5, "the sample has charts");
        return charts;
    }

    @ParameterizedTest
    @EnumSource(ReportLanguage.class)
    void labelsKeepOffEachOtherAndStayInThePicture(ReportLanguage language) {
        for (Chart chart : charts(language)) {
            Drawing drawing = paint(chart);
            List<Drawing.Label> labels = labels(drawing);
            for (int i = 0; i < labels.size(); i++) {
                Drawing.Label label = labels.get(i);
                String where = chart.head().id() + ": " + label.text();
                assertTrue(label.left() >= 0, where);
                assertTrue(label.left() + label.width() <= drawing.width(), where);
                assertTrue(label.top() >= 0, where);
                assertTrue(label.at().y() <= drawing.height(), where);
                for (Drawing.Label other : labels.subList(0, i)) {
                    assertFalse(overlap(label, other), where + " over " + other.text());
                }
            }
        }
    }

    private static boolean overlap(Drawing.Label a, Drawing.Label b) {
        return a.left() < b.left() + b.width()
                && b.left() < a.left() + a.width()
                && a.top() + 1 < b.top() + b.height() - 1
                && b.top() + 1 < a.top() + a.height() - 1;
    }

    @Test
    void linesThatEndTogetherHaveTheirNamesApart() {
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            List<Point> points = List.of(Point.of(0, i), Point.of(86_400, 5 + i * 0.01));
            series.add(new Series("exit " + i, Shape.LINE, 1, points));
        }

        List<Drawing.Label> names =
                labels(paint(chart(DAYS, series))).stream()
                        .filter(label -> label.text().startsWith("exit"))
                        .toList();

        assertEquals(6, names.size());
        for (int i = 1; i < names.size(); i++) {
            assertFalse(overlap(names.get(i - 1), names.get(i)));
        }
    }

    @Test
    void aLineIsBrokenWhereThereIsNoData() {
        List<Point> points =
                List.of(
                        Point.of(0, 1),
                        Point.of(60, 2),
                        Point.gap(120),
                        Point.of(180, 2),
                        Point.of(240, 3));
        Drawing drawing = paint(chart(DAYS, List.of(new Series("rate", Shape.LINE, 1, points))));

        List<Integer> lengths =
                drawing.marks().stream()
                        .filter(Drawing.Line.class::isInstance)
                        .map(Drawing.Line.class::cast)
                        .filter(line -> line.colour().equals(Colour.series(0)))
                        .map(line -> line.points().size())
                        .toList();

        assertEquals(List.of(2, 2), lengths);
    }

    @Test
    void aForecastHasTheColourOfWhatItContinuesAndIsDashed() {
        List<Point> points = List.of(Point.of(0, 1), Point.of(60, 2));
        List<Series> all =
                List.of(
                        new Series("a", Shape.LINE, 1, points),
                        new Series("a, forecast", Shape.DASHED, 1, points),
                        new Series("b", Shape.LINE, 1, points));

        assertEquals(Strokes.colour(all, 0), Strokes.colour(all, 1));
        assertFalse(Strokes.colour(all, 0).equals(Strokes.colour(all, 2)));
        assertEquals(Drawing.Dash.SOLID, Strokes.dash(all, 0));
        assertEquals(Drawing.Dash.SHORT, Strokes.dash(all, 1));
        assertEquals(Drawing.Dash.LONG, Strokes.dash(all, 2));
    }

    @Test
    void aCapacityAboveEveryValueIsInThePicture() {
        List<Point> points = List.of(Point.of(0, 1), Point.of(60, 2));
        Marker capacity = Marker.level(10, "capacity", Tone.BAD);
        Drawing drawing =
                paint(chart(DAYS, List.of(new Series("rate", Shape.LINE, 1, points)), capacity));

        assertTrue(labels(drawing).stream().anyMatch(label -> label.text().equals("10.0")));
        Drawing.Label name =
                labels(drawing).stream()
                        .filter(label -> label.text().equals("capacity"))
                        .findFirst()
                        .orElseThrow();
        boolean above =
                drawing.marks().stream()
                        .filter(Drawing.Line.class::isInstance)
                        .map(Drawing.Line.class::cast)
                        .filter(line -> line.dash() == Drawing.Dash.LONG)
                        .allMatch(line -> line.points().get(0).y() > name.at().y());
        assertTrue(above, "the label stands above its line");
    }

    @Test
    void aChartWithoutValuesSaysSo() {
        Drawing drawing = paint(chart(DAYS, List.of(new Series("r", Shape.LINE, 1, List.of()))));

        assertEquals(
                List.of("no data"), labels(drawing).stream().map(Drawing.Label::text).toList());
    }

    @Test
    void onePointIsEnoughForAChart() {
        for (Shape shape : List.of(Shape.LINE, Shape.STEP, Shape.DOTS, Shape.BARS, Shape.HEAT)) {
            Series one = new Series("r", shape, 1, List.of(Point.of(0, 0)));
            assertFalse(paint(chart(DAYS, List.of(one))).marks().isEmpty());
            Axis names = Axis.categories("Exit", List.of("a"));
            assertFalse(paint(chart(names, List.of(one))).marks().isEmpty());
        }
    }

    @Test
    void svgIsWellFormedAndHasWordsForWhoCannotSeeIt() throws Exception {
        List<Point> points = List.of(Point.of(0, 1), Point.within(60, 2, 1, 3));
        Chart chart = chart(DAYS, List.of(new Series("<rate>", Shape.LINE, 1, points)));

        String svg = Svg.of(paint(chart), chart.head());

        var root =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                        .getDocumentElement();
        assertEquals("A < B & \"C\"", root.getElementsByTagName("title").item(0).getTextContent());
        assertEquals("It grows.", root.getElementsByTagName("desc").item(0).getTextContent());
        assertEquals("trend-t trend-d", root.getAttribute("aria-labelledby"));
    }
}
