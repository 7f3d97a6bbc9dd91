package org.beibu.scenario;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A file system of a few megabytes that can be filled. Skips the test, and says why, for a user who
 * may not mount one.
 */
final class SmallDisk implements AutoCloseable {
    /**
     * What the kernel makes of it: pages of memory, or blocks of a file as a real disk has them.
     */
    enum Kind {
        TMPFS,
        EXT4
    }

    private static final int MIB = 1 << 20;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Path mounted;
    private final Path filler;

    private SmallDisk(Path mounted) {
        this.mounted = mounted;
        this.filler = mounted.resolve("filler");
    }

    /** Mounts one of so many MiB in this empty directory, which is made. */
    static SmallDisk mount(Kind kind, int mib, Path directory) throws IOException {
        Files.createDirectories(directory);
        String where = directory.toString();
        boolean done =
                kind == Kind.TMPFS
                        ? run("mount", "-t", "tmpfs", "-o", "size=" + mib + "m", "tmpfs", where)
                        : mountFile(mib, directory);
        String words = "this user may not mount a file system: " + kind;
        if (!done) {
            System.err.println("skipped: " + words);
        }
        assumeTrue(done, words);
        return new SmallDisk(directory);
    }

    private static boolean mountFile(int mib, Path directory) throws IOException {
        Path image = directory.resolveSibling(directory.getFileName() + ".image");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength((long) mib * MIB);
        }
        return run("mkfs.ext4", "-q", "-F", "-m", "0", image.toString())
                && run("mount", "-o", "loop", image.toString(), directory.toString());
    }

    private static boolean run(String... words) throws IOException {
        try {
            return new ProcessBuilder(List.of(words))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (InterruptedException e) {
            throw new IOException(e);
        } catch (IOException e) {
            return false; // there is no such tool
        }
    }

    /**
     * Takes all that is left, a MiB at a time as a log that has gone wild does, and goes on taking
     * what is given back, until this has found nothing left a hundred times.
     */
    void fill() throws IOException {
        byte[] block = new byte[MIB];
        int full = 0;
        int size = block.length;
        try (RandomAccessFile file = new RandomAccessFile(filler.toFile(), "rw")) {
            while (full < 100) {
                try {
                    file.write(block, 0, size);
                } catch (IOException e) {
                    size = Math.max(4096, size / 2);
                    full++;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** Gives the space back. */
    void free() throws IOException {
        Files.delete(filler);
    }

    long freeBytes() {
        return mounted.toFile().getUsableSpace();
    }

    @Override
    public void close() throws IOException {
        run("umount", "-l", mounted.toString());
    }
}
