package org.beibu.probe.capture;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The public captures that lie beside the repository; tests that need them skip without them. */
public final class SharedCaptures {
    private final Path folder;

    private SharedCaptures(Path folder) {
        this.folder = folder;
    }

    /** Ends the test as skipped, with the reason, when the captures are not on this machine. */
    public static SharedCaptures orSkip() {
        String environment = System.getenv("BEIBU_SHARED");
        Path shared =
                environment != null
                        ? Path.of(environment)
                        : Path.of(System.getProperty("beibu.root", "."), "..", "shared");
        Path folder = shared.resolve("data").resolve("captures");
        assumeTrue(Files.isDirectory(folder), "no captures at " + folder);
        return new SharedCaptures(folder);
    }

    /** Where they lie. */
    public Path folder() {
        return folder;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** Packets of each file as the manifest states them, -1 where it states none. */
    Map<String, Integer> packetCounts() throws IOException {
        Map<String, Integer> counts = new LinkedHashMap<>();
        List<String> lines = Files.readAllLines(folder.resolve("MANIFEST.tsv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] columns = line.split("\t", -1);
            boolean stated = columns[6].matches("\\d+");
            counts.put(columns[0], stated ? Integer.parseInt(columns[6]) : -1);
        }
        return counts;
    }
}
