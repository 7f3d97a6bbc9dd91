package org.beibu.analyzer.report.document;

import java.util.List;
import java.util.Optional;

/**
 * Rows of typed cells.
 *
 * @param id the anchor, the sheet and the CSV file; the same in every language
 * @param caption one line on top, in the report's language
 */
public record Table(String id, String caption, List<Column> columns, List<List<Cell>> rows)
        implements Block {
    public Table {
        Identifiers.check("a table's id", id);
        Identifiers.checkText("a table's caption", caption);
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("a table needs a column: " + id);
        }
        long keys = columns.stream().map(Column::key).distinct().count();
        if (keys < columns.size()) {
            throw new IllegalArgumentException("two columns have the same key in " + id);
        }
        for (List<Cell> row : rows) {
            check(id, columns, row);
        }
    }

    private static void check(String id, List<Column> columns, List<Cell> row) {
        if (row.size() != columns.size()) {
            throw new IllegalArgumentException(
                    id + " has " + columns.size() + " columns, a row has " + row.size());
        }
        for (int i = 0; i < row.size(); i++) {
            if (!row.get(i).fits(columns.get(i).kind())) {
                throw new IllegalArgumentException(
                        "column "
                                + columns.get(i).key()
                                + " of "
                                + id
                                + " cannot hold "
                                + row.get(i));
            }
        }
    }

    @Override
    public Optional<String> anchor() {
        return Optional.of(id);
    }

    @Override
    public Optional<Table> figures() {
        return Optional.of(this);
    }

    @Override
    public <R> R handle(Handler<R> handler) {
        return handler.table(this);
    }
}
