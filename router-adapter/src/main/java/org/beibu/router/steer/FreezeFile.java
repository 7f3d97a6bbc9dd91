package org.beibu.router.steer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The freeze switch on disk, so that a restart does not thaw what a person froze. */
public final class FreezeFile {
    private final Path file;

    /** The switch at this place. */
    public FreezeFile(Path file) {
        this.file = file;
    }

    /** Who froze it and why; empty when it is not frozen. A file that cannot be read freezes. */
    public Optional<String> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(file, StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            return Optional.of("frozen, " + file + " cannot be read: " + e);
        }
    }

    /** Freezes. */
    public void write(String why) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, why + "\n", StandardCharsets.UTF_8);
        try {
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Thaws. */
    public void delete() throws IOException {
        Files.deleteIfExists(file);
    }
}
