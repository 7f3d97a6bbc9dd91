package org.beibu.analyzer.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.beibu.analyzer.store.StoreException.Reason;
import org.beibu.model.PathId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;

/**
 * What was derived of each path and minute, an hour a row, in an SQLite file of its own beside the
 * store: another thread than ingest writes it, and must never hold a commit up. All of it can be
 * made again from the store, so a damaged file is thrown away, and no backup is needed.
 *
 * <p>Belongs to one thread. One process writes, as the lock of the store sees to; any number read.
 */
public final class MinuteFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MinuteFile.class);

    /** Where the file lies in the data directory. */
    public static final String FILE_NAME = "store/slo.sqlite";

    private static final int VERSION = 1;
    private static final int BUSY_MILLIS = 5_000;

    private final Path file;
    private final Connection connection;

    /**
     * One hour of a path.
     *
     * @param path whose it is
     * @param startNanos start of the hour
     * @param minutes octets, whose meaning is the caller's
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Hour(PathId path, long startNanos, byte[] minutes) {}

    private MinuteFile(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /** Opens for writing; makes the file when it is absent, and anew when it is damaged. */
    public static MinuteFile open(Path file) {
        try {
            return make(file);
        } catch (StoreException e) {
            if (e.reason() != Reason.GARBLED) {
                throw e;
            }
            LOG.warn("{}; it is made again from the store", e.getMessage());
            delete(file);
            return make(file);
        }
    }

    private static MinuteFile make(Path file) {
        StoreFile.createDirectory(
                Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file));
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        Connection connection = null;
        try {
            connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
            execute(connection, "PRAGMA journal_mode = WAL");
            if (version(connection) != VERSION) {
                execute(connection, "DROP TABLE IF EXISTS hours");
                execute(connection, "DROP TABLE IF EXISTS facts");
                execute(
                        connection,
                        "CREATE TABLE hours (route TEXT NOT NULL, exit TEXT NOT NULL,"
                                + " start INTEGER NOT NULL, minutes BLOB NOT NULL,"
                                + " PRIMARY KEY (route, exit, start)) WITHOUT ROWID");
                execute(
                        connection,
                        "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL)"
                                + " WITHOUT ROWID");
                execute(connection, "PRAGMA user_version = " + VERSION);
            }
            return new MinuteFile(file, connection);
        } catch (SQLException e) {
            StoreFile.close(connection, e);
            throw StoreFile.explain(file, "open", e);
        }
    }

    /** Opens an existing file for reading; empty when there is none, or one of another release. */
    public static Optional<MinuteFile> openReadOnly(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.setReadOnly(true);
        Connection connection = null;
        try {
            connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
            if (version(connection) == VERSION) {
                return Optional.of(new MinuteFile(file, connection));
            }
            connection.close();
            return Optional.empty();
        } catch (SQLException e) {
            StoreFile.close(connection, e);
            throw StoreFile.explain(file, "open", e);
        }
    }

    private static void delete(Path file) {
        try {
            for (String suffix : List.of("", "-wal", "-shm")) {
                Files.deleteIfExists(Path.of(file + suffix));
            }
        } catch (IOException e) {
            throw new StoreException(
                    Reason.UNWRITABLE, "cannot delete: " + file + ": " + e.getMessage(), e);
        }
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA user_version")) {
            return result.next() ? result.getInt(1) : 0;
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Everything kept by name beside the hours. */
    public Map<String, String> facts() {
        Map<String, String> facts = new HashMap<>();
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT name, value FROM facts");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                facts.put(row.getString(1), row.getString(2));
            }
            return facts;
        } catch (SQLException e) {
            throw StoreFile.explain(file, "read", e);
        }
    }

    /** The hours of a path that start in {@code [fromNanos, toNanos)}, oldest first. */
    public void forEach(PathId path, long fromNanos, long toNanos, Consumer<Hour> consumer) {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT start, minutes FROM hours WHERE route = ? AND exit = ?"
                                + " AND start >= ? AND start < ? ORDER BY start")) {
            select.setString(1, path.routeId());
            select.setString(2, path.exit());
            select.setLong(3, fromNanos);
            select.setLong(4, toNanos);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    byte[] minutes = row.getBytes(2);
                    consumer.accept(
                            new Hour(
                                    path, row.getLong(1), minutes == null ? new byte[0] : minutes));
                }
            }
        } catch (SQLException e) {
            throw StoreFile.explain(file, "read", e);
        }
    }

    /** Writes hours and facts in one transaction: all of it, or nothing. */
    public void write(List<Hour> hours, Map<String, String> facts) {
        inTransaction(
                () -> {
                    try (PreparedStatement hour =
                                    connection.prepareStatement(
                                            "INSERT OR REPLACE INTO hours VALUES (?, ?, ?, ?)");
                            PreparedStatement fact =
                                    connection.prepareStatement(
                                            "INSERT OR REPLACE INTO facts VALUES (?, ?)")) {
                        for (Hour one : hours) {
                            hour.setString(1, one.path().routeId());
                            hour.setString(2, one.path().exit());
                            hour.setLong(3, one.startNanos());
                            hour.setBytes(4, one.minutes());
                            hour.executeUpdate();
                        }
                        for (Map.Entry<String, String> entry : facts.entrySet()) {
                            fact.setString(1, entry.getKey());
                            fact.setString(2, entry.getValue());
                            fact.executeUpdate();
                        }
                    }
                });
    }

    /** Forgets everything. */
    public void clear() {
        inTransaction(
                () -> {
                    execute(connection, "DELETE FROM hours");
                    execute(connection, "DELETE FROM facts");
                });
    }

    /** Deletes the hours that start before this moment. */
    public void prune(long beforeNanos) {
        inTransaction(() -> execute(connection, "DELETE FROM hours WHERE start < " + beforeNanos));
    }

    private interface Work {
        void run() throws SQLException;
    }

    private void inTransaction(Work work) {
        try {
            execute(connection, "BEGIN IMMEDIATE");
            try {
                work.run();
                execute(connection, "COMMIT");
            } catch (SQLException e) {
                rollBack(e);
                throw e;
            }
        } catch (SQLException e) {
            throw StoreFile.explain(file, "write", e);
        }
    }

    /** On a full disk SQLite has done so by itself, and refuses; the cause is what to tell of. */
    private void rollBack(SQLException cause) {
        try {
            execute(connection, "ROLLBACK");
        } catch (SQLException e) {
            cause.addSuppressed(e);
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
