package org.beibu.analyzer.report.render.csv;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.beibu.analyzer.report.document.Cell;
import org.beibu.analyzer.report.document.Column;
import org.beibu.analyzer.report.document.Table;
import org.beibu.analyzer.report.render.Figures;

/** Writes one table. Numbers are in their column's unit; shares are between 0 and 1. */
public record CsvTable(Column column, ZoneId zone) implements Cell.Handler<String> {
    private static final String FORMULA_STARTS = "=+-@\t\r\n";
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final int SHARE_DECIMALS = 2;

    /**
     * The bytes of a file.
     *
     * @param mark begin with a byte order mark, without which Excel reads Chinese as another
     *     encoding
     */
    public static byte[] of(Table table, ZoneId zone, boolean mark) {
        StringBuilder csv = new StringBuilder();
        if (mark) {
            csv.append(BYTE_ORDER_MARK);
        }
        List<Column> columns = table.columns();
        line(csv, columns.stream().map(CsvTable::heading).toList());
        for (List<Cell> row : table.rows()) {
            line(
                    csv,
                    IntStream.range(0, row.size())
                            .mapToObj(i -> row.get(i).handle(new CsvTable(columns.get(i), zone)))
                            .toList());
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void line(StringBuilder csv, List<String> fields) {
        csv.append(fields.stream().map(CsvTable::quote).collect(Collectors.joining(",")));
        csv.append("\r\n");
    }

    /** The key with the unit: {@code rtt_p95_ms}, {@code p95_gbit_s}, {@code loss_share}. */
    static String heading(Column column) {
        String unit =
                switch (column.kind()) {
                    case PERCENT -> "share";
                    case DURATION -> "s";
                    case TEXT, NUMBER, RATE, TIME, DATE -> column.unit();
                };
        String slug = unit.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        String end = slug.replaceAll("^_+|_+$", "");
        return end.isEmpty() ? column.key() : column.key() + "_" + end;
    }

    private static String quote(String field) {
        boolean plain =
                field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }

    @Override
    public String text(Cell.Text text) {
        String words = text.text();
        boolean formula = !words.isEmpty() && FORMULA_STARTS.indexOf(words.charAt(0)) >= 0;
        return formula ? "'" + words : words;
    }

    @Override
    public String figure(Cell.Figure figure) {
        int more = column.kind() == Column.Kind.PERCENT ? SHARE_DECIMALS : 0;
        return Figures.plain(figure.value(), figure.decimals() + more);
    }

    @Override
    public String time(Cell.Time time) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.at().atZone(zone));
    }

    @Override
    public String day(Cell.Day day) {
        return day.day().toString();
    }

    @Override
    public String span(Cell.Span span) {
        return Long.toString(span.length().toSeconds());
    }

    @Override
    public String noData(Cell.NoData noData) {
        return "";
    }
}
