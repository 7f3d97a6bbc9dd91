package org.beibu.router.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import net.openhft.chronicle.wire.Wire;

/** How both sides open the Chronicle queue under the steering log, and what a document holds. */
final class AuditQueue {
    /** Hexadecimal digits of a hash, before the JSON of each document. */
    static final int HASH_LENGTH = 64;

    /** A day's file is small: steering is rare. */
    private static final int BLOCK_BYTES = 1 << 20;

    /** Who waits for the head of a file is the successor of the writer that was killed. */
    private static final long HEAD_TIMEOUT_MILLIS = 500;

    private static final String METADATA = "metadata.cq4t";

    private AuditQueue() {}

    static SingleChronicleQueue open(Path directory) {
        return SingleChronicleQueueBuilder.binary(directory)
                .rollCycle(RollCycles.FAST_DAILY)
                .blockSize(BLOCK_BYTES)
                .timeoutMS(HEAD_TIMEOUT_MILLIS)
                .build();
    }

    /** Whether a writer has finished the queue's metadata, which are 0 or negative before. */
    static boolean exists(Path directory) throws IOException {
        try (FileChannel file = FileChannel.open(directory.resolve(METADATA))) {
            ByteBuffer word = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            return file.read(word, 0) == Integer.BYTES && word.getInt(0) > 0;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Removes metadata that a writer was making when it was killed; only with the lock held. */
    static void removeUnfinishedMetadata(Path directory) throws IOException {
        if (!exists(directory)) {
            Files.deleteIfExists(directory.resolve(METADATA));
        }
    }

    /** The octets of an entry's document. */
    static byte[] octets(AuditEntry entry) {
        return (entry.hash() + entry.json()).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The entry of the next document in the tailer's direction, empty when there is none.
     *
     * @throws AuditException when the document is no entry
     */
    static Optional<AuditEntry> next(ExcerptTailer tailer) throws AuditException {
        try (DocumentContext document = tailer.readingDocument()) {
            Wire wire = document.wire();
            if (!document.isPresent() || wire == null) {
                return Optional.empty();
            }
            Bytes<?> bytes = wire.bytes();
            byte[] octets = new byte[(int) bytes.readRemaining()];
            bytes.read(octets);
            String text = new String(octets, StandardCharsets.UTF_8);
            if (text.length() < HASH_LENGTH) {
                throw new AuditException("a document without a hash");
            }
            return Optional.of(
                    AuditEntry.read(text.substring(HASH_LENGTH), text.substring(0, HASH_LENGTH)));
        }
    }
}
