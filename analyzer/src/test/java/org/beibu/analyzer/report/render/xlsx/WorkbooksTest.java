package org.beibu.analyzer.report.render.xlsx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.beibu.analyzer.report.document.Cell;
import org.beibu.analyzer.report.document.Column;
import org.beibu.analyzer.report.document.ReportLanguage;
import org.beibu.analyzer.report.document.Table;
import org.beibu.analyzer.report.render.SampleReport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkbooksTest {
    @TempDir private Path folder;

    private static byte[] file(ReportLanguage language) {
        return Workbooks.of(SampleReport.in(language));
    }

    private static SortedMap<String, String> parts(byte[] file) throws IOException {
        SortedMap<String, String> parts = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
                assertEquals(1980, entry.getTimeLocal().getYear(), entry.getName());
            }
        }
        return parts;
    }

    @ParameterizedTest
    @EnumSource(ReportLanguage.class)
    void theSameReportIsTheSameBytes(ReportLanguage language) throws IOException {
        byte[] first = file(language);

        assertArrayEquals(first, file(language));
        assertTrue(
                parts(first)
                        .getOrDefault("docProps/core.xml", "")
                        .contains("2026-10-31T16:00:00Z"));
    }

    @Test
    void textIsNeverAFormula() throws IOException {
        for (var part : parts(file(ReportLanguage.EN)).entrySet()) {
            assertFalse(part.getValue().contains("<f>"), part.getKey());
        }
        assertTrue(
                parts(file(ReportLanguage.EN)).values().stream()
                        .anyMatch(part -> part.contains("=nanning-bangkok-1")));
    }

    @Test
    void numbersAndDatesAreNoText() throws IOException {
        String states = parts(file(ReportLanguage.EN)).getOrDefault("xl/worksheets/sheet2.xml", "");

        assertTrue(
                states.matches("(?s).*<c r=\"D2\" s=\"\\d+\" t=\"n\"><v>128.4</v></c>.*"), states);
        // 15 March 2027 is day 46461 of 1900.
        assertTrue(
                states.matches("(?s).*<c r=\"F2\" s=\"\\d+\" t=\"n\"><v>46461(.0)?</v></c>.*"),
                states);
        assertTrue(states.matches("(?s).*<c r=\"A4\" t=\"s\"><v>\\d+</v></c>.*"), states);
        assertTrue(states.contains("<pane "), "the heading row is frozen");
    }

    @Test
    void longIdsBecomeNamesOfSheetsThatDiffer() {
        String id = "a".repeat(40);
        List<Column> columns = List.of(Column.text("a", "A"));
        List<List<Cell>> none = List.of();
        List<Table> tables =
                List.of(
                        new Table(id, "A", columns, none),
                        new Table("report", "B", columns, none),
                        new Table("links", "C", columns, none));

        assertEquals("a".repeat(29) + "-1", Workbooks.name(tables, 0));
        assertEquals("report-2", Workbooks.name(tables, 1));
        assertEquals("links", Workbooks.name(tables, 2));
    }

    @Test
    void charactersThatXmlForbidsAreLeftOut() {
        assertEquals("ab\tc𠀀", TableSheet.clean("a\u0001b\tc𠀀\uFFFF"));
    }

    /** Another reader than the library that wrote it. */
    @Tag("interop")
    @Test
    void openpyxlReadsNumbersAsNumbersAndDatesAsDates() throws Exception {
        Path file = folder.resolve("capacity.xlsx");
        Files.write(file, file(ReportLanguage.ZH));
        String program =
                "import openpyxl\n"
                        + "b = openpyxl.load_workbook('"
                        + file
                        + "')\n"
                        + "s = b['states']\n"
                        + "print(b.sheetnames)\n"
                        + "print([c.value for c in s[1]], s.freeze_panes)\n"
                        + "for r in s.iter_rows(min_row=2):\n"
                        + "    print([(c.data_type, str(c.value)) for c in r])\n"
                        + "print(s['D2'].number_format, s['E2'].number_format,"
                        + " s['F2'].number_format)\n"
                        + "m = b['months']\n"
                        + "print(m['F1'].value, m['F2'].value, m['G3'].number_format)\n";
        Process process =
                new ProcessBuilder("/usr/bin/python3", "-W", "ignore", "-c", program)
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assumeTrue(
                !output.contains("ModuleNotFoundError"),
                "openpyxl is not installed (package python3-openpyxl)");

        assertEquals(
                """
                ['report', 'states', 'forecast', 'months', 'hours', 'n-1', 'n1-load',\
                 'latency-load', 'latency-none', 'gateways']
                ['链路', '状态', '容量 (Gbit/s)', '95百分位 (Gbit/s)', '利用率', '达到70 %最早', '最迟订购'] A2
                [('s', 'nanning-hanoi-1'), ('s', '立即订购'), ('n', '200.0'), ('n', '128.4'),\
                 ('n', '0.642'), ('d', '2027-03-15 00:00:00'), ('d', '2026-11-15 00:00:00')]
                [('s', 'nanning-singapore-1'), ('s', '正常'), ('n', '400.0'), ('n', '131.27'),\
                 ('n', '0.328'), ('s', '3年内不会'), ('s', '无需')]
                [('s', '=nanning-bangkok-1'), ('s', '关注'), ('n', '100.0'), ('n', '47.05'),\
                 ('n', '0.4705'), ('d', '2028-01-09 00:00:00'), ('d', '2027-09-09 00:00:00')]
                #,##0.0 0.0% yyyy-mm-dd
                绝对峰值时刻 (Asia/Shanghai) 2025-11-13 21:00:00 [h]:mm:ss
                """,
                output);
    }
}
