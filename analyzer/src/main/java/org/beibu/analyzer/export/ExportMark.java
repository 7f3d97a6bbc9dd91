package org.beibu.analyzer.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalLong;

/**
 * The file that remembers how far the export got: one line, epoch nanoseconds. Every window that
 * starts before it was confirmed when the file was written. It survives kill -9 whole, being
 * replaced by renaming; a file that cannot be read as a number counts as absent.
 */
final class ExportMark {
    private final Path file;

    ExportMark(Path file) {
        this.file = file;
    }

    /** The remembered moment; empty when nothing was exported yet. */
    OptionalLong read() throws IOException {
        try {
            return OptionalLong.of(Long.parseLong(Files.readString(file).strip()));
        } catch (NoSuchFileException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** Remembers the moment. */
    void write(long epochNanos) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(next, epochNanos + "\n");
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
