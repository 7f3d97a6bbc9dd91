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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteOpenMode;

/**
 * Opens the SQLite file, lays or updates its tables, refuses what is not ours, and puts SQLite's
 * errors into words.
 */
final class StoreFile {
    private static final Logger LOG = LoggerFactory.getLogger(StoreFile.class);

    private static final int BUSY_MILLIS = 5_000;

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
                // Only a file without tables takes it.
                execute(connection, "PRAGMA auto_vacuum = INCREMENTAL");
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

    /** Its write-ahead log. */
    static Path log(Path file) {
        return file.resolveSibling(file.getFileName() + "-wal");
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
            StoreSchema.create(connection);
        } else if (version < 1
                || number(connection, "PRAGMA application_id") != StoreSchema.APPLICATION_ID) {
            throw new StoreException(
                    Reason.GARBLED,
                    "not a store: " + file + ": a database of another program; move it away");
        } else if (version > StoreSchema.VERSION) {
            throw new StoreException(
                    Reason.NEWER_VERSION,
                    "store too new: %s: version %d, this release knows %d; install the newer release"
                            .formatted(file, version, StoreSchema.VERSION));
        } else if (version < StoreSchema.VERSION) {
            bringUp(connection, file, version, write);
        }
    }

    private static void bringUp(Connection connection, Path file, int version, boolean write)
            throws SQLException {
        if (!write) {
            throw new StoreException(
                    Reason.OLDER_VERSION,
                    "store of an older release: %s: version %d, not %d; start the analyzer once, which"
                                    .formatted(file, version, StoreSchema.VERSION)
                            + " brings it up to date");
        }
        LOG.info("store {}: from version {} to {}", file, version, StoreSchema.VERSION);
        StoreSchema.migrate(connection, version);
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
