package org.beibu.analyzer.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * A table of series: a small number for each, so that rows of windows stay short.
 *
 * @param <S> a series
 */
final class SeriesNumbers<S> {
    private final Connection connection;
    private final String table;
    private final String columns;
    private final Form<S> form;
    private final Map<S, Integer> ids = new HashMap<>();
    private final Map<Integer, S> series = new HashMap<>();

    /**
     * How a series is written.
     *
     * @param <S> a series
     */
    interface Form<S> {
        /** What names it, in the order of the columns. */
        List<Object> names(S series);

        /**
         * The series of a row, whose names begin with the second column.
         *
         * @throws IllegalArgumentException when it is none
         */
        S series(ResultSet row) throws SQLException;
    }

    SeriesNumbers(Connection connection, String table, List<String> columns, Form<S> form) {
        this.connection = connection;
        this.table = table;
        this.columns = String.join(", ", columns);
        this.form = form;
    }

    /** The number of a series, given to it now when it has none. */
    int idOf(S one) throws SQLException {
        Integer id = find(one);
        return id != null ? id : insert(one);
    }

    /** The number of a series, null when it has none. */
    @Nullable Integer find(S one) throws SQLException {
        if (!ids.containsKey(one)) {
            read();
        }
        return ids.get(one);
    }

    /** The series with this number, which a row of a window has. */
    S seriesOf(int id) throws SQLException {
        if (!series.containsKey(id)) {
            read();
        }
        S one = series.get(id);
        if (one == null) {
            throw new SQLiteException("no " + table + " " + id, SQLiteErrorCode.SQLITE_CORRUPT);
        }
        return one;
    }

    private int insert(S one) throws SQLException {
        List<Object> names = form.names(one);
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO %s (%s) VALUES (%s) RETURNING id"
                                .formatted(
                                        table,
                                        columns,
                                        String.join(
                                                ", ", Collections.nCopies(names.size(), "?"))))) {
            for (int i = 0; i < names.size(); i++) {
                insert.setObject(i + 1, names.get(i));
            }
            try (ResultSet result = insert.executeQuery()) {
                result.next();
                int id = result.getInt(1);
                put(one, id);
                return id;
            }
        }
    }

    private void put(S one, int id) {
        ids.put(one, id);
        series.put(id, one);
    }

    private void read() throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT id, " + columns + " FROM " + table);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                put(series(row), row.getInt(1));
            }
        }
    }

    private S series(ResultSet row) throws SQLException {
        try {
            return form.series(row);
        } catch (IllegalArgumentException | NullPointerException e) {
            // Only a damaged file holds such a row: the columns are NOT NULL and written by us.
            throw new SQLiteException(
                    table + " " + row.getInt(1) + ": " + e.getMessage(),
                    SQLiteErrorCode.SQLITE_CORRUPT);
        }
    }

    /** Every series with its number. */
    Map<S, Integer> all() throws SQLException {
        read();
        return Map.copyOf(ids);
    }

    /** The series numbered or read so far, by number. */
    Map<Integer, S> known() {
        return Collections.unmodifiableMap(series);
    }

    /** Forgets what a transaction that did not commit may have numbered. */
    void rolledBack() {
        ids.clear();
        series.clear();
    }
}
