package org.beibu.analyzer.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.beibu.analyzer.store.StoreException.Reason;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteOpenMode;

/**
 * Opens the SQLite file, lays its tables, refuses what is not ours, and puts SQLite's errors into
 * words.
 */
final class StoreFile {
    /** The schema below; kept in {@code PRAGMA user_version}. */
    static final int SCHEMA_VERSION = 1;

    /** "BEIB", kept in {@code PRAGMA application_id}, so that {@code file} can tell the store. */
    static final int APPLICATION_ID = 0x4245_4942;

    private static final int BUSY_MILLIS = 5_000;

    /**
     * {@code windows} holds one row a series and window. {@code recent} holds the newest two 10 s
     * windows, which change with every commit: they lie together on a few pages, whereas each
     * series has pages of its own in {@code windows}. A row of {@code recent} is part of the
     * windows of all four resolutions, and moves there when it no longer changes. Times are epoch
     * nanoseconds.
     */
    private static final String[] SCHEMA = {
        "CREATE TABLE series (id INTEGER PRIMARY KEY, route TEXT NOT NULL, exit TEXT NOT NULL,"
                + " method TEXT NOT NULL, metric TEXT NOT NULL,"
                + " UNIQUE (route, exit, method, metric))",
        "CREATE TABLE windows (series INTEGER NOT NULL, resolution INTEGER NOT NULL,"
                + " start INTEGER NOT NULL, count INTEGER NOT NULL, written INTEGER NOT NULL,"
                + " histogram BLOB NOT NULL, PRIMARY KEY (series, resolution, start)) WITHOUT ROWID",
        "CREATE TABLE recent (series INTEGER NOT NULL, start INTEGER NOT NULL,"
                + " count INTEGER NOT NULL, histogram BLOB NOT NULL, PRIMARY KEY (series, start))"
                + " WITHOUT ROWID",
        "CREATE TABLE journal (id INTEGER PRIMARY KEY CHECK (id = 1), position INTEGER NOT NULL)",
        "CREATE TABLE probes (name TEXT PRIMARY KEY, sequence INTEGER NOT NULL,"
                + " appended INTEGER NOT NULL) WITHOUT ROWID",
        "INSERT INTO journal VALUES (1, 0)",
        "PRAGMA application_id = " + APPLICATION_ID,
        "PRAGMA user_version = " + SCHEMA_VERSION
    };

    private StoreFile() {}

    /** Opens for writing; makes the file when it is absent. */
    static Connection openForWriting(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setJournalSizeLimit(64 << 20);
        return open(file, config, true);
    }

    /** Opens an existing file for reading, while another connection may write it. */
    static Connection openForReading(Path file) {
        if (!Files.exists(file)) {
            throw absent(file);
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.setReadOnly(true);
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        return open(file, config, false);
    }

    private static StoreException absent(Path file) {
        return new StoreException(
                Reason.ABSENT,
                "no store: " + file + ": import a capture or let the analyzer run first");
    }

    private static Connection open(Path file, SQLiteConfig config, boolean write) {
        Connection connection = null;
        try {
            connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
            if (write) {
                // In this order: in WAL mode the page size can no longer change, and the driver's
                // own settings come in any order. Pages of 16 KB halve the time of a scan.
                execute(connection, "PRAGMA page_size = 16384");
                execute(connection, "PRAGMA journal_mode = WAL");
            }
            checkVersion(connection, file, write);
            return connection;
        } catch (SQLException e) {
            close(connection, e);
            throw explain(file, "open", e);
        } catch (StoreException e) {
            close(connection, e);
            throw e;
        }
    }

    static void createDirectory(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new StoreException(
                    Reason.UNWRITABLE,
                    "cannot make the store's directory: " + directory + ": " + e.getMessage(),
                    e);
        }
    }

    /** Closes after a failure, which keeps what goes wrong with that. */
    static void close(@Nullable Connection c, Exception cause) {
        try {
            if (c != null) {
                c.close();
            }
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static void checkVersion(Connection connection, Path file, boolean write)
            throws SQLException {
        int version = number(connection, "PRAGMA user_version");
        boolean empty = number(connection, "SELECT count(*) FROM sqlite_master") == 0;
        if (version == 0 && empty) {
            if (!write) {
                throw absent(file);
            }
            createTables(connection);
        } else if (number(connection, "PRAGMA application_id") != APPLICATION_ID) {
            throw new StoreException(
                    Reason.GARBLED,
                    "not a store: " + file + ": a database of another program; move it away");
        } else if (version > SCHEMA_VERSION) {
            throw new StoreException(
                    Reason.NEWER_VERSION,
                    "store too new: %s: version %d, this release knows %d; install the newer release"
                            .formatted(file, version, SCHEMA_VERSION));
        }
    }

    private static void createTables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            for (String sql : SCHEMA) {
                statement.execute(sql);
            }
            statement.execute("COMMIT");
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? result.getInt(1) : 0;
        }
    }

    /** SQLite's error in our words. */
    static StoreException explain(Path file, String doing, SQLException e) {
        SQLiteErrorCode code =
                e instanceof SQLiteException sqlite
                        ? sqlite.getResultCode()
                        : SQLiteErrorCode.UNKNOWN_ERROR;
        String where = "cannot " + doing + " the store: " + file + ": ";
        // The low octet is the primary code, the others say more about it.
        return switch (SQLiteErrorCode.getErrorCode(code.code & 0xff)) {
            case SQLITE_NOTADB, SQLITE_CORRUPT, SQLITE_FORMAT, SQLITE_SCHEMA, SQLITE_MISMATCH ->
                    new StoreException(
                            Reason.GARBLED,
                            where
                                    + "the file is damaged ("
                                    + code.name()
                                    + "); restore a backup, or move it away and let the analyzer"
                                    + " rebuild from the journal",
                            e);
            case SQLITE_BUSY, SQLITE_LOCKED ->
                    new StoreException(
                            Reason.LOCKED, where + "another program holds it; stop that one", e);
            case SQLITE_FULL, SQLITE_IOERR, SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN ->
                    new StoreException(
                            Reason.UNWRITABLE,
                            where + code.message + "; look at free space and permissions",
                            e);
            default -> new StoreException(Reason.OTHER, where + e.getMessage(), e);
        };
    }
}
