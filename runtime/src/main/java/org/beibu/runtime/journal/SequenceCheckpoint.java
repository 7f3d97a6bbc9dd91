package org.beibu.runtime.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last sequence number of each probe up to one document of the journal, kept in the file {@code
 * sequences} beside the cycles. It spares the writer the way through the whole journal at each
 * start, and remembers probes whose cycles retention has deleted. Without the file, or with a
 * damaged one, the writer reads the whole journal.
 *
 * <pre>
 * beibu journal sequences 1
 * index 78b9a1f00000042        hexadecimal index of the document, 0 = before the first
 * 4711 nanning-1               last sequence number, probe
 * </pre>
 */
final class SequenceCheckpoint {
    private static final Logger LOG = LoggerFactory.getLogger(SequenceCheckpoint.class);
    private static final String NAME = "sequences";
    private static final String HEADER = "beibu journal sequences 1";
    private static final String INDEX = "index ";
    private static final int HEXADECIMAL = 16;

    private final Path file;
    private final Map<String, Long> sequences = new TreeMap<>();
    private long index;

    SequenceCheckpoint(Path directory) {
        this.file = directory.resolve(NAME);
    }

    /** Reads the file; afterwards everything is empty when there is none or it is damaged. */
    void load() {
        sequences.clear();
        index = 0;
        if (!Files.exists(file)) {
            return;
        }
        try {
            parse(Files.readAllLines(file, StandardCharsets.US_ASCII));
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("journal: {}: damaged, reading the whole journal: {}", file, e.toString());
            sequences.clear();
            index = 0;
        }
    }

    private void parse(List<String> lines) {
        if (lines.size() < 2 || !lines.get(0).equals(HEADER) || !lines.get(1).startsWith(INDEX)) {
            throw new IllegalArgumentException("header missing");
        }
        Map<String, Long> read = new HashMap<>();
        for (String line : lines.subList(2, lines.size())) {
            int space = line.indexOf(' ');
            if (space < 0) {
                throw new IllegalArgumentException("line without a probe: '" + line + "'");
            }
            read.put(line.substring(space + 1), Long.parseLong(line.substring(0, space)));
        }
        index = Long.parseUnsignedLong(lines.get(1).substring(INDEX.length()), HEXADECIMAL);
        sequences.putAll(read);
    }

    /** Writes the file: complete or not at all. */
    void save() throws IOException {
        StringBuilder text = new StringBuilder();
        text.append(HEADER).append('\n');
        text.append(INDEX).append(Long.toHexString(index)).append('\n');
        sequences.forEach(
                (probe, last) -> text.append(last).append(' ').append(probe).append('\n'));
        Path written = file.resolveSibling(NAME + ".new");
        Files.writeString(written, text, StandardCharsets.US_ASCII);
        Files.move(
                written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Index of the last document that is accounted for. */
    long index() {
        return index;
    }

    /** The last sequence number of a probe, 0 when it never wrote. */
    long last(String probe) {
        return sequences.getOrDefault(probe, 0L);
    }

    /** A document of this probe ends with this sequence number. */
    void account(String probe, long lastSequence) {
        sequences.merge(probe, lastSequence, Math::max);
    }

    /** All documents up to this index are accounted for. */
    void reached(long documentIndex) {
        index = documentIndex;
    }
}
