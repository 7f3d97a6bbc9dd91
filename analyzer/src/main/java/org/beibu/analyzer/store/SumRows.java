package org.beibu.analyzer.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beibu.model.Resolution;
import org.beibu.model.Window;

/**
 * The rows of a {@link SumTable}.
 *
 * @param <S> a series
 * @param <V> what is added up
 */
final class SumRows<S extends Comparable<S>, V> {
    private final Connection connection;
    private final SumTable table;
    private final Form<S, V> form;
    private final SeriesNumbers<S> series;

    /**
     * How series and values are written.
     *
     * @param <S> a series
     * @param <V> what is added up
     */
    interface Form<S, V> extends SeriesNumbers.Form<S> {
        /** The columns of a value, in the order of {@link SumTable#values}. */
        long[] columns(V value);

        /** The value whose columns begin here. */
        V value(ResultSet row, int first) throws SQLException;

        V plus(V one, V other);
    }

    /** Takes one window. */
    interface Visitor<S, V> {
        void onWindow(S series, Window window, V value);
    }

    SumRows(Connection connection, SumTable table, Form<S, V> form) {
        this.connection = connection;
        this.table = table;
        this.form = form;
        this.series = new SeriesNumbers<>(connection, table.series(), table.names(), form);
    }

    /** Adds values of 10 s windows to the windows of all resolutions. */
    void add(List<? extends StoreBatch.Sum<S, V>> additions, long writtenNanos)
            throws SQLException {
        Map<Key, V> sums = new TreeMap<>();
        for (StoreBatch.Sum<S, V> addition : additions) {
            int id = series.idOf(addition.series());
            for (Resolution resolution : Resolution.values()) {
                Key key = new Key(resolution, resolution.startOf(addition.startNanos()), id);
                sums.merge(key, addition.value(), form::plus);
            }
        }
        if (sums.isEmpty()) {
            return;
        }
        try (PreparedStatement add = connection.prepareStatement(table.addition())) {
            for (Map.Entry<Key, V> sum : sums.entrySet()) {
                Key key = sum.getKey();
                add.setInt(1, key.resolution.code());
                add.setLong(2, key.startNanos);
                add.setInt(3, key.series);
                add.setLong(4, writtenNanos);
                long[] columns = form.columns(sum.getValue());
                for (int i = 0; i < columns.length; i++) {
                    add.setLong(5 + i, columns[i]);
                }
                add.executeUpdate();
            }
        }
    }

    /** The windows that start in {@code [fromNanos, toNanos)}, by start. */
    void forEach(Resolution resolution, long fromNanos, long toNanos, Visitor<S, V> visitor)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT series, start, %s FROM %s WHERE resolution = ? AND start >= ?"
                                        .formatted(table.values(), table.name())
                                + " AND start < ? ORDER BY start")) {
            setRange(select, resolution, fromNanos, toNanos);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Window window = new Window(row.getLong(2), resolution);
                    visitor.onWindow(series.seriesOf(row.getInt(1)), window, form.value(row, 3));
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
    Map<S, V> sums(Resolution resolution, long fromNanos, long toNanos) throws SQLException {
        Map<S, V> sums = new TreeMap<>();
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT series, %s FROM %s WHERE resolution = ? AND start >= ?"
                                        .formatted(table.addedUp(), table.name())
                                + " AND start < ? GROUP BY series")) {
            setRange(select, resolution, fromNanos, toNanos);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    sums.put(series.seriesOf(row.getInt(1)), form.value(row, 2));
                }
            }
        }
        return sums;
    }

    /**
     * Deletes windows that start before one moment and were last written before another, at most so
     * many; how many.
     */
    int prune(Resolution resolution, long startNanos, long writtenNanos, int most)
            throws SQLException {
        String name = table.name();
        try (PreparedStatement prune =
                connection.prepareStatement(
                        "DELETE FROM %s WHERE resolution = ?1 AND (start, series) IN (SELECT start,"
                                        .formatted(name)
                                + " series FROM %s WHERE resolution = ?1 AND start < ?2"
                                        .formatted(name)
                                + " AND written < ?3 LIMIT ?4)")) {
            prune.setInt(1, resolution.code());
            prune.setLong(2, startNanos);
            prune.setLong(3, writtenNanos);
            prune.setInt(4, most);
            return prune.executeUpdate();
        }
    }

    /** Forgets what a transaction that did not commit may have numbered. */
    void rolledBack() {
        series.rolledBack();
    }

    /** The primary key, in the order in which SQLite keeps the rows. */
    private record Key(Resolution resolution, long startNanos, int series)
            implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::resolution)
                        .thenComparingLong(Key::startNanos)
                        .thenComparingInt(Key::series);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }
}
