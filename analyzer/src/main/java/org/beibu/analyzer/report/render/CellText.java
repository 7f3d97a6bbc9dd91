package org.beibu.analyzer.report.render;

import java.time.ZoneId;
import org.beibu.analyzer.report.document.Cell;
import org.beibu.analyzer.report.document.Column;

/** A cell as a person reads it, in its column; the unit stands in the column's heading. */
public record CellText(Column column, ZoneId zone) implements Cell.Handler<String> {

    public static String of(Cell cell, Column column, ZoneId zone) {
        return cell.handle(new CellText(column, zone));
    }

    /** What stands on top of a column. */
    public static String heading(Column column) {
        return column.unit().isEmpty() ? column.name() : column.name() + " (" + column.unit() + ")";
    }

    @Override
    public String text(Cell.Text text) {
        return text.text();
    }

    @Override
    public String figure(Cell.Figure figure) {
        return column.kind() == Column.Kind.PERCENT
                ? Figures.percent(figure.value(), figure.decimals())
                : Figures.number(figure.value(), figure.decimals());
    }

    @Override
    public String time(Cell.Time time) {
        return Figures.time(time.at(), zone);
    }

    @Override
    public String day(Cell.Day day) {
        return Figures.day(day.day());
    }

    @Override
    public String span(Cell.Span span) {
        return Figures.span(span.length());
    }

    @Override
    public String noData(Cell.NoData noData) {
        return noData.reason();
    }
}
