package org.beibu.runtime.journal;

import java.io.File;
import java.util.concurrent.TimeUnit;
import org.beibu.runtime.counters.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the writer off a full disk. The journal's files are sparse and mapped: touching a page that
 * the disk has no block for is a SIGBUS, which ends the JVM. So nothing is touched with less than
 * the floor left.
 *
 * <p>Assumes that nobody else takes the whole floor within {@link #CHECK_EVERY_NANOS}. Guarantees
 * one log line when appending stops and one when it goes on.
 */
final class FreeSpace {
    /** A look at the disk is good for this long ... */
    static final long CHECK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** ... or for this many octets written: statfs costs as much as appending thirty records. */
    private static final int CHECK_EVERY_BYTES = 64 << 10;

    /** Going on needs a little more than the floor, so that we do not stop again at once. */
    private static final int HYSTERESIS_SHIFT = 4;

    private static final Logger LOG = LoggerFactory.getLogger(FreeSpace.class);

    private final File directory;
    private final long floorBytes;
    private final Counters counters;
    private boolean enough = true;
    private long checkedNanos;
    private int writtenSinceCheck = CHECK_EVERY_BYTES;

    FreeSpace(File directory, long floorBytes, Counters counters) {
        this.directory = directory;
        this.floorBytes = floorBytes;
        this.counters = counters;
    }

    /** What is left, for messages and the first check. */
    long usableBytes() {
        return directory.getUsableSpace();
    }

    /** Whether a document of this many octets may be written now. */
    boolean allows(long nowNanos, int bytes) {
        writtenSinceCheck += bytes;
        boolean due = nowNanos - checkedNanos >= CHECK_EVERY_NANOS || nowNanos < checkedNanos;
        if (due || (enough && writtenSinceCheck >= CHECK_EVERY_BYTES)) {
            check(nowNanos);
        }
        return enough;
    }

    /** Looks at the disk now. */
    boolean check(long nowNanos) {
        checkedNanos = nowNanos;
        writtenSinceCheck = 0;
        long usable = usableBytes();
        long needed = enough ? floorBytes : floorBytes + (floorBytes >> HYSTERESIS_SHIFT);
        if (enough && usable < needed) {
            enough = false;
            counters.increment(JournalCounter.SPACE_STOPS);
            LOG.error(
                    "journal: {}: {} MiB free, below the floor of {} MiB: appending stops, timings"
                            + " are lost until there is space",
                    directory,
                    usable >> 20,
                    floorBytes >> 20);
        } else if (!enough && usable >= needed) {
            enough = true;
            LOG.warn("journal: {}: {} MiB free: appending goes on", directory, usable >> 20);
        }
        return enough;
    }
}
