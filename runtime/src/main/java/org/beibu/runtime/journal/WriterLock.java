package org.beibu.runtime.journal;

import java.io.IOException;
import java.nio.file.Path;
import org.beibu.runtime.lock.ProcessLock;

/** The lock of the one process that may write the journal. */
final class WriterLock {
    private static final String NAME = "writer.lock";

    private WriterLock() {}

    static ProcessLock acquire(Path directory) throws JournalException {
        Path file = directory.resolve(NAME);
        try {
            return ProcessLock.take(file)
                    .orElseThrow(
                            () ->
                                    new JournalHeldException(
                                            "journal: "
                                                    + directory
                                                    + ": already written by process "
                                                    + ProcessLock.holder(file)
                                                    + ": stop that process, or give this one"
                                                    + " another data directory"));
        } catch (IOException e) {
            throw new JournalException(
                    "journal: " + file + ": cannot lock: " + e.getMessage() + ": check rights", e);
        }
    }
}
