package org.beibu.analyzer.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.beibu.analyzer.delay.Series;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The table {@code series}: a small number for each series, so that rows of windows stay short. */
final class SeriesRows {
    private final Connection connection;
    private final Map<Series, Integer> ids = new HashMap<>();

    SeriesRows(Connection connection) throws SQLException {
        this.connection = connection;
        all();
    }

    /** The number of a series, given to it now when it has none. */
    int idOf(Series series) throws SQLException {
        Integer id = find(series);
        return id != null ? id : insert(series);
    }

    /** The number of a series, null when it has none. */
    @Nullable Integer find(Series series) throws SQLException {
        Integer id = ids.get(series);
        if (id == null) {
            all();
            id = ids.get(series);
        }
        return id;
    }

    private int insert(Series series) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO series (route, exit, method, metric, class)"
                                + " VALUES (?, ?, ?, ?, ?) RETURNING id")) {
            insert.setString(1, series.path().routeId());
            insert.setString(2, series.path().exit());
            insert.setString(3, series.method().toString());
            insert.setString(4, series.metric().toString());
            insert.setString(5, series.qualityClass().toString());
            try (ResultSet result = insert.executeQuery()) {
                result.next();
                int id = result.getInt(1);
                ids.put(series, id);
                return id;
            }
        }
    }

    /** Every series with its number. */
    Map<Series, Integer> all() throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement(
                                "SELECT id, route, exit, method, metric, class FROM series");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Series series = series(row);
                ids.put(series, row.getInt(1));
            }
        }
        return Map.copyOf(ids);
    }

    private static Series series(ResultSet row) throws SQLException {
        try {
            return new Series(
                    new PathId(row.getString(2), row.getString(3)),
                    Method.parse(row.getString(4)),
                    Metric.parse(row.getString(5)),
                    QualityClass.parse(row.getString(6)));
        } catch (IllegalArgumentException | NullPointerException e) {
            // Only a damaged file holds such a row: the columns are NOT NULL and written by us.
            throw new SQLiteException(
                    "series " + row.getInt(1) + ": " + e.getMessage(),
                    SQLiteErrorCode.SQLITE_CORRUPT);
        }
    }

    /** The series numbered or read so far. */
    Map<Series, Integer> known() {
        return ids;
    }

    /** Forgets what a transaction that did not commit may have numbered. */
    void rolledBack() {
        ids.clear();
    }
}
