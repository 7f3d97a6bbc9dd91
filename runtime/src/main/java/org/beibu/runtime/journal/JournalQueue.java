package org.beibu.runtime.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.format.DateTimeParseException;
import net.openhft.chronicle.core.time.TimeProvider;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;

/** How both sides open the Chronicle queue under the journal. */
final class JournalQueue {
    /** Size of a mapped block; the default of 64 MiB would need as much disk at every roll. */
    static final int BLOCK_BYTES = 4 << 20;

    /** Ends of the names of cycle files. */
    static final String CYCLE_SUFFIX = ".cq4";

    /**
     * One file each ten minutes: small enough that retention by size is exact to a few per cent,
     * large enough that a week makes about a thousand files.
     */
    static final RollCycles CYCLE = RollCycles.TEN_MINUTELY;

    /**
     * How long Chronicle waits for another process to finish the head of a file before it takes
     * that process for dead. There is one writer (the lock sees to it), so who waits is that
     * writer's successor; with Chronicle's ten seconds, taken several times, a restart after a kill
     * during the roll of a cycle took half a minute.
     */
    private static final long HEAD_TIMEOUT_MILLIS = 500;

    /**
     * Its first word is 0 at first, has the highest bit set in the making, and is positive after.
     */
    private static final String METADATA = "metadata.cq4t";

    private JournalQueue() {}

    static SingleChronicleQueue open(Path directory, TimeProvider time) {
        return SingleChronicleQueueBuilder.binary(directory)
                .rollCycle(CYCLE)
                .blockSize(BLOCK_BYTES)
                .timeoutMS(HEAD_TIMEOUT_MILLIS)
                .timeProvider(time)
                .build();
    }

    /**
     * Whether a writer has ever opened a queue here, and got as far as to finish its metadata.
     *
     * @throws IOException when that cannot be found out: no right to read, no file descriptor left
     */
    static boolean exists(Path directory) throws IOException {
        try (FileChannel file = FileChannel.open(directory.resolve(METADATA))) {
            ByteBuffer word = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            boolean read = file.read(word, 0) == Integer.BYTES;
            return read && word.getInt(0) > 0;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /**
     * Removes metadata that a writer was making when it was killed: Chronicle would wait for that
     * writer, ten seconds at every start, and fail. There is nothing in them yet. Only for the
     * holder of the writer's lock; readers keep away from unfinished metadata.
     */
    static void removeUnfinishedMetadata(Path directory) throws IOException {
        if (!exists(directory)) {
            Files.deleteIfExists(directory.resolve(METADATA));
        }
    }

    /** When the newest cycle file begins, epoch milliseconds; 0 without any. */
    static long lastCycleStart(Path directory) throws IOException {
        long newest = 0;
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(directory, "*" + CYCLE_SUFFIX)) {
            for (Path file : files) {
                newest = Math.max(newest, startMillis(file));
            }
        }
        return newest;
    }

    private static long startMillis(Path file) {
        try {
            return Retention.startMillis(file);
        } catch (DateTimeParseException notACycle) {
            return 0;
        }
    }

    /** Whether there is at least one cycle file. */
    static boolean hasCycles(Path directory) throws IOException {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(directory, "*" + CYCLE_SUFFIX)) {
            return files.iterator().hasNext();
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
