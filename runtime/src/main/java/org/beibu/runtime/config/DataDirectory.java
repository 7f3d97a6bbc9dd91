package org.beibu.runtime.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where journal and store lie when nobody says: {@code $BEIBU_DATA}, else {@code /var/lib/beibu}
 * where this process may write, else {@code ~/.local/share/beibu}.
 */
public final class DataDirectory {
    /** The environment variable. */
    public static final String VARIABLE = "BEIBU_DATA";

    private static final Path SYSTEM = Path.of("/var/lib/beibu");

    private DataDirectory() {}

    /** The directory for a process with this environment and home directory. */
    public static Path choose(Map<String, String> environment, Path home) {
        String named = environment.getOrDefault(VARIABLE, "");
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        boolean ours =
                Files.isWritable(SYSTEM)
                        || (Files.notExists(SYSTEM) && Files.isWritable(SYSTEM.getParent()));
        return ours ? SYSTEM : home.resolve(".local/share/beibu");
    }

    /** The directory for this process. */
    public static Path choose() {
        return choose(System.getenv(), Path.of(System.getProperty("user.home", ".")));
    }
}
