package org.beibu.runtime.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * One section of the file, or one element of a list in it, read through its keys. Each accessor
 * gives the value of the command line, else of the file, else the key's default, and refuses what
 * breaks the key's rule.
 */
public final class ConfigSection {
    private final ConfigFile file;
    private final String schemaPath;
    private final String path;
    private final @Nullable MappingNode node;
    private final List<ConfigKey> keys;

    ConfigSection(
            ConfigFile file,
            String schemaPath,
            String path,
            @Nullable MappingNode node,
            List<ConfigKey> keys) {
        this.file = file;
        this.schemaPath = schemaPath;
        this.path = path;
        this.node = node;
        this.keys = keys;
    }

    /** A text and where it was found. */
    private record Found(String text, String where) {}

    /** The value as text, empty when there is neither a value nor a default. */
    public String text(ConfigKey key) throws ConfigException {
        return find(key).text();
    }

    /** The value as text, empty Optional when there is neither a value nor a default. */
    public Optional<String> optionalText(ConfigKey key) throws ConfigException {
        return Optional.of(text(key)).filter(text -> !text.isEmpty());
    }

    /** The value as what the parser makes of it; its IllegalArgumentException becomes the rule. */
    public <T> T parsed(ConfigKey key, Function<String, T> parser) throws ConfigException {
        Found found = find(key);
        try {
            return parser.apply(found.text());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(found.where() + ": " + e.getMessage(), e);
        }
    }

    /** As {@link #parsed}, empty when there is neither a value nor a default. */
    public <T> Optional<T> optionalParsed(ConfigKey key, Function<String, T> parser)
            throws ConfigException {
        return find(key).text().isEmpty() ? Optional.empty() : Optional.of(parsed(key, parser));
    }

    /** A duration with its unit. */
    public Duration duration(ConfigKey key) throws ConfigException {
        return parsed(key, Units::duration);
    }

    /** A size with its unit, in octets. */
    public long octets(ConfigKey key) throws ConfigException {
        return parsed(key, Units::octets);
    }

    /** A share in per cent, as 0 to 1. */
    public double share(ConfigKey key) throws ConfigException {
        return parsed(key, Units::share);
    }

    /** A path. */
    public Path path(ConfigKey key) throws ConfigException {
        return parsed(key, Path::of);
    }

    /** A whole number between these bounds, both included. */
    public long integer(ConfigKey key, long lowest, long highest) throws ConfigException {
        return parsed(key, text -> Units.wholeNumber(text, lowest, highest));
    }

    /** What the parser makes of each element of a list with commas; nothing of an empty text. */
    public <T> List<T> listed(ConfigKey key, Function<String, T> parser) throws ConfigException {
        return parsed(
                key,
                text ->
                        Stream.of(text.split(","))
                                .map(String::strip)
                                .filter(element -> !element.isEmpty())
                                .map(parser)
                                .toList());
    }

    /** {@code true} or {@code false}. */
    public boolean flag(ConfigKey key) throws ConfigException {
        return parsed(key, ConfigSection::flag);
    }

    private static boolean flag(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("'" + text + "' is neither true nor false");
        }
        return text.equals("true");
    }

    /** One of these words. */
    public String oneOf(ConfigKey key, Set<String> words) throws ConfigException {
        return parsed(
                key,
                text -> {
                    if (!words.contains(text)) {
                        throw new IllegalArgumentException(
                                "'"
                                        + text
                                        + "' is not one of "
                                        + String.join(", ", new TreeSet<>(words)));
                    }
                    return text;
                });
    }

    /**
     * The elements of a list of mappings, {@code name} being without the brackets, dots allowed.
     */
    public List<ConfigSection> list(String name) throws ConfigException {
        List<ConfigSection> elements = new ArrayList<>();
        Node list = node == null ? null : descend(name);
        if (list == null || YamlTree.isNull(list)) {
            return elements;
        }
        if (!(list instanceof SequenceNode sequence)) {
            throw new ConfigException(
                    YamlTree.at(file.name(), list) + ": " + path + "." + name + ": must be a list");
        }
        for (Node element : sequence.getValue()) {
            String elementPath = path + "." + name + "[" + elements.size() + "]";
            MappingNode mapping = YamlTree.mapping(file.name(), elementPath, element);
            elements.add(
                    new ConfigSection(
                            file, schemaPath + "." + name + "[]", elementPath, mapping, keys));
        }
        return elements;
    }

    /** An error about this key, for rules that span several keys. */
    public ConfigException error(ConfigKey key, String rule) throws ConfigException {
        return new ConfigException(find(key).where() + ": " + rule);
    }

    private Found find(ConfigKey key) throws ConfigException {
        if (!keys.contains(key) || !key.path().startsWith(schemaPath + ".")) {
            throw new IllegalArgumentException(key + " is not a key of " + schemaPath);
        }
        String below = key.path().substring(schemaPath.length() + 1);
        String fullPath = path + "." + below;
        ConfigFile.Overruling override = file.overridden(fullPath);
        if (override != null) {
            return found(fullPath, override.value(), override.origin(), override.origin());
        }
        Node value = descend(below);
        if (value == null || YamlTree.isNull(value)) {
            String place = node == null ? file.name() : YamlTree.at(file.name(), node);
            return found(fullPath, key.defaultText(), "default", place + ": " + fullPath);
        }
        String where = YamlTree.at(file.name(), value) + ": " + fullPath;
        if (!(value instanceof ScalarNode scalar)) {
            throw new ConfigException(where + ": must be a single value");
        }
        if (Credentials.isNamed(key, scalar.getValue())) {
            String given = Credentials.path(scalar.getValue(), System.getenv(), where);
            return found(
                    fullPath, given, "credential, " + YamlTree.line(file.name(), value), where);
        }
        return found(fullPath, scalar.getValue(), YamlTree.line(file.name(), value), where);
    }

    private Found found(String fullPath, String text, String origin, String where) {
        file.note(new EffectiveValue(fullPath, text, origin));
        return new Found(text, where);
    }

    private @Nullable Node descend(String below) throws ConfigException {
        MappingNode mapping = node;
        String[] names = below.split("\\.");
        for (int i = 0; i < names.length - 1 && mapping != null; i++) {
            Node child = YamlTree.child(mapping, names[i]);
            mapping = YamlTree.mapping(file.name(), path + "." + names[i], child);
        }
        return mapping == null ? null : YamlTree.child(mapping, names[names.length - 1]);
    }

    void refuseUnknownKeys() throws ConfigException {
        refuseUnknownKeys(schemaPath, node);
    }

    private void refuseUnknownKeys(String prefix, @Nullable Node at) throws ConfigException {
        if (at instanceof SequenceNode sequence) {
            for (Node element : sequence.getValue()) {
                refuseUnknownKeys(prefix + "[]", element);
            }
        } else if (at instanceof MappingNode mapping) {
            Set<String> known = childNames(prefix);
            for (YamlTree.Entry entry : YamlTree.entries(file.name(), mapping)) {
                if (!known.contains(entry.key())) {
                    throw new ConfigException(
                            YamlTree.at(file.name(), entry.keyNode())
                                    + ": unknown key '"
                                    + prefix
                                    + "."
                                    + entry.key()
                                    + "'"
                                    + ConfigFile.suggestion(entry.key(), known));
                }
                refuseUnknownKeys(prefix + "." + entry.key(), entry.value());
            }
        }
    }

    /** Names of the keys and sections directly below a path. */
    private Set<String> childNames(String prefix) {
        Set<String> names = new TreeSet<>();
        for (ConfigKey key : keys) {
            if (key.path().startsWith(prefix + ".")) {
                String below = key.path().substring(prefix.length() + 1);
                names.add(below.split("[.\\[]", 2)[0]);
            }
        }
        return names;
    }
}
