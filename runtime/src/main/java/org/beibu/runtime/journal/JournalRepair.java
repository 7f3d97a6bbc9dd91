package org.beibu.runtime.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;
import net.openhft.chronicle.wire.Wire;
import org.beibu.runtime.counters.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes cycle files anew that a power failure has left with holes. Pages reach the disk in any
 * order; where one is missing a document has no head, and every reader would wait there for ever.
 * The file's own note of its end may be newer than its documents, too, and the writer would go on
 * behind the hole.
 *
 * <p>A file of the queue is a row of documents, each behind a word (little-endian) that holds its
 * length; 0 or a negative word means that the next document is still to come. The new file holds
 * what is in that row, sound or not, so that indexes stay valid, and then the sound documents that
 * were found behind its end.
 *
 * <p>Only for the holder of the writer's lock, before it opens the queue. After a start of the
 * machine the newest file is written anew in any case; else it is only looked at.
 */
final class JournalRepair {
    private static final Logger LOG = LoggerFactory.getLogger(JournalRepair.class);

    /** What has not reached the disk is some seconds old: of the last cycles. */
    private static final int NEWEST = 3;

    private static final int WORD = Integer.BYTES;
    private static final int META_DATA = 1 << 30;
    private static final int LENGTH_MASK = META_DATA - 1;

    /** The word behind the last document of a cycle that is over. */
    private static final int END_OF_CYCLE = 0xc000_0000;

    private static final int CHUNK = 64 << 10;

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    /** Holds the number of the machine's start that the last writer ran in. */
    static final String BOOT_FILE = "boot";

    private static final String SCRATCH = "repair";

    private final Path directory;
    private final Counters counters;
    private final CRC32C crc = new CRC32C();
    private final byte[] octets = new byte[JournalFormat.MAX_DOCUMENT];
    private final ByteBuffer document = ByteBuffer.wrap(octets);
    private final ByteBuffer words =
            ByteBuffer.allocateDirect(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);

    /** Where in the file the chunk of words begins. */
    private long wordsAt;

    JournalRepair(Path directory, Counters counters) {
        this.directory = directory;
        this.counters = counters;
    }

    /** Looks at the newest files. */
    void run() throws IOException {
        String boot = Files.isReadable(BOOT_ID) ? Files.readString(BOOT_ID).strip() : "";
        Path note = directory.resolve(BOOT_FILE);
        boolean restarted = Files.exists(note) && !Files.readString(note).strip().equals(boot);
        List<Path> cycles = new ArrayList<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(directory, "*" + JournalQueue.CYCLE_SUFFIX)) {
            files.forEach(cycles::add);
        }
        cycles.sort(Comparator.comparing(Path::toString));
        for (Path cycle : cycles.subList(Math.max(0, cycles.size() - NEWEST), cycles.size())) {
            check(cycle, restarted);
        }
        if (!Files.exists(note) || restarted) {
            Files.writeString(note, boot + "\n");
        }
    }

    private void check(Path cycle, boolean restarted) throws IOException {
        words.limit(0); // of another file
        try (FileChannel channel = FileChannel.open(cycle, StandardOpenOption.READ)) {
            long end = walk(channel, 0, at -> {});
            int last = word(channel, end);
            boolean open = last != END_OF_CYCLE && end > 0;
            boolean behind = last != END_OF_CYCLE && nextSound(channel, end + WORD) > 0;
            if (!behind && !(open && restarted)) {
                return;
            }
            LOG.warn("journal: {}: written anew after a failure of the machine", cycle);
            rewrite(cycle, channel);
            counters.increment(JournalCounter.CYCLES_REPAIRED);
        }
    }

    private interface Visitor {
        void at(long document) throws IOException;
    }

    /** Visits the documents of the row that begins here; where it ends. */
    private long walk(FileChannel channel, long from, Visitor visitor) throws IOException {
        long at = from;
        int length = word(channel, at);
        while (length > 0) {
            if ((length & META_DATA) == 0) {
                visitor.at(at + WORD);
            }
            at += WORD + (length & LENGTH_MASK);
            at = (at + WORD - 1) & -WORD;
            length = word(channel, at);
        }
        return at;
    }

    private void rewrite(Path cycle, FileChannel channel) throws IOException {
        Path scratch = directory.resolve(SCRATCH);
        remove(scratch);
        long begin = Retention.startMillis(cycle);
        Path made;
        try (SingleChronicleQueue queue = JournalQueue.open(scratch, () -> begin);
                ExcerptAppender appender = queue.createAppender()) {
            long end = walk(channel, 0, at -> copy(channel, at, appender));
            long sound = nextSound(channel, end + WORD);
            while (sound > 0) {
                end = walk(channel, sound - WORD, at -> copy(channel, at, appender));
                sound = nextSound(channel, end + WORD);
            }
            made = scratch.resolve(String.valueOf(cycle.getFileName()));
        }
        if (Files.exists(made)) {
            UnsyncedFiles.force(made);
            Files.move(made, cycle, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.delete(cycle); // it held nothing
        }
        UnsyncedFiles.force(directory);
        remove(scratch);
    }

    /** Copies a document as it is; one that is not ours keeps its place with what fits. */
    private void copy(FileChannel channel, long at, ExcerptAppender appender) throws IOException {
        int length = Math.min(word(channel, at - WORD) & LENGTH_MASK, octets.length);
        document.clear().limit(length);
        channel.read(document, at);
        try (DocumentContext context = appender.writingDocument()) {
            Wire wire = context.wire();
            if (wire == null) {
                throw new IOException("document without a wire");
            }
            wire.bytes().write(octets, 0, length);
        }
    }

    private static void remove(Path scratch) throws IOException {
        if (!Files.exists(scratch)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(scratch)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(scratch);
    }

    /** A file of ten minutes may hold a million documents: many words are read at once. */
    private int word(FileChannel channel, long at) throws IOException {
        if (at < wordsAt || at + WORD > wordsAt + words.limit()) {
            words.clear();
            channel.read(words, at);
            words.flip();
            wordsAt = at;
        }
        return words.limit() < WORD ? 0 : words.getInt((int) (at - wordsAt));
    }

    /** Where the next sound document begins, behind its word; 0 when there is none. */
    private long nextSound(FileChannel channel, long from) throws IOException {
        long size = channel.size();
        for (long start = from; start < size; start += CHUNK - WORD) {
            chunk.clear();
            int read = channel.read(chunk, start);
            for (int i = 0; i + WORD <= read; i += WORD) {
                if (chunk.getInt(i) == JournalFormat.MAGIC && isSound(channel, start + i)) {
                    return start + i;
                }
            }
        }
        return 0;
    }

    private boolean isSound(FileChannel channel, long at) throws IOException {
        int length = word(channel, at - WORD);
        if (length < JournalFormat.HEADER_LENGTH || length > JournalFormat.MAX_DOCUMENT) {
            return false;
        }
        document.clear().limit(length);
        return channel.read(document, at) == length
                && JournalFormat.fault(crc, octets, document.clear(), length) == null;
    }
}
