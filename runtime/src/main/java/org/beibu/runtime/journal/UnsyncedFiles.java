package org.beibu.runtime.journal;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import net.openhft.chronicle.queue.ExcerptTailer;

/**
 * The cycle files that were read since the last sync. The writer maps them and leaves it to the
 * kernel when they reach the disk. Any process may ask for it: a sync of the file writes what
 * others have changed in it too.
 */
final class UnsyncedFiles {
    private final Set<Path> files = new LinkedHashSet<>();
    private final Set<Path> named = new LinkedHashSet<>();
    private int cycle = Integer.MIN_VALUE;
    private boolean touched;

    /** A document was read. */
    void read(ExcerptTailer tailer) {
        touched = true;
        if (tailer.cycle() != cycle || files.isEmpty()) {
            File file = tailer.currentFile();
            if (file != null) {
                cycle = tailer.cycle();
                files.add(file.toPath());
            }
        }
    }

    /** Waits until what they hold is on the disk, and their names in the directory. */
    void force() throws IOException {
        if (!touched) {
            return;
        }
        for (Path file : files) {
            force(file);
            if (named.add(file)) {
                force(Optional.ofNullable(file.getParent()).orElse(file));
            }
        }
        named.retainAll(files);
        files.clear();
        touched = false;
    }

    /** Waits until a file or a directory is on the disk. */
    static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (NoSuchFileException e) {
            // Retention was faster: there is nothing to keep.
        }
    }
}
