package org.beibu.runtime.lock;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock of the one process that may write. The file stays and names the process that held it
 * last.
 *
 * <p>Assumes a local file system. Guarantees that of all processes and threads one at a time holds
 * the lock, and that it is free after the end of the process.
 */
public final class ProcessLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessLock.class);
    private static final int LONGEST_PID = 20;

    /**
     * What this process holds. POSIX drops a lock when any channel on the file is closed, also that
     * of a second try by the same process: so the file is not even opened then.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private ProcessLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the lock, without waiting; empty when this or another process holds it.
     *
     * @throws IOException when the file cannot be made or locked
     */
    public static Optional<ProcessLock> take(Path file) throws IOException {
        Path real = real(file);
        if (!HELD.add(real)) {
            return Optional.empty();
        }
        FileChannel channel = null;
        try {
            channel =
                    FileChannel.open(
                            real,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            if (channel.tryLock() != null) {
                sign(channel);
                return Optional.of(new ProcessLock(real, channel));
            }
        } catch (IOException e) {
            HELD.remove(real);
            close(channel, e);
            throw e;
        }
        HELD.remove(real);
        channel.close();
        return Optional.empty();
    }

    private static Path real(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path directory = absolute.getParent();
        return directory == null ? absolute : directory.toRealPath().resolve(file.getFileName());
    }

    /** For a person to look at only: on a full disk the lock is held all the same. */
    private static void sign(FileChannel channel) {
        byte[] self =
                Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
        try {
            channel.truncate(0).write(ByteBuffer.wrap(self), 0);
        } catch (IOException e) {
            LOG.debug("the lock names no process: {}", e.toString());
        }
    }

    private static void close(@Nullable FileChannel channel, IOException cause) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        }
    }

    /** The number of the process that holds the lock or held it last; "unknown" without one. */
    public static String holder(Path file) {
        if (isHeldHere(file)) {
            return Long.toString(ProcessHandle.current().pid()); // not opened: see HELD
        }
        try {
            String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
            return text.isEmpty() || text.length() > LONGEST_PID ? "unknown" : text;
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static boolean isHeldHere(Path file) {
        try {
            return HELD.contains(real(file));
        } catch (IOException e) {
            return false;
        }
    }

    /** Gives the lock back. */
    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            channel.close();
            HELD.remove(file);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
