package org.beibu.analyzer.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.traffic.TrafficSeries;
import org.beibu.model.Resolution;
import org.beibu.model.Window;
import org.beibu.runtime.histogram.DelayHistogram;

/**
 * Fills a store with made-up windows of the past, millions of them, without going through 10 s
 * windows and a journal: for demonstrations and tests of what needs a year. Whoever writes sees to
 * it that longer windows are the sums of shorter ones. Nothing is on disk for sure before {@link
 * #close}: should the process die, delete the file.
 *
 * <p>Belongs to one thread.
 */
public final class HistoryWriter implements AutoCloseable {
    private static final int ROWS_A_TRANSACTION = 200_000;

    private final Path file;
    private final StoreLock lock;
    private final Connection connection;
    private final SeriesNumbers<Series> delaySeries;
    private final SeriesNumbers<TrafficSeries> trafficSeries;
    private final PreparedStatement delay;
    private final PreparedStatement traffic;
    private int rows;

    private HistoryWriter(Path file, Connection connection, StoreLock lock) throws SQLException {
        this.file = file;
        this.connection = connection;
        this.lock = lock;
        execute("PRAGMA synchronous = OFF");
        this.delaySeries = DelayForm.numbers(connection);
        this.trafficSeries =
                new SeriesNumbers<>(
                        connection,
                        SumTable.TRAFFIC.series(),
                        SumTable.TRAFFIC.names(),
                        new TrafficForm());
        this.delay =
                connection.prepareStatement(
                        "INSERT OR REPLACE INTO windows (series, resolution, start, count, written,"
                                + " histogram) VALUES (?, ?, ?, ?, ?, ?)");
        this.traffic =
                connection.prepareStatement(
                        "INSERT OR REPLACE INTO traffic (resolution, start, series, octets,"
                                + " packets, written) VALUES (?, ?, ?, ?, ?, ?)");
        execute("BEGIN IMMEDIATE");
    }

    /** Opens the store's file, making it when it is absent; no analyzer may run. */
    public static HistoryWriter open(Path file) {
        Path directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        StoreFile.createDirectory(directory);
        StoreLock lock = StoreLock.take(directory);
        try {
            return new HistoryWriter(file, StoreFile.openForWriting(file), lock);
        } catch (SQLException e) {
            lock.close();
            throw StoreFile.explain(file, "open", e);
        } catch (StoreException e) {
            lock.close();
            throw e;
        }
    }

    /** Writes what a series carried in a window. */
    public void traffic(TrafficSeries series, Window window, long octets, long packets) {
        try {
            traffic.setInt(1, window.resolution().code());
            traffic.setLong(2, window.startNanos());
            traffic.setInt(3, trafficSeries.idOf(series));
            traffic.setLong(4, octets);
            traffic.setLong(5, packets);
            traffic.setLong(6, window.endNanos());
            traffic.executeUpdate();
            next();
        } catch (SQLException e) {
            throw StoreFile.explain(file, "write", e);
        }
    }

    /** Writes the timings of a series in a window, of a resolution in which delays are stored. */
    public void delays(Series series, Window window, DelayHistogram histogram) {
        if (!Resolution.OF_DELAYS.contains(window.resolution())) {
            throw new IllegalArgumentException("delays are not stored in " + window.resolution());
        }
        try {
            delay.setInt(1, delaySeries.idOf(series));
            delay.setInt(2, window.resolution().code());
            delay.setLong(3, window.startNanos());
            delay.setLong(4, histogram.count());
            delay.setLong(5, window.endNanos());
            delay.setBytes(6, histogram.encode());
            delay.executeUpdate();
            next();
        } catch (SQLException e) {
            throw StoreFile.explain(file, "write", e);
        }
    }

    private void next() throws SQLException {
        if (++rows % ROWS_A_TRANSACTION == 0) {
            execute("COMMIT");
            execute("BEGIN IMMEDIATE");
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        try {
            execute("COMMIT");
            execute("PRAGMA wal_checkpoint(TRUNCATE)");
            delay.close();
            traffic.close();
            connection.close();
        } catch (SQLException e) {
            throw StoreFile.explain(file, "close", e);
        } finally {
            lock.close();
        }
    }
}
