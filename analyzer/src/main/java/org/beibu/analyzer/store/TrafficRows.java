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
import org.beibu.analyzer.traffic.TrafficSeries;
import org.beibu.analyzer.traffic.TrafficVolume;
import org.beibu.analyzer.traffic.TrafficWindow;
import org.beibu.model.PathId;
import org.beibu.model.Resolution;
import org.beibu.model.TrafficDirection;
import org.beibu.model.Window;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The tables {@code traffic_series} and {@code traffic}. */
final class TrafficRows {
    private final Connection connection;
    private final Map<TrafficSeries, Integer> ids = new HashMap<>();
    private final Map<Integer, TrafficSeries> names = new HashMap<>();

    TrafficRows(Connection connection) {
        this.connection = connection;
    }

    /** Adds volumes of 10 s windows to the windows of all resolutions. */
    void add(List<StoreBatch.TrafficAddition> additions, long writtenNanos) throws SQLException {
        Map<Key, TrafficVolume> sums = new TreeMap<>();
        for (StoreBatch.TrafficAddition addition : additions) {
            int id = idOf(addition.series());
            for (Resolution resolution : Resolution.values()) {
                Key key = new Key(resolution, resolution.startOf(addition.startNanos()), id);
                sums.merge(key, addition.volume(), TrafficVolume::plus);
            }
        }
        if (sums.isEmpty()) {
            return;
        }
        try (PreparedStatement add =
                connection.prepareStatement(
                        "INSERT INTO traffic (resolution, start, series, octets, packets, written)"
                                + " VALUES (?, ?, ?, ?, ?, ?)"
                                + " ON CONFLICT (resolution, start, series) DO UPDATE SET"
                                + " octets = octets + excluded.octets,"
                                + " packets = packets + excluded.packets,"
                                + " written = excluded.written")) {
            for (Map.Entry<Key, TrafficVolume> sum : sums.entrySet()) {
                Key key = sum.getKey();
                add.setInt(1, key.resolution.code());
                add.setLong(2, key.startNanos);
                add.setInt(3, key.series);
                add.setLong(4, sum.getValue().octets());
                add.setLong(5, sum.getValue().packets());
                add.setLong(6, writtenNanos);
                add.executeUpdate();
            }
        }
    }

    private int idOf(TrafficSeries series) throws SQLException {
        if (!ids.containsKey(series)) {
            readNames();
        }
        Integer id = ids.get(series);
        return id != null ? id : insert(series);
    }

    private int insert(TrafficSeries series) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO traffic_series (route, exit, direction, class)"
                                + " VALUES (?, ?, ?, ?) RETURNING id")) {
            insert.setString(1, series.path().routeId());
            insert.setString(2, series.path().exit());
            insert.setString(3, series.direction().toString());
            insert.setInt(4, series.serviceClass());
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
                                "SELECT id, route, exit, direction, class FROM traffic_series");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                TrafficSeries series = series(row);
                ids.put(series, row.getInt(1));
                names.put(row.getInt(1), series);
            }
        }
    }

    private static TrafficSeries series(ResultSet row) throws SQLException {
        try {
            return new TrafficSeries(
                    new PathId(row.getString(2), row.getString(3)),
                    TrafficDirection.parse(row.getString(4)),
                    row.getInt(5));
        } catch (IllegalArgumentException | NullPointerException e) {
            // Only a damaged file holds such a row: the columns are NOT NULL and written by us.
            throw new SQLiteException(
                    "traffic series " + row.getInt(1) + ": " + e.getMessage(),
                    SQLiteErrorCode.SQLITE_CORRUPT);
        }
    }

    /** The windows that start in {@code [fromNanos, toNanos)}, by start. */
    void forEach(
            Resolution resolution, long fromNanos, long toNanos, Consumer<TrafficWindow> consumer)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT start, series, octets, packets FROM traffic"
                                + " WHERE resolution = ? AND start >= ? AND start < ?"
                                + " ORDER BY start")) {
            select.setInt(1, resolution.code());
            select.setLong(2, fromNanos);
            select.setLong(3, toNanos);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Window window = new Window(row.getLong(1), resolution);
                    TrafficVolume volume = new TrafficVolume(row.getLong(3), row.getLong(4));
                    consumer.accept(new TrafficWindow(nameOf(row.getInt(2)), window, volume));
                }
            }
        }
    }

    /** The sums over all days. */
    Map<TrafficSeries, TrafficVolume> totals() throws SQLException {
        Map<TrafficSeries, TrafficVolume> totals = new TreeMap<>();
        try (PreparedStatement select =
                        connection.prepareStatement(
                                "SELECT series, sum(octets), sum(packets) FROM traffic"
                                        + " WHERE resolution = "
                                        + Resolution.DAY.code()
                                        + " GROUP BY series");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                totals.put(
                        nameOf(row.getInt(1)), new TrafficVolume(row.getLong(2), row.getLong(3)));
            }
        }
        return totals;
    }

    private TrafficSeries nameOf(int id) throws SQLException {
        if (!names.containsKey(id)) {
            readNames();
        }
        TrafficSeries series = names.get(id);
        if (series == null) {
            throw new SQLiteException("no traffic series " + id, SQLiteErrorCode.SQLITE_CORRUPT);
        }
        return series;
    }

    /** Deletes the windows that start, and were last written, before this moment. */
    int prune(Resolution resolution, long beforeNanos) throws SQLException {
        try (PreparedStatement prune =
                connection.prepareStatement(
                        "DELETE FROM traffic WHERE resolution = ? AND start < ? AND written < ?")) {
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
