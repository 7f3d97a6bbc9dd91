package org.beibu.analyzer.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a disk may hold after the power fails: of each page written since the last sync either the
 * old octets or the new ones, page by page at random.
 */
final class PowerCut {
    private static final int PAGE = 4_096;

    private final Random random;

    PowerCut(Random random) {
        this.random = random;
    }

    /** The files of a directory as they are now, that is as any process sees them. */
    static Map<String, byte[]> now(Path directory) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    /** Lays in a new directory what may be left of it. */
    void leave(Map<String, byte[]> synced, Map<String, byte[]> written, Path directory)
            throws IOException {
        Files.createDirectories(directory);
        int odds = 1 + random.nextInt(4);
        for (Map.Entry<String, byte[]> file : written.entrySet()) {
            byte[] after = file.getValue();
            byte[] before =
                    Arrays.copyOf(synced.getOrDefault(file.getKey(), new byte[0]), after.length);
            for (int at = 0; at < after.length; at += PAGE) {
                int length = Math.min(PAGE, after.length - at);
                if (random.nextInt(odds) == 0) {
                    System.arraycopy(after, at, before, at, length);
                }
            }
            Files.write(directory.resolve(file.getKey()), before);
        }
        Path boot = directory.resolve("boot");
        if (Files.exists(boot)) {
            Files.writeString(boot, "of another start of the machine\n");
        }
    }

    /** The same of a store; one that was checkpointed meanwhile is left as it was written. */
    void leaveStore(Map<String, byte[]> synced, Map<String, byte[]> written, Path directory)
            throws IOException {
        boolean checkpointed =
                !Arrays.equals(synced.get("beibu.sqlite"), written.get("beibu.sqlite"));
        leave(checkpointed ? written : synced, written, directory);
    }
}
