package org.beibu.router.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.TailerDirection;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;
import net.openhft.chronicle.wire.Wire;
import org.beibu.runtime.lock.ProcessLock;
import org.jspecify.annotations.Nullable;

/**
 * Appends to the steering log.
 *
 * <p>Assumes one owning thread. Guarantees that what was appended survives the end of the process,
 * {@code kill -9} too, that numbers have no gaps, and that the chain goes on where it ended.
 */
public final class AuditLog implements AuditTrail, AutoCloseable {
    private static final String LOCK = "writer.lock";

    private final Path directory;
    private @Nullable ProcessLock lock;
    private @Nullable SingleChronicleQueue queue;
    private @Nullable ExcerptAppender appender;
    private long sequence;
    private String lastHash = AuditEntry.FIRST;

    /** A log in this directory; opens nothing yet. */
    public AuditLog(Path directory) {
        this.directory = directory;
    }

    /**
     * Opens the log and finds its last entry.
     *
     * @throws AuditException when another process writes it or it cannot be used
     */
    public void start() throws AuditException {
        try {
            Files.createDirectories(directory);
            Path file = directory.resolve(LOCK);
            lock =
                    ProcessLock.take(file)
                            .orElseThrow(
                                    () ->
                                            new AuditException(
                                                    "audit: "
                                                            + directory
                                                            + ": already written by process "
                                                            + ProcessLock.holder(file)
                                                            + ": stop that process first"));
            AuditQueue.removeUnfinishedMetadata(directory);
            SingleChronicleQueue opened = AuditQueue.open(directory);
            queue = opened;
            findLast(opened);
            appender = opened.createAppender();
        } catch (RuntimeException | InternalError | IOException e) {
            close();
            throw new AuditException(
                    "audit: " + directory + ": cannot open: " + e + ": check rights and disk", e);
        }
    }

    private void findLast(SingleChronicleQueue opened) throws AuditException {
        try (ExcerptTailer tailer = opened.createTailer()) {
            tailer.direction(TailerDirection.BACKWARD).toEnd();
            var last = AuditQueue.next(tailer);
            if (last.isPresent()) {
                sequence = last.get().sequence();
                lastHash = last.get().hash();
            }
        }
    }

    /** Number of the entry appended last, 0 before the first. */
    public long sequence() {
        return sequence;
    }

    /** Hash of the entry appended last: who keeps it elsewhere can tell whether it was changed. */
    public String lastHash() {
        return lastHash;
    }

    @Override
    public void append(AuditEvent event) throws AuditException {
        ExcerptAppender open = appender;
        if (open == null) {
            throw new AuditException("audit: " + directory + ": not open: start it first");
        }
        AuditEntry entry = AuditEntry.of(sequence + 1, lastHash, event);
        try (DocumentContext document = open.writingDocument()) {
            Wire wire = document.wire();
            if (wire == null) {
                throw new IllegalStateException("document without a wire");
            }
            wire.bytes().write(AuditQueue.octets(entry));
        } catch (RuntimeException | InternalError e) {
            throw new AuditException(
                    "audit: " + directory + ": cannot append: " + e + ": check the disk", e);
        }
        sequence = entry.sequence();
        lastHash = entry.hash();
    }

    @Override
    public void close() {
        appender = null;
        SingleChronicleQueue open = queue;
        queue = null;
        if (open != null) {
            open.close();
        }
        ProcessLock held = lock;
        lock = null;
        if (held != null) {
            try {
                held.close();
            } catch (IOException e) {
                throw new IllegalStateException("the lock cannot be given back: " + held, e);
            }
        }
    }
}
