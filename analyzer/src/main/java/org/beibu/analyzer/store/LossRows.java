package org.beibu.analyzer.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.beibu.analyzer.loss.LossCounts;
import org.beibu.analyzer.loss.LossSeries;
import org.beibu.analyzer.loss.LossWindow;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.Resolution;
import org.beibu.model.Window;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The tables {@code loss_series} and {@code losses}. */
final class LossRows {
    private static final String COUNTS =
            "sent, lost, late, duplicate, reordered, episodes, longest, noticeable";

    private final Connection connection;
    private final Map<LossSeries, Integer> ids = new HashMap<>();
    private final Map<Integer, LossSeries> names = new HashMap<>();

    LossRows(Connection connection) {
        this.connection = connection;
    }

    /** Adds counts of 10 s windows to the windows of all resolutions. */
    void add(List<StoreBatch.LossAddition> additions, long writtenNanos) throws SQLException {
        Map<Key, LossCounts> sums = new TreeMap<>();
        for (StoreBatch.LossAddition addition : additions) {
            int id = idOf(addition.series());
            for (Resolution resolution : Resolution.values()) {
                Key key = new Key(resolution, resolution.startOf(addition.startNanos()), id);
                sums.merge(key, addition.counts(), LossCounts::plus);
            }
        }
        if (sums.isEmpty()) {
            return;
        }
        try (PreparedStatement add =
                connection.prepareStatement(
                        "INSERT INTO losses (resolution, start, series, written, "
                                + COUNTS
                                + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                + " ON CONFLICT (resolution, start, series) DO UPDATE SET"
                                + " written = excluded.written, sent = sent + excluded.sent,"
                                + " lost = lost + excluded.lost, late = late + excluded.late,"
                                + " duplicate = duplicate + excluded.duplicate,"
                                + " reordered = reordered + excluded.reordered,"
                                + " episodes = episodes + excluded.episodes,"
                                + " longest = max(longest, excluded.longest),"
                                + " noticeable = noticeable + excluded.noticeable")) {
            for (Map.Entry<Key, LossCounts> sum : sums.entrySet()) {
                Key key = sum.getKey();
                add.setInt(1, key.resolution.code());
                add.setLong(2, key.startNanos);
                add.setInt(3, key.series);
                add.setLong(4, writtenNanos);
                set(add, 5, sum.getValue());
                add.executeUpdate();
            }
        }
    }

    private static void set(PreparedStatement statement, int first, LossCounts counts)
            throws SQLException {
        statement.setLong(first, counts.sent());
        statement.setLong(first + 1, counts.lost());
        statement.setLong(first + 2, counts.late());
        statement.setLong(first + 3, counts.duplicate());
        statement.setLong(first + 4, counts.reordered());
        statement.setLong(first + 5, counts.episodes().count());
        statement.setLong(first + 6, counts.episodes().longest());
        statement.setLong(first + 7, counts.episodes().noticeable());
    }

    private static LossCounts counts(ResultSet row, int first) throws SQLException {
        return new LossCounts(
                row.getLong(first),
                row.getLong(first + 1),
                row.getLong(first + 2),
                row.getLong(first + 3),
                row.getLong(first + 4),
                new LossCounts.Episodes(
                        row.getLong(first + 5), row.getLong(first + 6), row.getLong(first + 7)));
    }

    private int idOf(LossSeries series) throws SQLException {
        if (!ids.containsKey(series)) {
            readNames();
        }
        Integer id = ids.get(series);
        return id != null ? id : insert(series);
    }

    private int insert(LossSeries series) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO loss_series (route, exit, method, metric)"
                                + " VALUES (?, ?, ?, ?) RETURNING id")) {
            insert.setString(1, series.path().routeId());
            insert.setString(2, series.path().exit());
            insert.setString(3, series.method().toString());
            insert.setString(4, series.metric().toString());
            try (ResultSet result = insert.executeQuery()) {
                result.next();
                int id = result.getInt(1);
                ids.put(series, id);
                names.put(id, series);
                return id;
            }
        }
    }

    private void readNames() throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement(
                                "SELECT id, route, exit, method, metric FROM loss_series");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                LossSeries series = series(row);
                ids.put(series, row.getInt(1));
                names.put(row.getInt(1), series);
            }
        }
    }

    private static LossSeries series(ResultSet row) throws SQLException {
        try {
            return new LossSeries(
                    new PathId(row.getString(2), row.getString(3)),
                    Method.parse(row.getString(4)),
                    Metric.parse(row.getString(5)));
        } catch (IllegalArgumentException | NullPointerException e) {
            // Only a damaged file holds such a row: the columns are NOT NULL and written by us.
            throw new SQLiteException(
                    "loss series " + row.getInt(1) + ": " + e.getMessage(),
                    SQLiteErrorCode.SQLITE_CORRUPT);
        }
    }

    /** The windows that start in {@code [fromNanos, toNanos)}, by start. */
    void forEach(Resolution resolution, long fromNanos, long toNanos, Consumer<LossWindow> consumer)
            throws SQLException {
        String sql =
                "SELECT series, start, "
                        + COUNTS
                        + " FROM losses WHERE resolution = ? AND start >= ? AND start < ?"
                        + " ORDER BY start";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            setRange(select, resolution, fromNanos, toNanos);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Window window = new Window(row.getLong(2), resolution);
                    consumer.accept(new LossWindow(nameOf(row.getInt(1)), window, counts(row, 3)));
                }
            }
        }
    }

    private static void setRange(
            PreparedStatement select, Resolution resolution, long fromNanos, long toNanos)
            throws SQLException {
        select.setInt(1, resolution.code());
        select.setLong(2, fromNanos);
        select.setLong(3, toNanos);
    }

    /** The sums of the windows that start in {@code [fromNanos, toNanos)}. */
    Map<LossSeries, LossCounts> sums(Resolution resolution, long fromNanos, long toNanos)
            throws SQLException {
        Map<LossSeries, LossCounts> sums = new TreeMap<>();
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT series, sum(sent), sum(lost), sum(late), sum(duplicate),"
                                + " sum(reordered), sum(episodes), max(longest), sum(noticeable)"
                                + " FROM losses WHERE resolution = ? AND start >= ? AND start < ?"
                                + " GROUP BY series")) {
            setRange(select, resolution, fromNanos, toNanos);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    sums.put(nameOf(row.getInt(1)), counts(row, 2));
                }
            }
        }
        return sums;
    }

    private LossSeries nameOf(int id) throws SQLException {
        if (!names.containsKey(id)) {
            readNames();
        }
        LossSeries series = names.get(id);
        if (series == null) {
            throw new SQLiteException("no loss series " + id, SQLiteErrorCode.SQLITE_CORRUPT);
        }
        return series;
    }

    /** Deletes the windows that start, and were last written, before this moment. */
    int prune(Resolution resolution, long beforeNanos) throws SQLException {
        try (PreparedStatement prune =
                connection.prepareStatement(
                        "DELETE FROM losses WHERE resolution = ? AND start < ? AND written < ?")) {
            prune.setInt(1, resolution.code());
            prune.setLong(2, beforeNanos);
            prune.setLong(3, beforeNanos);
            return prune.executeUpdate();
        }
    }

    /** Forgets what a transaction that did not commit may have numbered. */
    void rolledBack() {
        ids.clear();
        names.clear();
    }

    /** The primary key, in the order in which SQLite keeps the rows. */
    private record Key(Resolution resolution, long startNanos, int series)
            implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byResolution = resolution.compareTo(other.resolution);
            int byStart = Long.compare(startNanos, other.startNanos);
            return byResolution != 0
                    ? byResolution
                    : byStart != 0 ? byStart : Integer.compare(series, other.series);
        }
    }
}
