package org.beibu.analyzer.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.beibu.analyzer.store.StoreException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second analyzer away from the store: two of them would each move the journal position
 * under the other's feet. The kernel gives the lock back when the process dies, however it dies;
 * the file stays, holding the number of the last process for a person to look at.
 */
final class StoreLock implements AutoCloseable {
    static final String FILE_NAME = "analyzer.lock";

    private final FileChannel channel;

    private StoreLock(FileChannel channel) {
        this.channel = channel;
    }

    static StoreLock take(Path directory) {
        Path file = directory.resolve(FILE_NAME);
        FileChannel channel = null;
        try {
            channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                String holder = read(channel);
                channel.close();
                throw new StoreException(
                        Reason.LOCKED,
                        "store in use: "
                                + file
                                + ": another analyzer"
                                + (holder.isEmpty() ? "" : " (process " + holder + ")")
                                + " writes it; stop that one first");
            }
            byte[] self =
                    Long.toString(ProcessHandle.current().pid())
                            .getBytes(StandardCharsets.US_ASCII);
            channel.truncate(0).write(ByteBuffer.wrap(self), 0);
            return new StoreLock(channel);
        } catch (IOException e) {
            closeQuietly(channel, e);
            throw new StoreException(
                    Reason.UNWRITABLE, "cannot lock the store: " + file + ": " + e.getMessage(), e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this very process
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(20);
        channel.read(buffer, 0);
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII).strip();
    }

    private static void closeQuietly(@Nullable FileChannel channel, IOException cause) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StoreException(Reason.OTHER, "cannot unlock the store: " + e.getMessage(), e);
        }
    }
}
