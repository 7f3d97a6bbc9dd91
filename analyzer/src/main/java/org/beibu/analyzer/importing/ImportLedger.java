package org.beibu.analyzer.importing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Which file brought in which span of which source: {@code imports.tsv} beside the store, a line
 * {@code probe, method, path, from, to} each (epoch nanoseconds, both ends included), written
 * before the first sample. What an earlier line of the same source covers is not imported again
 * from another file, and a second run of the same file sees only the lines before its own.
 *
 * <p>A last line without its end was cut by a full disk or a kill: its import has not begun, so it
 * counts for nothing and the next line takes its place.
 */
final class ImportLedger {
    private final Path file;
    private final List<Entry> entries = new ArrayList<>();

    /** Octets of whole lines. */
    private long length;

    /** One line. */
    record Entry(String probe, String method, String path, long fromNanos, long toNanos) {
        boolean isOf(Entry other) {
            return method.equals(other.method) && path.equals(other.path);
        }

        boolean covers(long epochNanos) {
            return fromNanos <= epochNanos && epochNanos <= toNanos;
        }

        private String line() {
            return String.join(
                    "\t", probe, method, path, Long.toString(fromNanos), Long.toString(toNanos));
        }
    }

    /**
     * Reads the ledger; an absent one is empty.
     *
     * @throws IOException when it cannot be read, or holds a line that is none
     */
    ImportLedger(Path file) throws IOException {
        this.file = file;
        String text = Files.exists(file) ? Files.readString(file, ISO_8859_1) : "";
        length = text.lastIndexOf('\n') + 1L;
        for (String line : text.substring(0, (int) length).lines().toList()) {
            entries.add(parse(line));
        }
    }

    private Entry parse(String line) throws IOException {
        String[] cells = line.split("\t", -1);
        try {
            return new Entry(
                    cells[0],
                    cells[1],
                    cells[2],
                    Long.parseLong(cells[3]),
                    Long.parseLong(cells[4]));
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new IOException(file + ": not a line of it: '" + line + "': restore a backup", e);
        }
    }

    /**
     * The spans of the same source that came before this entry, which is added unless it is there.
     *
     * @throws IOException when it cannot be written
     */
    List<Entry> before(Entry entry) throws IOException {
        List<Entry> earlier = new ArrayList<>();
        for (Entry known : entries) {
            if (known.probe.equals(entry.probe)) {
                return earlier;
            }
            if (known.isOf(entry)) {
                earlier.add(known);
            }
        }
        append(entry);
        return earlier;
    }

    private void append(Entry entry) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer line = ISO_8859_1.encode(entry.line() + "\n");
            channel.truncate(length).position(length);
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(true);
            length = channel.position();
        } catch (IOException e) {
            throw new IOException(
                    file + ": cannot be written: " + e.getMessage() + ": then import again", e);
        }
        entries.add(entry);
    }
}
