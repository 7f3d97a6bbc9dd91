package org.beibu.runtime.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.beibu.model.Catalogue;
import org.beibu.runtime.journal.JournalConfig;

/**
 * What all daemons share: section {@code shared}.
 *
 * @param data the directory that holds journal and store
 * @param catalogue the destinations
 * @param exits the exits, in the order of the file
 * @param serviceClasses the classes of traffic, in the order of the file; class {@code i} has
 *     number {@code i + 1}, 0 being all other traffic
 * @param journal the timing journal in {@code data/journal}
 */
public record SharedConfig(
        Path data,
        Catalogue catalogue,
        List<ExitConfig> exits,
        List<ServiceClassConfig> serviceClasses,
        JournalConfig journal) {

    private static final String SECTION = "shared";

    private static final ConfigKey DATA =
            ConfigKey.of(
                    "shared.data",
                    "",
                    "Directory of journal and store; without it $BEIBU_DATA, else /var/lib/beibu"
                            + " where writable, else ~/.local/share/beibu.");
    private static final ConfigKey CATALOGUE =
            ConfigKey.of(
                    "shared.catalogue",
                    "",
                    "Tab-separated file of destinations and prefixes; without it the one that"
                            + " ships with Beibu.");
    private static final ConfigKey RETENTION_AGE =
            ConfigKey.of(
                    "shared.journal.retention_age",
                    "7d",
                    "Journal cycles that ended longer ago are deleted.");
    private static final ConfigKey RETENTION_SIZE =
            ConfigKey.of(
                    "shared.journal.retention_size",
                    "20GiB",
                    "The oldest journal cycles are deleted while the journal takes more disk.");
    private static final ConfigKey FREE_SPACE_FLOOR =
            ConfigKey.of(
                    "shared.journal.free_space_floor",
                    "1GiB",
                    "With less than this free on its file system the journal is not appended to.");

    /** All keys of the section. */
    public static final List<ConfigKey> KEYS =
            Stream.of(
                            List.of(
                                    DATA,
                                    CATALOGUE,
                                    RETENTION_AGE,
                                    RETENTION_SIZE,
                                    FREE_SPACE_FLOOR),
                            ExitConfig.KEYS,
                            ServiceClassConfig.KEYS)
                    .flatMap(List::stream)
                    .toList();

    public SharedConfig {
        exits = List.copyOf(exits);
        serviceClasses = List.copyOf(serviceClasses);
    }

    /**
     * The section of a file; the catalogue's file is read at once.
     *
     * @throws ConfigException naming line and column
     */
    public static SharedConfig from(ConfigFile file) throws ConfigException {
        ConfigSection section = file.section(SECTION, KEYS);
        Path data = section.optionalParsed(DATA, Path::of).orElseGet(DataDirectory::choose);
        return new SharedConfig(
                data,
                catalogue(section),
                ExitConfig.list(section),
                ServiceClassConfig.list(section),
                journal(section, data));
    }

    /** Everything at its default but the data directory. */
    public static SharedConfig at(Path data) {
        return new SharedConfig(
                data,
                Catalogue.bundled(),
                List.of(),
                List.of(),
                JournalConfig.at(journalDirectory(data)));
    }

    /** The same with another journal. */
    public SharedConfig withJournal(JournalConfig other) {
        return new SharedConfig(data, catalogue, exits, serviceClasses, other);
    }

    /** Names of the service classes by number; 0 is {@link ServiceClassConfig#OTHER}. */
    public List<String> serviceClassNames() {
        return Stream.concat(
                        Stream.of(ServiceClassConfig.OTHER),
                        serviceClasses.stream().map(ServiceClassConfig::name))
                .toList();
    }

    private static Path journalDirectory(Path data) {
        return data.resolve("journal");
    }

    private static Catalogue catalogue(ConfigSection section) throws ConfigException {
        Optional<Path> file = section.optionalParsed(CATALOGUE, Path::of);
        if (file.isEmpty()) {
            return Catalogue.bundled();
        }
        try {
            return Catalogue.load(file.get());
        } catch (IOException e) {
            throw section.error(CATALOGUE, "cannot be read: " + e);
        } catch (IllegalArgumentException e) {
            throw section.error(CATALOGUE, String.valueOf(e.getMessage()));
        }
    }

    private static JournalConfig journal(ConfigSection section, Path data) throws ConfigException {
        long floor = section.octets(FREE_SPACE_FLOOR);
        if (floor < JournalConfig.LOWEST_FLOOR_BYTES) {
            throw section.error(
                    FREE_SPACE_FLOOR,
                    "must be at least " + Units.octetsText(JournalConfig.LOWEST_FLOOR_BYTES));
        }
        long size = section.octets(RETENTION_SIZE);
        if (size <= 0) {
            throw section.error(RETENTION_SIZE, "must be more than nothing");
        }
        if (section.duration(RETENTION_AGE).isZero()) {
            throw section.error(RETENTION_AGE, "must be more than nothing");
        }
        return new JournalConfig(
                journalDirectory(data), section.duration(RETENTION_AGE), size, floor);
    }
}
