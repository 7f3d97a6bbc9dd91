package org.beibu.runtime.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The lock of the one process that may write: a file lock, which the kernel drops with the process
 * however it ends. The file stays and names the process that held it last.
 */
final class WriterLock implements AutoCloseable {
    private static final String NAME = "writer.lock";
    private static final int LONGEST_PID = 32;

    private final FileChannel channel;

    private WriterLock(FileChannel channel) {
        this.channel = channel;
    }

    static WriterLock acquire(Path directory) throws JournalException {
        Path file = directory.resolve(NAME);
        FileChannel channel = null;
        try {
            channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                String holder = holder(channel);
                channel.close();
                throw new JournalHeldException(
                        "journal: "
                                + directory
                                + ": already written by process "
                                + holder
                                + ": stop that process, or give this one another data directory");
            }
            channel.truncate(0);
            channel.write(bytes(Long.toString(ProcessHandle.current().pid())), 0);
            return new WriterLock(channel);
        } catch (IOException e) {
            closeQuietly(channel);
            throw new JournalException(
                    "journal: " + file + ": cannot lock: " + e.getMessage() + ": check rights", e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer pid = ByteBuffer.allocate(LONGEST_PID);
        int length = channel.read(pid, 0);
        return length <= 0
                ? "unknown"
                : new String(pid.array(), 0, length, StandardCharsets.US_ASCII).strip();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // The error that is about to be thrown says more than this one.
                return;
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
