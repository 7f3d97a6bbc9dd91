package org.beibu.simulator.demo;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** The demo's data directory: the person's own, which stays, or a temporary one, which goes. */
public final class DemoDirectory implements AutoCloseable {
    private final Path path;
    private final boolean temporary;

    /**
     * This directory, or a new temporary one for null.
     *
     * @throws IOException when it cannot be made
     */
    public DemoDirectory(@Nullable Path own) throws IOException {
        this.temporary = own == null;
        this.path =
                own == null
                        ? Files.createTempDirectory("beibu-demo-")
                        : Files.createDirectories(own);
    }

    /** The directory. */
    public Path path() {
        return path;
    }

    /** Removes a temporary directory with all that is in it. */
    @Override
    public void close() throws IOException {
        if (temporary) {
            Files.walkFileTree(path, new Remover());
        }
    }

    private static final class Remover extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
