package org.beibu.analyzer.report.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.beibu.analyzer.report.document.Series.Point;
import org.beibu.analyzer.report.document.Series.Shape;
import org.junit.jupiter.api.Test;

class ReportDocumentTest {
    private static final Column LINK = Column.text("link", "Link");
    private static final Column P95 = Column.rate("p95", "95th percentile", "Gbit/s");

    private static Table table(String id, List<List<Cell>> rows) {
        return new Table(id, "Links", List.of(LINK, P95), rows);
    }

    private static ReportDocument document(Block... blocks) {
        ReportDocument.Cover cover =
                new ReportDocument.Cover(
                        ReportLanguage.EN, "Capacity", "2026", Instant.EPOCH, ZoneOffset.UTC);
        return new ReportDocument(
                "capacity", cover, List.of(new Section("demand", "Demand", List.of(blocks))));
    }

    private static Chart chart(Axis x, Series... series) {
        return new Chart(
                new Chart.Head("trend", "Trend", "It grows."),
                x,
                Axis.zeroBased("Traffic", "Gbit/s"),
                List.of(series),
                List.of());
    }

    private static IllegalArgumentException refused(Runnable making) {
        return assertThrows(IllegalArgumentException.class, making::run);
    }

    @Test
    void aCellMustFitItsColumn() {
        List<Cell> row = List.of(Cell.text("a"), Cell.day(LocalDate.EPOCH));

        IllegalArgumentException refusal = refused(() -> table("links", List.of(row)));

        assertTrue(refusal.toString().contains("column p95 of links"), refusal.toString());
    }

    @Test
    void noDataFitsEveryColumnAndSaysWhy() {
        Table table =
                table("links", List.of(List.of(Cell.text("a"), Cell.noData("probe was down"))));

        assertEquals(new Cell.NoData("probe was down"), table.rows().get(0).get(1));
        refused(() -> Cell.noData(" "));
    }

    @Test
    void aRowHasACellForEachColumn() {
        refused(() -> table("links", List.of(List.of(Cell.text("a")))));
    }

    @Test
    void aNumberThatIsNoneIsRefused() {
        refused(() -> Cell.number(Double.NaN, 1));
        refused(() -> Cell.number(Double.POSITIVE_INFINITY, 1));
        refused(() -> Cell.number(1, 10));
        assertEquals(Cell.number(0.0, 1), Cell.number(-0.0, 1));
    }

    @Test
    void anIdIsThereOnce() {
        Table links = table("links", List.of());

        refused(() -> document(links, links));
        refused(() -> document(table("demand", List.of()))); // the section's own
        assertEquals(List.of(links), document(Block.Paragraph.of("words"), links).tables());
    }

    @Test
    void idsAreFitForFileNames() {
        refused(() -> table("../links", List.of()));
        refused(() -> table("Links", List.of()));
    }

    @Test
    void aDocumentDoesNotChangeWithTheListsItWasMadeOf() {
        List<Cell> row = new ArrayList<>(List.of(Cell.text("a"), Cell.number(1, 2)));
        List<List<Cell>> rows = new ArrayList<>(List.of(row));
        Table table = table("links", rows);

        row.set(0, Cell.text("b"));
        rows.clear();

        assertEquals(List.of(List.of(Cell.text("a"), Cell.number(1, 2))), table.rows());
    }

    @Test
    void theTableBehindAChartHasARowForEachPlaceOfAnySeries() {
        Series measured =
                new Series("measured", Shape.LINE, 1, List.of(Point.of(0, 4), Point.gap(60)));
        Series forecast =
                new Series("forecast", Shape.DASHED, 1, List.of(Point.within(120, 6, 5, 8)));

        Table table = chart(Axis.time("Time"), measured, forecast).behind();

        assertEquals(
                List.of("time", "s1", "s2", "s2_low", "s2_high"),
                table.columns().stream().map(Column::key).toList());
        Cell none = Cell.noData("–");
        assertEquals(
                List.of(
                        List.of(Cell.time(Instant.EPOCH), Cell.number(4, 1), none, none, none),
                        List.of(Cell.time(Instant.ofEpochSecond(60)), none, none, none, none),
                        List.of(
                                Cell.time(Instant.ofEpochSecond(120)),
                                none,
                                Cell.number(6, 1),
                                Cell.number(5, 1),
                                Cell.number(8, 1))),
                table.rows());
    }

    @Test
    void dotsAtTheSamePlaceTakeARowEach() {
        Series dots =
                new Series(
                        "p95",
                        Shape.DOTS,
                        0,
                        List.of(Point.of(0.25, 40), Point.of(0.25, 41), Point.of(0.1, 39)));

        Table table = chart(Axis.number("Load", "%"), dots).behind();

        assertEquals(Column.Kind.PERCENT, table.columns().get(0).kind());
        assertEquals(
                List.of(Cell.number(39, 0), Cell.number(40, 0), Cell.number(41, 0)),
                table.rows().stream().map(row -> row.get(1)).toList());
    }

    @Test
    void barsAndHeatStandAlone() {
        Axis exits = Axis.categories("Exit", List.of("a", "b"));
        Series bars = new Series("x", Shape.BARS, 0, List.of(Point.of(0, 1)));
        Series line = new Series("y", Shape.LINE, 0, List.of(Point.of(1, 1)));

        refused(() -> chart(exits, bars, line));
        refused(() -> chart(exits, new Series("z", Shape.BARS, 0, List.of(Point.of(2, 1)))));
        assertEquals(
                List.of(Cell.text("a"), Cell.number(1, 0)),
                chart(exits, bars).behind().rows().get(0));
    }

    @Test
    void anIntervalHoldsItsValue() {
        refused(() -> Point.within(0, 4, 5, 6));
        refused(() -> Point.within(0, 4, 2, 3));
        refused(() -> Point.within(0, 4, 6, 2));
    }

    @Test
    void languagesAreReadAsPlannersWriteThem() {
        assertEquals(ReportLanguage.ZH, ReportLanguage.parse("zh"));
        assertEquals(ReportLanguage.ZH, ReportLanguage.parse("zh-CN"));
        assertEquals("zh-CN", ReportLanguage.ZH.tag());
        refused(() -> ReportLanguage.parse("de"));
    }
}
