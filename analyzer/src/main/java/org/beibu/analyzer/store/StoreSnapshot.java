package org.beibu.analyzer.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.beibu.analyzer.delay.Series;
import org.beibu.model.Resolution;

/**
 * The store as it stood after one commit, for as long as this is open, whatever is written
 * meanwhile. Owned by one thread. Keep it open for seconds, not hours: while it is, the file {@code
 * -wal} can only grow.
 */
public final class StoreSnapshot implements AutoCloseable {
    private final Path file;
    private final Connection connection;
    private final JournalPosition position;
    private final Map<Series, Integer> series;

    private StoreSnapshot(Path file, Connection connection) throws SQLException {
        this.file = file;
        this.connection = connection;
        try (Statement begin = connection.createStatement()) {
            begin.execute("BEGIN");
        }
        this.position = new PositionRows(connection).read();
        this.series = DelayForm.numbers(connection).all();
    }

    /**
     * Opens an existing file.
     *
     * @throws StoreException when there is none, or it cannot be read
     */
    public static StoreSnapshot open(Path file) {
        Connection connection = StoreFile.openForReading(file);
        try {
            return new StoreSnapshot(file, connection);
        } catch (SQLException e) {
            StoreFile.close(connection, e);
            throw StoreFile.explain(file, "read", e);
        }
    }

    /** How far the journal was taken in. */
    public JournalPosition position() {
        return position;
    }

    /** Takes the number of samples of one window. */
    public interface CountVisitor {
        /** A part of a window: several calls for one window add up. */
        void onCount(Series series, long startNanos, long count);
    }

    /** Tells the number of samples of all windows of a resolution, without reading histograms. */
    public void forEachCount(Resolution resolution, CountVisitor visitor) {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT start, count FROM windows WHERE series = ?1 AND resolution = ?2"
                                + " UNION ALL SELECT start, count FROM recent WHERE series = ?1")) {
            for (Map.Entry<Series, Integer> one : series.entrySet()) {
                select.setInt(1, one.getValue());
                select.setInt(2, resolution.code());
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        long start = resolution.startOf(row.getLong(1));
                        visitor.onCount(one.getKey(), start, row.getLong(2));
                    }
                }
            }
        } catch (SQLException e) {
            throw StoreFile.explain(file, "read", e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw StoreFile.explain(file, "close", e);
        }
    }
}
