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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /** What is read at once while a file is measured. */
    private static final int READ_BYTES = 16 * PAGE;

    /**
     * Finished cycles measured in one turn. A start finds a thousand, which take seconds, and the
     * thread has packets to take; those not measured yet count as nothing.
     */
    static final int MEASURED_A_TURN = 16;

    private final JournalConfig config;
    private final Counters counters;
    private final Measure measure;

    /** Sizes of finished cycles, which never change. */
    private final Map<Path, Long> finished = new HashMap<>();

    Retention(JournalConfig config, Counters counters) {
        this(config, counters, Retention::occupiedBytes);
    }

    Retention(JournalConfig config, Counters counters, Measure measure) {
        this.config = config;
        this.counters = counters;
        this.measure = measure;
    }

    /** Finds out how many octets of the disk a file occupies. */
    interface Measure {
        long occupiedBytes(Path file) throws IOException;
    }

    /** One cycle file. */
    private record Cycle(Path file, long endEpochNanos) {}

    /** Deletes what is due; gives the number of files deleted. */
    int apply(long nowEpochNanos) {
        int deleted = 0;
        try {
            List<Cycle> cycles = cycles();
            int last = cycles.size() - 1;
            while (deleted < last && isOld(cycles.get(deleted), nowEpochNanos)) {
                delete(cycles.get(deleted++), "age");
            }
            long occupied = measure(cycles.subList(deleted, cycles.size()));
            while (deleted < last && occupied > config.retentionBytes()) {
                Cycle cycle = cycles.get(deleted++);
                occupied -= finished.getOrDefault(cycle.file, 0L);
                delete(cycle, "size");
            }
        } catch (IOException e) {
            counters.increment(JournalCounter.RETENTION_FAILURES);
            LOG.warn("journal: {}: retention failed: {}", config.directory(), e.toString());
        }
        counters.add(JournalCounter.CYCLES_DELETED, deleted);
        return deleted;
    }

    private boolean isOld(Cycle cycle, long nowEpochNanos) {
        return nowEpochNanos - cycle.endEpochNanos > config.retentionAge().toNanos();
    }

    private void delete(Cycle cycle, String why) throws IOException {
        Files.deleteIfExists(cycle.file);
        finished.remove(cycle.file);
        LOG.info("journal: {}: deleted by {}", cycle.file, why);
    }

    /** Octets that these occupy, as far as they are measured; the last one is still written. */
    private long measure(List<Cycle> cycles) throws IOException {
        long occupied = 0;
        int measured = 0;
        for (int i = 0; i < cycles.size(); i++) {
            Path file = cycles.get(i).file;
            Long known = finished.get(file);
            if (i == cycles.size() - 1) {
                known = measure.occupiedBytes(file);
            } else if (known == null && measured < MEASURED_A_TURN) {
                known = measure.occupiedBytes(file);
                finished.put(file, known);
                measured++;
            }
            occupied += known == null ? 0 : known;
        }
        return occupied;
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

    /** When a cycle begins, by the name of its file, epoch milliseconds. */
    static long startMillis(Path file) {
        String name = String.valueOf(file.getFileName());
        String stem = name.substring(0, name.length() - JournalQueue.CYCLE_SUFFIX.length());
        long seconds = LocalDateTime.parse(stem, NAME).toEpochSecond(ZoneOffset.UTC);
        return TimeUnit.SECONDS.toMillis(seconds);
    }

    private static @Nullable Cycle cycle(Path file) {
        try {
            long end =
                    TimeUnit.MILLISECONDS.toNanos(startMillis(file))
                            + Duration.ofMillis(JournalQueue.CYCLE.lengthInMillis()).toNanos();
            return new Cycle(file, end);
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
            ByteBuffer block = ByteBuffer.allocate(READ_BYTES);
            long from = channel.size() / READ_BYTES * READ_BYTES;
            int used = used(channel, block, from);
            while (used == 0 && from > 0) {
                from -= READ_BYTES;
                used = used(channel, block, from);
            }
            return from + used;
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** Octets up to the end of the last page of a block that holds something. */
    private static int used(FileChannel channel, ByteBuffer block, long from) throws IOException {
        block.clear();
        while (block.hasRemaining() && channel.read(block, from + block.position()) > 0) {
            // until full, or the file ends
        }
        while (block.position() % Long.BYTES != 0) {
            block.put((byte) 0);
        }
        int end = block.position();
        while (end > 0 && block.getLong(end - Long.BYTES) == 0) {
            end -= Long.BYTES;
        }
        return (end + PAGE - 1) / PAGE * PAGE;
    }
}
