package org.beibu.runtime.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.beibu.runtime.counters.Counters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the oldest cycle files by age and by size. The newest file, which is the one being
 * written, always stays. A reader that is still behind keeps its mapping of the deleted file, then
 * finds the next one, and notices by the sequence numbers what it has missed.
 */
final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern(JournalQueue.CYCLE.format());

    /** The unit in which file systems hand out space, or a multiple of it. */
    private static final int PAGE = 4096;

    private final JournalConfig config;
    private final Counters counters;

    Retention(JournalConfig config, Counters counters) {
        this.config = config;
        this.counters = counters;
    }

    /** One cycle file. */
    private record Cycle(Path file, long endEpochNanos, long occupiedBytes) {}

    /** Deletes what is due; gives the number of files deleted. */
    int apply(long nowEpochNanos) {
        int deleted = 0;
        try {
            List<Cycle> cycles = cycles();
            long occupied = cycles.stream().mapToLong(Cycle::occupiedBytes).sum();
            for (Cycle cycle : cycles.subList(0, Math.max(0, cycles.size() - 1))) {
                boolean old = nowEpochNanos - cycle.endEpochNanos > config.retentionAge().toNanos();
                if (!old && occupied <= config.retentionBytes()) {
                    break;
                }
                Files.deleteIfExists(cycle.file);
                occupied -= cycle.occupiedBytes;
                deleted++;
                LOG.info("journal: {}: deleted by {}", cycle.file, old ? "age" : "size");
            }
        } catch (IOException e) {
            counters.increment(JournalCounter.RETENTION_FAILURES);
            LOG.warn("journal: {}: retention failed: {}", config.directory(), e.toString());
        }
        counters.add(JournalCounter.CYCLES_DELETED, deleted);
        return deleted;
    }

    /** Cycle files, oldest first; files with other names are not ours and stay. */
    private List<Cycle> cycles() throws IOException {
        List<Cycle> cycles = new ArrayList<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(config.directory(), "*" + JournalQueue.CYCLE_SUFFIX)) {
            for (Path file : files) {
                Cycle cycle = cycle(file);
                if (cycle != null) {
                    cycles.add(cycle);
                }
            }
        }
        cycles.sort(Comparator.comparingLong(Cycle::endEpochNanos));
        return cycles;
    }

    private static @Nullable Cycle cycle(Path file) throws IOException {
        String name = file.getFileName().toString();
        String stem = name.substring(0, name.length() - JournalQueue.CYCLE_SUFFIX.length());
        try {
            long startSeconds = LocalDateTime.parse(stem, NAME).toEpochSecond(ZoneOffset.UTC);
            long end =
                    TimeUnit.SECONDS.toNanos(startSeconds)
                            + Duration.ofMillis(JournalQueue.CYCLE.lengthInMillis()).toNanos();
            return new Cycle(file, end, occupiedBytes(file));
        } catch (DateTimeParseException notACycle) {
            return null;
        }
    }

    /**
     * Octets on disk. Cycle files are mapped in blocks of some MiB and sparse behind the last
     * document, so their sizes say little; Java does not tell a file's blocks; so this looks for
     * the last octet that is not zero; the few unused index pages before it count as used. Reading
     * a hole occupies nothing.
     */
    static long occupiedBytes(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer page = ByteBuffer.allocate(PAGE);
            long at = (channel.size() + PAGE - 1) / PAGE * PAGE;
            while (at > 0 && isZero(channel, page, at - PAGE)) {
                at -= PAGE;
            }
            return at;
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    private static boolean isZero(FileChannel channel, ByteBuffer page, long at)
            throws IOException {
        page.clear();
        int length = Math.max(0, channel.read(page, at));
        for (int i = 0; i < length; i++) {
            if (page.get(i) != 0) {
                return false;
            }
        }
        return true;
    }
}
