package org.beibu.analyzer.report.render.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.beibu.analyzer.report.document.Cell;
import org.beibu.analyzer.report.document.Column;
import org.beibu.analyzer.report.document.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static String csv(Table table) {
        return new String(CsvTable.of(table, ZONE, false), StandardCharsets.UTF_8);
    }

    private static String cell(Column column, Cell cell) {
        String file = csv(new Table("t", "T", List.of(column), List.of(List.of(cell))));
        return file.substring(file.indexOf("\r\n") + 2, file.length() - 2);
    }

    @Test
    void everyKindOfCellIsAsProgramsReadIt() {
        Table table =
                new Table(
                        "links",
                        "Links",
                        List.of(
                                Column.text("link", "Link"),
                                Column.rate("p95", "95th", "Gbit/s"),
                                Column.percent("loss", "Loss"),
                                Column.number("rtt_p95", "RTT", "ms"),
                                Column.time("peak", "Peak"),
                                Column.date("order", "Order by"),
                                Column.duration("above", "Above")),
                        List.of(
                                List.of(
                                        Cell.text("a"),
                                        Cell.number(12345.678, 2),
                                        Cell.number(0.01234, 1),
                                        Cell.number(-2.5, 1),
                                        Cell.time(Instant.parse("2026-10-31T16:00:00Z")),
                                        Cell.day(LocalDate.of(2027, 3, 1)),
                                        Cell.span(Duration.ofMinutes(90))),
                                List.of(
                                        Cell.text("b"),
                                        Cell.noData("none"),
                                        Cell.noData("none"),
                                        Cell.noData("none"),
                                        Cell.noData("none"),
                                        Cell.noData("none"),
                                        Cell.noData("none"))));

        assertEquals(
                String.join(
                        "\r\n",
                        "link,p95_gbit_s,loss_share,rtt_p95_ms,peak,order,above_s",
                        "a,12345.68,0.012,-2.5,2026-11-01T00:00:00+08:00,2027-03-01,5400",
                        "b,,,,,,",
                        ""),
                csv(table));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "=cmd|' /C calc'!A0"})
    void textThatASpreadsheetWouldRunIsDisarmed(String text) {
        assertEquals("'" + text, cell(Column.text("link", "Link"), Cell.text(text)));
    }

    @Test
    void negativeNumbersAreNotTouched() {
        assertEquals("-3.00", cell(Column.number("x", "X", ""), Cell.number(-3, 2)));
    }

    @Test
    void quotesCommasAndLineEndsAreQuoted() {
        Column link = Column.text("link", "Link");

        assertEquals("\"a,b\"", cell(link, Cell.text("a,b")));
        assertEquals("\"a \"\"b\"\"\"", cell(link, Cell.text("a \"b\"")));
        assertEquals("\"a\nb\"", cell(link, Cell.text("a\nb")));
        assertEquals("\"'=HYPERLINK(\"\"x\"\")\"", cell(link, Cell.text("=HYPERLINK(\"x\")")));
    }

    @Test
    void excelIsToldThatChineseIsUtf8() {
        Table table = new Table("t", "表", List.of(Column.text("link", "链路")), List.of());

        byte[] bytes = CsvTable.of(table, ZONE, true);

        assertEquals("\uFEFFlink\r\n", new String(bytes, StandardCharsets.UTF_8));
    }

    @Test
    void roundingIsHalfToEvenAndNeverMinusZero() {
        Column x = Column.number("x", "X", "");

        assertEquals("0.2", cell(x, Cell.number(0.25, 1)));
        assertEquals("0.4", cell(x, Cell.number(0.35, 1)));
        assertEquals("0.0", cell(x, Cell.number(-0.04, 1)));
        assertEquals("100000000000", cell(x, Cell.number(1e11, 0)));
    }
}
