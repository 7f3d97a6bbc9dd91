package org.beibu.router.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;

/** Reads the steering log, also while it is written. */
public final class AuditReader {
    private final Path directory;

    /** A reader of the log in this directory. */
    public AuditReader(Path directory) {
        this.directory = directory;
    }

    /**
     * What {@link #verify} found.
     *
     * @param entries how many entries there are
     * @param lastHash hash of the last one
     * @param fault what is wrong, and where; empty when the chain holds
     */
    public record Verification(long entries, String lastHash, Optional<String> fault) {}

    /** What is done with each entry. */
    @FunctionalInterface
    public interface Visitor {
        /** Takes the next entry. */
        void entry(AuditEntry entry) throws IOException;
    }

    /**
     * Visits all entries in their order.
     *
     * @throws AuditException when the log cannot be read, or a document is no entry
     */
    public void forEach(Visitor visitor) throws AuditException {
        try {
            if (!AuditQueue.exists(directory)) {
                return;
            }
            try (SingleChronicleQueue queue = AuditQueue.open(directory);
                    ExcerptTailer tailer = queue.createTailer()) {
                Optional<AuditEntry> entry = AuditQueue.next(tailer);
                while (entry.isPresent()) {
                    visitor.entry(entry.get());
                    entry = AuditQueue.next(tailer);
                }
            }
        } catch (RuntimeException | InternalError | IOException e) {
            throw new AuditException(
                    "audit: " + directory + ": cannot read: " + e + ": check rights and disk", e);
        }
    }

    /**
     * Appends every entry as a line of JSON.
     *
     * @throws AuditException when the log cannot be read or the lines not be written
     */
    public void export(Appendable lines) throws AuditException {
        forEach(entry -> lines.append(entry.line()).append('\n'));
    }

    /**
     * Follows the chain from the first entry to the last.
     *
     * @throws AuditException when the log cannot be read
     */
    public Verification verify() throws AuditException {
        Chain chain = new Chain();
        try {
            forEach(chain::follow);
        } catch (AuditException e) {
            chain.fault = chain.fault.or(() -> Optional.of(String.valueOf(e.getMessage())));
        }
        return new Verification(chain.count, chain.lastHash, chain.fault);
    }

    private static final class Chain {
        private long count;
        private String lastHash = AuditEntry.FIRST;
        private Optional<String> fault = Optional.empty();

        void follow(AuditEntry entry) {
            count++;
            if (fault.isEmpty()) {
                fault = check(entry);
            }
            lastHash = entry.hash();
        }

        private Optional<String> check(AuditEntry entry) {
            if (entry.sequence() != count) {
                return Optional.of(
                        "entry " + entry.sequence() + " stands where " + count + " belongs");
            }
            if (!entry.isSound()) {
                return Optional.of("entry " + count + " was changed: its hash is another");
            }
            return entry.previous().equals(lastHash)
                    ? Optional.empty()
                    : Optional.of("entry " + count + " does not follow the one before it");
        }
    }
}
