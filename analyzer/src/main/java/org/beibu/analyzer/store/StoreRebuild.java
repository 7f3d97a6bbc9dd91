package org.beibu.analyzer.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.beibu.analyzer.store.StoreException.Reason;

/**
 * A new store beside the old one, which it replaces at the end, at once or not at all. While this
 * is open no analyzer can write either. The caller fills the new store from the journal.
 */
public final class StoreRebuild implements AutoCloseable {
    private static final List<String> COMPANIONS = List.of("-wal", "-shm");

    private final Path file;
    private final Path made;
    private final StoreLock lock;

    private StoreRebuild(Path file, StoreLock lock) {
        this.file = file;
        this.made = directory(file).resolve("rebuild").resolve("beibu.sqlite");
        this.lock = lock;
    }

    /**
     * Begins; what an attempt before has left is removed.
     *
     * @throws StoreException when an analyzer writes the store
     */
    public static StoreRebuild begin(Path file) {
        StoreFile.createDirectory(directory(file));
        StoreLock lock = StoreLock.take(directory(file));
        StoreRebuild rebuild = new StoreRebuild(file, lock);
        try {
            rebuild.removeAll(rebuild.made);
            return rebuild;
        } catch (StoreException e) {
            lock.close();
            throw e;
        }
    }

    private static Path directory(Path file) {
        return Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    }

    /** Where the new store is to be made. */
    public Path made() {
        return made;
    }

    /**
     * Takes over from the old store what lies before the seam.
     *
     * @param seamNanos a full hour; from it on the journal has everything
     * @return how many windows
     */
    public long inherit(long seamNanos) {
        Connection connection = StoreFile.openForWriting(made);
        try {
            return new InheritedRows(connection, seamNanos).takeFrom(file);
        } catch (SQLException e) {
            throw StoreFile.explain(made, "write", e);
        } finally {
            close(connection);
        }
    }

    /**
     * Puts the new store, which must be closed, in the place of the old one.
     *
     * @param readable false when the old one is damaged and just makes room
     */
    public void replace(boolean readable) {
        foldWal(made);
        if (readable && Files.exists(file)) {
            foldWal(file);
        }
        try {
            sync(made);
            // Empty by now. Readers of the old store keep theirs, the new one gets its own.
            for (String companion : COMPANIONS) {
                Files.deleteIfExists(companion(file, companion));
            }
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
            sync(directory(file));
            removeAll(made);
        } catch (IOException e) {
            throw unwritable("replace", e);
        }
    }

    /** Brings everything into the file itself. */
    private static void foldWal(Path store) {
        Connection connection = StoreFile.openForWriting(store);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
            if (row.next() && row.getInt(1) != 0) {
                throw new StoreException(
                        Reason.LOCKED,
                        "store in use: " + store + ": a program is reading it; end that one first");
            }
        } catch (SQLException e) {
            throw StoreFile.explain(store, "write", e);
        } finally {
            close(connection);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new StoreException(Reason.OTHER, "cannot close the store: " + e.getMessage(), e);
        }
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static Path companion(Path store, String suffix) {
        return store.resolveSibling(store.getFileName() + suffix);
    }

    private void removeAll(Path store) {
        try {
            for (String suffix : COMPANIONS) {
                Files.deleteIfExists(companion(store, suffix));
            }
            Files.deleteIfExists(store);
            Path directory = directory(store);
            Files.deleteIfExists(directory.resolve(StoreLock.FILE_NAME));
            Files.deleteIfExists(directory);
        } catch (NoSuchFileException e) {
            // the better
        } catch (IOException e) {
            throw unwritable("remove", e);
        }
    }

    private StoreException unwritable(String doing, IOException e) {
        return new StoreException(
                Reason.UNWRITABLE,
                "cannot "
                        + doing
                        + " the store: "
                        + file
                        + ": "
                        + e.getMessage()
                        + ": check rights",
                e);
    }

    /** Lets an analyzer write again; a new store that did not replace the old one is removed. */
    @Override
    public void close() {
        try {
            removeAll(made);
        } finally {
            lock.close();
        }
    }
}
