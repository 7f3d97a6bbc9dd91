package org.beibu.runtime.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.beibu.model.Address;
import org.beibu.model.Catalogue;
import org.beibu.model.Exit;
import org.beibu.runtime.journal.JournalConfig;

/**
 * What all daemons share: section {@code shared}.
 *
 * @param data the directory that holds journal and store
 * @param catalogue the destinations
 * @param exits the exits, in the order of the file
 * @param journal the timing journal in {@code data/journal}
 */
public record SharedConfig(
        Path data, Catalogue catalogue, List<ExitConfig> exits, JournalConfig journal) {

    private static final String SECTION = "shared";
    private static final int HIGHEST_VLAN = 4094;

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
    private static final ConfigKey EXIT_NAME =
            ConfigKey.of(
                    "shared.exits[].name",
                    "",
                    "Name of an exit: 1 to 16 of a-z, 0-9 and '-'; each exit needs one.");
    private static final ConfigKey EXIT_VLAN =
            ConfigKey.of(
                    "shared.exits[].vlan",
                    "",
                    "VLAN id that marks the packets of the exit, 1 to 4094.");
    private static final ConfigKey EXIT_INTERFACE =
            ConfigKey.of(
                    "shared.exits[].interface",
                    "",
                    "Capture interface that sees only packets of the exit.");
    private static final ConfigKey EXIT_ROUTER =
            ConfigKey.of("shared.exits[].router", "", "Name of the exit's edge router.");
    private static final ConfigKey EXIT_NEXT_HOP =
            ConfigKey.of("shared.exits[].next_hop", "", "Address of the exit's next hop.");
    private static final ConfigKey EXIT_LINK =
            ConfigKey.of("shared.exits[].link", "", "Name of the exit's link.");
    private static final ConfigKey EXIT_UPSTREAM_AS =
            ConfigKey.of("shared.exits[].upstream_as", "0", "AS number of the exit's upstream.");

    /** All keys of the section. */
    public static final List<ConfigKey> KEYS =
            List.of(
                    DATA,
                    CATALOGUE,
                    RETENTION_AGE,
                    RETENTION_SIZE,
                    FREE_SPACE_FLOOR,
                    EXIT_NAME,
                    EXIT_VLAN,
                    EXIT_INTERFACE,
                    EXIT_ROUTER,
                    EXIT_NEXT_HOP,
                    EXIT_LINK,
                    EXIT_UPSTREAM_AS);

    public SharedConfig {
        exits = List.copyOf(exits);
    }

    /**
     * The section of a file; the catalogue's file is read at once.
     *
     * @throws ConfigException naming line and column
     */
    public static SharedConfig from(ConfigFile file) throws ConfigException {
        ConfigSection section = file.section(SECTION, KEYS);
        Path data = section.optionalParsed(DATA, Path::of).orElseGet(DataDirectory::choose);
        return new SharedConfig(data, catalogue(section), exits(section), journal(section, data));
    }

    /** Everything at its default but the data directory. */
    public static SharedConfig at(Path data) {
        return new SharedConfig(
                data, Catalogue.bundled(), List.of(), JournalConfig.at(journalDirectory(data)));
    }

    /** The same with another journal. */
    public SharedConfig withJournal(JournalConfig other) {
        return new SharedConfig(data, catalogue, exits, other);
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

    private static List<ExitConfig> exits(ConfigSection section) throws ConfigException {
        List<ExitConfig> exits = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (ConfigSection element : section.list("exits")) {
            ExitConfig exit = exit(element);
            refuseTwice(seen, "name " + exit.exit().name(), element, EXIT_NAME);
            if (exit.vlan().isPresent()) {
                refuseTwice(seen, "VLAN " + exit.vlan().getAsInt(), element, EXIT_VLAN);
            }
            if (!exit.interfaceName().isEmpty()) {
                refuseTwice(seen, "interface " + exit.interfaceName(), element, EXIT_INTERFACE);
            }
            exits.add(exit);
        }
        return exits;
    }

    private static void refuseTwice(
            Set<String> seen, String mark, ConfigSection element, ConfigKey key)
            throws ConfigException {
        if (!seen.add(mark)) {
            throw element.error(key, "two exits have " + mark);
        }
    }

    private static ExitConfig exit(ConfigSection element) throws ConfigException {
        String router = element.text(EXIT_ROUTER);
        String nextHop =
                element.optionalParsed(EXIT_NEXT_HOP, Address::parse)
                        .map(Address::toString)
                        .orElse("");
        String link = element.text(EXIT_LINK);
        long upstreamAs = element.integer(EXIT_UPSTREAM_AS, 0, 0xffff_ffffL);
        Exit exit =
                element.parsed(
                        EXIT_NAME, name -> new Exit(name, router, nextHop, link, upstreamAs));
        OptionalInt vlan =
                element.text(EXIT_VLAN).isEmpty()
                        ? OptionalInt.empty()
                        : OptionalInt.of((int) element.integer(EXIT_VLAN, 1, HIGHEST_VLAN));
        return new ExitConfig(exit, vlan, element.text(EXIT_INTERFACE));
    }
}
