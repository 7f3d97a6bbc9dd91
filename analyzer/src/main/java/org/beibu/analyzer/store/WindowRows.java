package org.beibu.analyzer.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.beibu.analyzer.delay.PrefixSet;
import org.beibu.model.Resolution;
import org.beibu.runtime.histogram.EncodedHistogram;
import org.jspecify.annotations.Nullable;

/** The writing side of the tables {@code windows} and {@code recent}. */
final class WindowRows implements AutoCloseable {
    private static final String INTO_WINDOWS =
            " INTO windows (series, resolution, start, count, written, histogram,"
                    + " prefixes) VALUES (?, ?, ?, ?, ?, ?, ?)";

    private final PreparedStatement get;
    private final PreparedStatement insert;
    private final PreparedStatement replace;
    private final PreparedStatement getRecent;
    private final PreparedStatement putRecent;
    private final PreparedStatement recentBefore;
    private final PreparedStatement deleteRecentBefore;
    private final PreparedStatement prune;

    WindowRows(Connection connection) throws SQLException {
        get =
                connection.prepareStatement(
                        "SELECT histogram, prefixes FROM windows"
                                + " WHERE series = ? AND resolution = ? AND start = ?");
        insert = connection.prepareStatement("INSERT OR IGNORE" + INTO_WINDOWS);
        replace = connection.prepareStatement("INSERT OR REPLACE" + INTO_WINDOWS);
        getRecent =
                connection.prepareStatement(
                        "SELECT histogram, prefixes FROM recent WHERE series = ? AND start = ?");
        putRecent =
                connection.prepareStatement(
                        "INSERT OR REPLACE INTO recent"
                                + " (series, start, count, histogram, prefixes)"
                                + " VALUES (?, ?, ?, ?, ?)");
        recentBefore =
                connection.prepareStatement(
                        "SELECT series, start, histogram, prefixes FROM recent WHERE start < ?");
        deleteRecentBefore = connection.prepareStatement("DELETE FROM recent WHERE start < ?");
        prune =
                connection.prepareStatement(
                        "DELETE FROM windows WHERE series = ?1 AND resolution = ?2 AND start IN"
                                + " (SELECT start FROM windows WHERE series = ?1 AND resolution = ?2"
                                + " AND start < ?3 AND written < ?4 LIMIT ?5)");
    }

    @Nullable HeldSamples get(WindowKey key) throws SQLException {
        get.setInt(1, key.series());
        get.setInt(2, key.resolution().code());
        get.setLong(3, key.startNanos());
        return single(get);
    }

    /** Adds a window that is not there yet; false, and nothing done, when it is. */
    boolean insert(WindowKey key, HeldSamples samples, long writtenNanos) throws SQLException {
        return write(insert, key, samples, writtenNanos) == 1;
    }

    /** Writes a window, in place of the one that is there. */
    void replace(WindowKey key, HeldSamples samples, long writtenNanos) throws SQLException {
        write(replace, key, samples, writtenNanos);
    }

    private static int write(
            PreparedStatement statement, WindowKey key, HeldSamples samples, long writtenNanos)
            throws SQLException {
        statement.setInt(1, key.series());
        statement.setInt(2, key.resolution().code());
        statement.setLong(3, key.startNanos());
        statement.setLong(4, samples.histogram().count());
        statement.setLong(5, writtenNanos);
        statement.setBytes(6, samples.histogram().toBytes());
        statement.setBytes(7, samples.prefixes().encode());
        return statement.executeUpdate();
    }

    @Nullable HeldSamples getRecent(int series, long startNanos) throws SQLException {
        getRecent.setInt(1, series);
        getRecent.setLong(2, startNanos);
        return single(getRecent);
    }

    void putRecent(int series, long startNanos, HeldSamples samples) throws SQLException {
        putRecent.setInt(1, series);
        putRecent.setLong(2, startNanos);
        putRecent.setLong(3, samples.histogram().count());
        putRecent.setBytes(4, samples.histogram().toBytes());
        putRecent.setBytes(5, samples.prefixes().encode());
        putRecent.executeUpdate();
    }

    /** Takes out the rows of {@code recent} whose windows start before this moment. */
    List<RecentRow> takeRecentBefore(long startNanos) throws SQLException {
        List<RecentRow> rows = new ArrayList<>();
        recentBefore.setLong(1, startNanos);
        try (ResultSet row = recentBefore.executeQuery()) {
            while (row.next()) {
                rows.add(new RecentRow(row.getInt(1), row.getLong(2), samples(row, 3)));
            }
        }
        if (!rows.isEmpty()) {
            deleteRecentBefore.setLong(1, startNanos);
            deleteRecentBefore.executeUpdate();
        }
        return rows;
    }

    /**
     * Deletes windows of a series that start before one moment and were last written before
     * another, at most so many; how many.
     */
    int prune(int series, Resolution resolution, long startNanos, long writtenNanos, int most)
            throws SQLException {
        prune.setInt(1, series);
        prune.setInt(2, resolution.code());
        prune.setLong(3, startNanos);
        prune.setLong(4, writtenNanos);
        prune.setInt(5, most);
        return prune.executeUpdate();
    }

    private static @Nullable HeldSamples single(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? samples(row, 1) : null;
        }
    }

    /** A column that holds a histogram, and the next one; a damaged file may hold NULL there. */
    static HeldSamples samples(ResultSet row, int column) throws SQLException {
        byte[] octets = row.getBytes(column);
        return new HeldSamples(
                EncodedHistogram.of(octets == null ? new byte[0] : octets),
                PrefixSet.decode(row.getBytes(column + 1)));
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement :
                List.of(
                        get,
                        insert,
                        replace,
                        getRecent,
                        putRecent,
                        recentBefore,
                        deleteRecentBefore,
                        prune)) {
            statement.close();
        }
    }

    /** One row of {@code recent}. */
    record RecentRow(int series, long startNanos, HeldSamples samples) {}
}
