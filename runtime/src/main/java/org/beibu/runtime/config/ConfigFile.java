package org.beibu.runtime.config;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/**
 * One configuration file, parsed and with every duplicate key and tag already refused. The values
 * are read through {@link #section}, which refuses unknown keys.
 */
public final class ConfigFile {
    /** The sections; each daemon reads its own and {@code shared}. */
    public static final Set<String> SECTIONS =
            Set.of("shared", "probe", "analyzer", "router_adapter");

    private final String name;
    private final @Nullable MappingNode root;
    private final Map<String, Overruling> overrides = new HashMap<>();
    private final Map<String, EffectiveValue> effective = new TreeMap<>();

    /** A value from the command line. */
    record Overruling(String value, String origin) {}

    private ConfigFile(String name, @Nullable MappingNode root) {
        this.name = name;
        this.root = root;
    }

    /** No file: every key has its default. */
    public static ConfigFile none() {
        return new ConfigFile("defaults", null);
    }

    /**
     * Reads a file.
     *
     * @throws ConfigException when it cannot be read or is not a configuration file
     */
    public static ConfigFile read(Path file) throws ConfigException {
        try {
            return parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            throw new ConfigException(file + ": no such file: check --config", e);
        } catch (MalformedInputException e) {
            throw new ConfigException(file + ": not UTF-8 text", e);
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Parses the text of a file.
     *
     * @throws ConfigException when it is not a configuration file
     */
    public static ConfigFile parse(String name, String text) throws ConfigException {
        MappingNode root = YamlTree.parse(name, text);
        ConfigFile file = new ConfigFile(name, root);
        if (root != null) {
            for (YamlTree.Entry entry : YamlTree.entries(name, root)) {
                if (!SECTIONS.contains(entry.key())) {
                    throw new ConfigException(
                            YamlTree.at(name, entry.keyNode())
                                    + ": unknown section '"
                                    + entry.key()
                                    + "'"
                                    + suggestion(entry.key(), SECTIONS));
                }
            }
        }
        return file;
    }

    /** Lets a command-line option win over the file, for a key outside lists. */
    public ConfigFile override(String path, String value, String option) {
        overrides.put(path, new Overruling(value, option));
        return this;
    }

    /**
     * A section, complete with those of its keys that are not in the file.
     *
     * @throws ConfigException when the file has a key there that is not among these
     */
    public ConfigSection section(String section, List<ConfigKey> keys) throws ConfigException {
        for (ConfigKey key : keys) {
            if (!key.path().startsWith(section + ".")) {
                throw new IllegalArgumentException(key + " is not in section " + section);
            }
        }
        MappingNode node =
                root == null
                        ? null
                        : YamlTree.mapping(name, section, YamlTree.child(root, section));
        ConfigSection found = new ConfigSection(this, section, section, node, keys);
        found.refuseUnknownKeys();
        return found;
    }

    /** All values that have been asked for so far, by path. */
    public List<EffectiveValue> effective() {
        return new ArrayList<>(effective.values());
    }

    String name() {
        return name;
    }

    @Nullable Overruling overridden(String path) {
        return overrides.get(path);
    }

    void note(EffectiveValue value) {
        effective.put(value.path(), value);
    }

    static String suggestion(String word, Set<String> known) {
        return Spelling.nearest(word, known)
                .map(nearest -> ": did you mean '" + nearest + "'?")
                .orElse(": known are " + String.join(", ", known.stream().sorted().toList()));
    }
}
