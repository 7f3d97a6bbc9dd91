package org.beibu.analyzer.report.render.xlsx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.beibu.analyzer.report.document.ReportDocument;
import org.beibu.analyzer.report.document.Table;
import org.beibu.analyzer.report.render.Figures;
import org.beibu.analyzer.report.render.Words;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** Writes the workbook of a report. */
public final class Workbooks {
    private static final String FIRST = "report";
    private static final int NAME_LIMIT = 31;
    private static final int HEADING_ROWS = 4;

    private Workbooks() {}

    public static byte[] of(ReportDocument document) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (Workbook workbook = new Workbook(out, "Beibu", "1.0")) {
                workbook.properties().setTitle(document.cover().title());
                List<Table> tables = document.tables();
                first(workbook.newWorksheet(FIRST), document, tables);
                for (int i = 0; i < tables.size(); i++) {
                    Worksheet sheet = workbook.newWorksheet(name(tables, i));
                    new TableSheet(sheet, tables.get(i), document.cover().zone()).write();
                }
            }
            return FixedZip.repack(out.toByteArray(), document.cover().asOf());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void first(Worksheet sheet, ReportDocument document, List<Table> tables) {
        ReportDocument.Cover cover = document.cover();
        Words words = Words.of(cover.language());
        String asOf = Figures.time(cover.asOf(), cover.zone()) + " " + cover.zone();
        sheet.value(0, 0, TableSheet.clean(cover.title()));
        sheet.style(0, 0).bold().fontSize(14).set();
        sheet.value(1, 0, TableSheet.clean(cover.subtitle()));
        sheet.value(2, 0, words.asOf(asOf));
        sheet.value(HEADING_ROWS, 0, words.sheet());
        sheet.value(HEADING_ROWS, 1, words.table());
        sheet.range(HEADING_ROWS, 0, HEADING_ROWS, 1).style().bold().set();
        for (int i = 0; i < tables.size(); i++) {
            int row = HEADING_ROWS + 1 + i;
            sheet.value(row, 0, name(tables, i));
            sheet.value(row, 1, TableSheet.clean(tables.get(i).caption()));
        }
        sheet.width(0, 34);
        sheet.width(1, 80);
    }

    /** The table's id, numbered where it is too long for the name of a sheet. */
    static String name(List<Table> tables, int index) {
        String id = tables.get(index).id();
        boolean taken = FIRST.equals(id);
        if (id.length() <= NAME_LIMIT && !taken) {
            return id;
        }
        String end = "-" + (index + 1);
        return id.substring(0, Math.min(id.length(), NAME_LIMIT - end.length())) + end;
    }
}
