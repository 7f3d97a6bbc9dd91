package org.beibu.runtime.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** The YAML tree with its marks: plain mappings, lists and scalars, nothing else. */
final class YamlTree {
    private static final Set<Tag> PLAIN =
            Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.MAP, Tag.SEQ);

    /** Deep enough for every key there is; ends an alias that contains itself. */
    private static final int DEEPEST = 8;

    private YamlTree() {}

    /** A key and its value. */
    record Entry(String key, Node keyNode, Node value) {}

    /** The mapping at the top, null when the file is empty or all comments. */
    static @Nullable MappingNode parse(String name, String text) throws ConfigException {
        LoadSettings settings =
                LoadSettings.builder().setLabel(name).setMaxAliasesForCollections(0).build();
        Optional<Node> root;
        try {
            root = new Compose(settings).composeString(text);
        } catch (MarkedYamlEngineException e) {
            String where =
                    e.getProblemMark()
                            .map(mark -> ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                            .orElse("");
            throw new ConfigException(name + where + ": not YAML: " + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw new ConfigException(name + ": not YAML: " + oneLine(e), e);
        }
        if (root.isEmpty() || isNull(root.get())) {
            return null;
        }
        check(name, root.get(), 0);
        return mapping(name, "the file", root.get());
    }

    private static String oneLine(YamlEngineException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /** Refuses tags, duplicate keys and bottomless trees. */
    private static void check(String name, Node node, int depth) throws ConfigException {
        if (depth > DEEPEST) {
            throw new ConfigException(at(name, node) + ": nested too deeply");
        }
        if (!PLAIN.contains(node.getTag())) {
            throw new ConfigException(at(name, node) + ": tags are not allowed: " + node.getTag());
        }
        if (node instanceof MappingNode mapping) {
            for (Entry entry : entries(name, mapping)) {
                check(name, entry.value(), depth + 1);
            }
        } else if (node instanceof SequenceNode sequence) {
            for (Node element : sequence.getValue()) {
                check(name, element, depth + 1);
            }
        }
    }

    /** Keys and values in the order of the file. */
    static List<Entry> entries(String name, MappingNode mapping) throws ConfigException {
        List<Entry> entries = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw new ConfigException(at(name, tuple.getKeyNode()) + ": a key must be a word");
            }
            if (!seen.add(key.getValue())) {
                throw new ConfigException(
                        at(name, key) + ": key '" + key.getValue() + "' stands twice");
            }
            entries.add(new Entry(key.getValue(), key, tuple.getValueNode()));
        }
        return entries;
    }

    /** The value of a key, null without it. */
    static @Nullable Node child(MappingNode mapping, String key) {
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode scalar && scalar.getValue().equals(key)) {
                return tuple.getValueNode();
            }
        }
        return null;
    }

    /** The node as a mapping; null stays null, and so does a key without value. */
    static @Nullable MappingNode mapping(String name, String path, @Nullable Node node)
            throws ConfigException {
        if (node == null || isNull(node)) {
            return null;
        }
        if (node instanceof MappingNode mapping) {
            return mapping;
        }
        throw new ConfigException(at(name, node) + ": " + path + ": must be keys with values");
    }

    static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    /** Where a node stands: file, line and column, counted from 1. */
    static String at(String name, Node node) {
        return node.getStartMark()
                .map(mark -> name + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                .orElse(name);
    }

    /** File and line. */
    static String line(String name, Node node) {
        return node.getStartMark().map(mark -> name + ":" + (mark.getLine() + 1)).orElse(name);
    }
}
