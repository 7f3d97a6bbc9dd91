package org.beibu.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.analyzer.store.StoreException;
import org.beibu.analyzer.store.StoreHealth;
import org.beibu.runtime.config.SharedConfig;
import org.beibu.runtime.config.Units;

/** What lies on disk: room, journal, store. */
public final class DataChecks {
    private static final Duration SILENT = Duration.ofMinutes(15);

    private DataChecks() {}

    /** All of them; {@code now} tells how old files are. */
    public static List<Finding> all(SharedConfig shared, Instant now) {
        List<Finding> found = new ArrayList<>();
        Path data = shared.data();
        if (!Files.isDirectory(data)) {
            return List.of(
                    Finding.fail(
                                    "data",
                                    data + " does not exist",
                                    "systemd-tmpfiles",
                                    "--create",
                                    "/usr/lib/tmpfiles.d/beibu.conf")
                            .safely());
        }
        found.add(room(data, shared.journal().freeSpaceFloorBytes()));
        found.add(journal(shared.journal().directory(), now));
        found.add(store(data.resolve(SqliteDelayStore.FILE_NAME)));
        return found;
    }

    static Finding room(Path data, long floor) {
        long free = data.toFile().getUsableSpace();
        String detail = (free >> 20) + " MiB free, floor " + Units.octetsText(floor);
        if (free < floor) {
            return Finding.fail(
                    "disk", detail + ": the journal is not appended to", "df", "-h", "" + data);
        }
        return free < 2 * floor
                ? Finding.warn("disk", detail, "df", "-h", "" + data)
                : Finding.ok("disk", detail);
    }

    static Finding journal(Path directory, Instant now) {
        String[] status = {"systemctl", "status", "beibu-probe"};
        if (!Files.isReadable(directory) && Files.exists(directory)) {
            return Finding.fail("journal", directory + " may not be read here", "id");
        }
        Optional<Instant> last = newest(directory);
        if (last.isEmpty()) {
            return Finding.warn("journal", "nothing in " + directory + " yet", status);
        }
        Duration age = Duration.between(last.get(), now);
        String detail = "last written " + last.get();
        return age.compareTo(SILENT) > 0
                ? Finding.warn("journal", detail + ": the probe is silent", status)
                : Finding.ok("journal", detail);
    }

    private static Optional<Instant> newest(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".cq4"))
                    .map(file -> Instant.ofEpochMilli(file.toFile().lastModified()))
                    .max(Instant::compareTo);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Finding store(Path file) {
        if (!Files.exists(file)) {
            String[] status = {"systemctl", "status", "beibu-analyzer"};
            return Finding.warn("store", "no " + file + " yet", status);
        }
        try {
            Optional<String> damage = StoreHealth.damage(file);
            return damage.map(
                            what ->
                                    Finding.fail(
                                            "store",
                                            "damaged: " + what,
                                            "beibu",
                                            "rebuild",
                                            "--without-old"))
                    .orElseGet(() -> Finding.ok("store", "whole: " + file));
        } catch (StoreException e) {
            return Finding.fail("store", String.valueOf(e.getMessage()), "beibu", "rebuild");
        }
    }
}
