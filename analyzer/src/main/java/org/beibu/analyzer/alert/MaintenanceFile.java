package org.beibu.analyzer.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.beibu.runtime.lock.ProcessLock;

/**
 * Maintenance that was written down by command, in a file beside the store: the command writes it,
 * the analyzer reads it again when it has changed. A changed file is put in the old one's place
 * whole.
 */
public final class MaintenanceFile {
    /** Where the file lies in the data directory. */
    public static final String FILE_NAME = "store/maintenance.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Ended maintenance is kept as long as service levels may ask for it. */
    private static final long KEPT_NANOS = Duration.ofDays(70).toNanos();

    private final Path file;

    public MaintenanceFile(Path file) {
        this.file = file;
    }

    /** What changes when the file is changed: its time and length. */
    String version() {
        try {
            return Files.getLastModifiedTime(file) + " " + Files.size(file);
        } catch (IOException e) {
            return "absent";
        }
    }

    /** Everything written down, oldest first; nothing when there is no file. */
    public List<MaintenanceWindow> read() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<MaintenanceWindow> windows = new ArrayList<>();
        for (JsonNode node : JSON.readTree(file.toFile()).path("maintenance")) {
            try {
                windows.add(window(node));
            } catch (IllegalArgumentException e) {
                throw new IOException(file + ": " + e.getMessage(), e);
            }
        }
        return windows;
    }

    private static MaintenanceWindow window(JsonNode node) {
        Map<String, String> matchers = new TreeMap<>();
        node.path("matchers")
                .properties()
                .forEach(entry -> matchers.put(entry.getKey(), entry.getValue().asText()));
        return new MaintenanceWindow(
                node.path("id").asText(),
                node.path("from_ns").asLong(),
                node.path("to_ns").asLong(),
                matchers,
                node.path("comment").asText(),
                node.path("added_ns").asLong());
    }

    /** Writes one more down; its id. */
    public String add(
            long fromNanos,
            long toNanos,
            Map<String, String> matchers,
            String comment,
            long nowNanos)
            throws IOException {
        String[] id = {""};
        change(
                windows -> {
                    List<MaintenanceWindow> more = new ArrayList<>(windows);
                    more.removeIf(window -> window.toNanos() < nowNanos - KEPT_NANOS);
                    int highest =
                            windows.stream()
                                    .mapToInt(window -> Integer.parseInt(window.id().substring(1)))
                                    .max()
                                    .orElse(0);
                    id[0] = "m" + (highest + 1);
                    more.add(
                            new MaintenanceWindow(
                                    id[0], fromNanos, toNanos, matchers, comment, nowNanos));
                    return more;
                });
        return id[0];
    }

    /** Ends one now; empty when there is none of this id that has not ended. */
    public Optional<MaintenanceWindow> end(String id, long nowNanos) throws IOException {
        List<MaintenanceWindow> ended = new ArrayList<>();
        change(
                windows -> {
                    List<MaintenanceWindow> more = new ArrayList<>();
                    for (MaintenanceWindow window : windows) {
                        boolean named = window.id().equals(id) && window.toNanos() > nowNanos;
                        MaintenanceWindow kept = named ? window.ended(nowNanos) : window;
                        more.add(kept);
                        if (named) {
                            ended.add(kept);
                        }
                    }
                    return more;
                });
        return ended.stream().findFirst();
    }

    private void change(UnaryOperator<List<MaintenanceWindow>> change) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Path lockFile = Path.of(file + ".lock");
        ProcessLock lock =
                ProcessLock.take(lockFile)
                        .orElseThrow(
                                () -> new IOException(lockFile + ": in use; try again at once"));
        try {
            List<MaintenanceWindow> changed = change.apply(read());
            ObjectNode root = JSON.createObjectNode();
            root.put("schema", "beibu/maintenance-file/v1");
            ArrayNode all = root.putArray("maintenance");
            changed.forEach(window -> write(all.addObject(), window));
            replace(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
        } finally {
            lock.close();
        }
    }

    private static void write(ObjectNode node, MaintenanceWindow window) {
        node.put("id", window.id());
        node.put("from_ns", window.fromNanos());
        node.put("to_ns", window.toNanos());
        ObjectNode matchers = node.putObject("matchers");
        window.matchers().forEach(matchers::put);
        node.put("comment", window.comment());
        node.put("added_ns", window.addedNanos());
    }

    /** Puts a file in the place of another, whole or not at all. */
    static void replace(Path file, byte[] octets) throws IOException {
        Path next = Path.of(file + ".new");
        Files.write(next, octets);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
