package org.beibu.analyzer.report.render.pdf;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.beibu.analyzer.report.document.Cell;
import org.beibu.analyzer.report.document.Column;
import org.beibu.analyzer.report.document.Table;
import org.beibu.analyzer.report.document.Tone;
import org.beibu.analyzer.report.render.CellText;
import org.beibu.analyzer.report.render.CellTone;

/** Sets a table: columns as wide as they need, the heading row again on each page. */
final class TablePdf {
    private static final double PAD = 4;
    private static final double LARGEST = 8.2;
    private static final double SMALLEST = 5.6;
    private static final double SMALLER = 0.4;
    private static final int KEPT_ROWS = 3;

    /** Text not wider than this is not broken over lines, though Chinese could be. */
    private static final double SHORT = 46;

    private final Sheets sheets;
    private final Table table;
    private final ZoneId zone;
    private double size = LARGEST;
    private double[] widths = {};

    /** A cell's lines, and how they are set. */
    private record Set(List<String> lines, Type type, boolean right) {}

    TablePdf(Sheets sheets, Table table, ZoneId zone) {
        this.sheets = sheets;
        this.table = table;
        this.zone = zone;
    }

    void write() {
        while (!measured() && size > SMALLEST) {
            size -= SMALLER;
        }
        List<Set> headings = headings();
        double keep = Type.STRONG.lineHeight() + height(headings) + KEPT_ROWS * 1.9 * size;
        sheets.room(keep);
        sheets.down(Type.STRONG.lineHeight());
        sheets.text(table.caption(), Sheets.LEFT, sheets.y() - 4, Type.STRONG);
        row(headings, Type.HEAVY_RULE);
        for (List<Cell> cells : table.rows()) {
            List<Set> row = cells(cells);
            if (sheets.y() + height(row) > Sheets.BOTTOM) {
                sheets.newPage();
                row(headings, Type.HEAVY_RULE);
            }
            row(row, Type.RULE);
        }
        sheets.down(12);
    }

    private double measure(String text) {
        return sheets.font().width(text, size);
    }

    /** Gives each column a width; false when words have to be cut for that. */
    private boolean measured() {
        int n = table.columns().size();
        double[] least = new double[n];
        double[] wanted = new double[n];
        for (int i = 0; i < n; i++) {
            Column column = table.columns().get(i);
            widen(least, wanted, i, CellText.heading(column), true);
            for (List<Cell> row : table.rows()) {
                Cell cell = row.get(i);
                boolean breaks = column.kind() == Column.Kind.TEXT || cell instanceof Cell.NoData;
                widen(least, wanted, i, text(cell, column), breaks);
            }
        }
        double leastSum = sum(least);
        double wantedSum = sum(wanted);
        widths = new double[n];
        for (int i = 0; i < n; i++) {
            widths[i] =
                    wantedSum <= Sheets.WIDTH
                            ? wanted[i]
                            : leastSum <= Sheets.WIDTH
                                    ? least[i]
                                            + (Sheets.WIDTH - leastSum)
                                                    * (wanted[i] - least[i])
                                                    / (wantedSum - leastSum)
                                    : least[i] * Sheets.WIDTH / leastSum;
        }
        return leastSum <= Sheets.WIDTH;
    }

    private void widen(double[] least, double[] wanted, int i, String text, boolean breaks) {
        double whole = measure(text) + 2 * PAD;
        boolean longText = whole > SHORT;
        double piece =
                breaks && longText ? Lines.widestPiece(text, this::measure) + 2 * PAD : whole;
        least[i] = Math.max(least[i], piece);
        wanted[i] = Math.max(wanted[i], whole);
    }

    private static double sum(double... values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    private String text(Cell cell, Column column) {
        return CellTone.sign(CellTone.of(cell)) + CellText.of(cell, column, zone);
    }

    private List<Set> headings() {
        List<Set> headings = new ArrayList<>();
        Type type = new Type(size, Sheets.TEXT, true);
        for (int i = 0; i < table.columns().size(); i++) {
            Column column = table.columns().get(i);
            headings.add(set(CellText.heading(column), i, type));
        }
        return headings;
    }

    private Set set(String text, int column, Type type) {
        double room = widths[column] - 2 * PAD + 0.1;
        List<String> lines = Lines.of(text, room, this::measure);
        return new Set(lines, type, table.columns().get(column).isNumeric());
    }

    private List<Set> cells(List<Cell> cells) {
        List<Set> row = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            int rgb = cell instanceof Cell.NoData ? Sheets.MUTED : rgb(CellTone.of(cell));
            Type type = new Type(size, rgb, false);
            row.add(set(text(cell, table.columns().get(i)), i, type));
        }
        return row;
    }

    static int rgb(Tone tone) {
        return switch (tone) {
            case PLAIN -> Sheets.TEXT;
            case GOOD -> 0x1b7f4b;
            case WARN -> 0xa86400;
            case BAD -> 0xb3261e;
        };
    }

    private double height(List<Set> row) {
        int most = row.stream().mapToInt(set -> set.lines().size()).max().orElse(1);
        return most * size * 1.32 + 5;
    }

    private void row(List<Set> row, Type rule) {
        double x = Sheets.LEFT;
        for (int i = 0; i < row.size(); i++) {
            Set set = row.get(i);
            double base = sheets.y() + 2.5 + size;
            for (String line : set.lines()) {
                double free = widths[i] - 2 * PAD - sheets.font().width(line, size);
                sheets.text(line, x + PAD + (set.right() ? free : 0), base, set.type());
                base += size * 1.32;
            }
            x += widths[i];
        }
        sheets.down(height(row));
        sheets.rule(Sheets.LEFT, sheets.y(), x - Sheets.LEFT, rule);
    }
}
