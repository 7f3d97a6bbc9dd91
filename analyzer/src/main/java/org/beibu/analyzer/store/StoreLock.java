package org.beibu.analyzer.store;

import java.io.IOException;
import java.nio.file.Path;
import org.beibu.analyzer.store.StoreException.Reason;
import org.beibu.runtime.lock.ProcessLock;

/**
 * Keeps a second analyzer away from the store: two of them would each move the journal position
 * under the other's feet.
 */
final class StoreLock implements AutoCloseable {
    static final String FILE_NAME = "analyzer.lock";

    private final ProcessLock lock;

    private StoreLock(ProcessLock lock) {
        this.lock = lock;
    }

    static StoreLock take(Path directory) {
        Path file = directory.resolve(FILE_NAME);
        try {
            return new StoreLock(
                    ProcessLock.take(file)
                            .orElseThrow(
                                    () ->
                                            new StoreException(
                                                    Reason.LOCKED,
                                                    "store in use: "
                                                            + file
                                                            + ": another analyzer (process "
                                                            + ProcessLock.holder(file)
                                                            + ") writes it; stop that one"
                                                            + " first")));
        } catch (IOException e) {
            throw new StoreException(
                    Reason.UNWRITABLE, "cannot lock the store: " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new StoreException(Reason.OTHER, "cannot unlock the store: " + e.getMessage(), e);
        }
    }
}
