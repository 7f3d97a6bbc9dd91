package org.beibu.runtime.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * Where the journal lies and how much of it is kept. Retention works on whole cycle files of ten
 * minutes: the oldest goes first, and the file that is being written never goes.
 *
 * @param directory the journal's own directory, and best its own file system
 * @param retentionAge a cycle that ended longer ago than this is deleted
 * @param retentionBytes the oldest cycles are deleted while the journal occupies more than this on
 *     disk (blocks, not apparent sizes)
 * @param freeSpaceFloorBytes with less than this left on the file system nothing is opened and
 *     nothing appended; at least {@link #LOWEST_FLOOR_BYTES}
 */
public record JournalConfig(
        Path directory, Duration retentionAge, long retentionBytes, long freeSpaceFloorBytes) {

    /** The lowest floor: two blocks of the mapped file, one being written and one being rolled. */
    public static final long LOWEST_FLOOR_BYTES = 2L * JournalQueue.BLOCK_BYTES;

    /** The default of {@link #retentionAge()}: 7 days. */
    public static final Duration DEFAULT_RETENTION_AGE = Duration.ofDays(7);

    /** The default of {@link #retentionBytes()}: 20 GiB. */
    public static final long DEFAULT_RETENTION_BYTES = 20L << 30;

    /** The default of {@link #freeSpaceFloorBytes()}: 1 GiB. */
    public static final long DEFAULT_FREE_SPACE_FLOOR_BYTES = 1L << 30;

    public JournalConfig {
        Objects.requireNonNull(directory, "directory");
        if (retentionAge.isNegative() || retentionAge.isZero()) {
            throw new IllegalArgumentException("retention age must be positive: " + retentionAge);
        }
        if (retentionBytes <= 0) {
            throw new IllegalArgumentException(
                    "retention size must be positive: " + retentionBytes);
        }
        if (freeSpaceFloorBytes < LOWEST_FLOOR_BYTES) {
            throw new IllegalArgumentException(
                    "free-space floor must be at least "
                            + LOWEST_FLOOR_BYTES
                            + " bytes: "
                            + freeSpaceFloorBytes);
        }
    }

    /** A journal in this directory with the defaults. */
    public static JournalConfig at(Path directory) {
        return new JournalConfig(
                directory,
                DEFAULT_RETENTION_AGE,
                DEFAULT_RETENTION_BYTES,
                DEFAULT_FREE_SPACE_FLOOR_BYTES);
    }

    /** The same with another free-space floor. */
    public JournalConfig withFreeSpaceFloor(long bytes) {
        return new JournalConfig(directory, retentionAge, retentionBytes, bytes);
    }

    /** The same with another retention. */
    public JournalConfig withRetention(Duration age, long bytes) {
        return new JournalConfig(directory, age, bytes, freeSpaceFloorBytes);
    }
}
