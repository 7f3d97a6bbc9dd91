package org.beibu.analyzer.report.render.xlsx;

import java.time.ZoneId;
import java.util.List;
import org.beibu.analyzer.report.document.Cell;
import org.beibu.analyzer.report.document.Column;
import org.beibu.analyzer.report.document.Table;
import org.beibu.analyzer.report.render.CellText;
import org.beibu.analyzer.report.render.chart.TextWidth;
import org.dhatim.fastexcel.Worksheet;

/** Writes a table into its sheet, from the first row on, so that programs can read it. */
final class TableSheet implements Cell.Handler<Object> {
    private static final double NARROWEST = 9;
    private static final double WIDEST = 48;
    private static final double DIGIT = 0.555;
    private static final double SECONDS_OF_A_DAY = 86_400;
    private static final String NOTHING = "–";
    private static final Object WRITTEN = new Object();

    private final Worksheet sheet;
    private final Table table;
    private final ZoneId zone;
    private int row;
    private int column;

    TableSheet(Worksheet sheet, Table table, ZoneId zone) {
        this.sheet = sheet;
        this.table = table;
        this.zone = zone;
    }

    void write() {
        List<Column> columns = table.columns();
        for (int i = 0; i < columns.size(); i++) {
            sheet.value(0, i, heading(columns.get(i)));
            sheet.style(0, i).bold().wrapText(true).verticalAlignment("top").set();
            sheet.width(i, width(i));
        }
        sheet.freezePane(0, 1);
        sheet.repeatRows(0);
        for (List<Cell> cells : table.rows()) {
            row++;
            for (column = 0; column < cells.size(); column++) {
                cells.get(column).handle(this);
            }
        }
    }

    private String heading(Column column) {
        String name = clean(CellText.heading(column));
        return column.kind() == Column.Kind.TIME ? name + " (" + zone + ")" : name;
    }

    /** In digits, as the format measures columns; headings may break into two lines. */
    private double width(int index) {
        Column heading = table.columns().get(index);
        double widest = TextWidth.of(heading(heading), 1) / 2;
        for (List<Cell> cells : table.rows()) {
            String text = CellText.of(cells.get(index), heading, zone);
            widest = Math.max(widest, TextWidth.of(text, 1));
        }
        return Math.min(WIDEST, Math.max(NARROWEST, widest / DIGIT + 2));
    }

    /** Text without the characters that XML does not allow. */
    static String clean(String text) {
        return text.codePoints()
                .filter(c -> c >= ' ' || c == '\t' || c == '\n')
                .filter(c -> c < 0xD800 || c > 0xDFFF)
                .filter(c -> c != 0xFFFE && c != 0xFFFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private Object format(String format) {
        sheet.style(row, column).format(format).set();
        return WRITTEN;
    }

    @Override
    public Object text(Cell.Text text) {
        sheet.value(row, column, clean(text.text()));
        return WRITTEN;
    }

    @Override
    public Object figure(Cell.Figure figure) {
        sheet.value(row, column, figure.value());
        String decimals = figure.decimals() == 0 ? "" : "." + "0".repeat(figure.decimals());
        boolean share = table.columns().get(column).kind() == Column.Kind.PERCENT;
        return format(share ? "0" + decimals + "%" : "#,##0" + decimals);
    }

    @Override
    public Object time(Cell.Time time) {
        sheet.value(row, column, time.at().atZone(zone).toLocalDateTime());
        return format("yyyy-mm-dd hh:mm");
    }

    @Override
    public Object day(Cell.Day day) {
        sheet.value(row, column, day.day());
        return format("yyyy-mm-dd");
    }

    @Override
    public Object span(Cell.Span span) {
        sheet.value(row, column, span.length().toSeconds() / SECONDS_OF_A_DAY);
        return format("[h]:mm:ss");
    }

    @Override
    public Object noData(Cell.NoData noData) {
        if (!NOTHING.equals(noData.reason())) {
            sheet.value(row, column, clean(noData.reason()));
            sheet.style(row, column).italic().fontColor("5f6b7a").set();
        }
        return WRITTEN;
    }
}
