package org.beibu.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.beibu.runtime.config.ConfigKey;
import org.jspecify.annotations.Nullable;

/**
 * The configuration file as a JSON Schema (draft 2020-12), from the keys that the daemons read: for
 * editors. It knows names, meanings, defaults, and the form of durations, sizes, shares and
 * switches, which it takes from the default; {@code config check} knows all the rules.
 */
final class ConfigSchema {
    private static final Pattern DURATION = Pattern.compile("\\d+(\\.\\d+)? ?(ns|us|ms|s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("\\d+(\\.\\d+)? ?([KMGT]iB|[kMGT]?B)");
    private static final Pattern SHARE = Pattern.compile("\\d{1,3}(\\.\\d+)? ?%");

    private ConfigSchema() {}

    static Map<String, Object> of(List<ConfigKey> keys) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Beibu configuration");
        schema.putAll(mapping());
        for (ConfigKey key : keys) {
            add(schema, key);
        }
        return schema;
    }

    private static void add(Map<String, Object> schema, ConfigKey key) {
        Map<String, Object> at = schema;
        String[] names = key.path().split("\\.");
        for (int i = 0; i < names.length - 1; i++) {
            boolean list = names[i].endsWith("[]");
            Map<String, Object> below =
                    child(properties(at), names[i].replace("[]", ""), list ? list() : mapping());
            at = list ? child(below, "items", mapping()) : below;
        }
        properties(at).put(key.name(), leaf(key));
    }

    @SuppressWarnings("unchecked") // made by this class only
    private static Map<String, Object> properties(Map<String, Object> mapping) {
        return (Map<String, Object>) mapping.computeIfAbsent("properties", p -> new TreeMap<>());
    }

    @SuppressWarnings("unchecked") // made by this class only
    private static Map<String, Object> child(
            Map<String, Object> of, String name, Map<String, Object> absent) {
        return (Map<String, Object>) of.computeIfAbsent(name, n -> absent);
    }

    /** A section without values is a section; a key that nobody knows is an error. */
    private static Map<String, Object> mapping() {
        Map<String, Object> mapping = new LinkedHashMap<>();
        mapping.put("type", List.of("object", "null"));
        mapping.put("additionalProperties", false);
        return mapping;
    }

    private static Map<String, Object> list() {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("type", List.of("array", "null"));
        return list;
    }

    private static Map<String, Object> leaf(ConfigKey key) {
        Map<String, Object> leaf = new LinkedHashMap<>();
        leaf.put("description", key.meaning());
        String preset = key.defaultText();
        if (preset.equals("true") || preset.equals("false")) {
            leaf.put("type", List.of("boolean", "null"));
            leaf.put("default", Boolean.valueOf(preset));
            return leaf;
        }
        Pattern form = form(preset);
        if (form == null) {
            leaf.put("type", List.of("string", "number", "boolean", "null"));
        } else {
            leaf.put("type", List.of("string", "null"));
            leaf.put("pattern", "^" + form + "$");
        }
        if (!preset.isEmpty()) {
            leaf.put("default", preset);
        }
        return leaf;
    }

    private static @Nullable Pattern form(String preset) {
        for (Pattern form : List.of(DURATION, SIZE, SHARE)) {
            if (form.matcher(preset).matches()) {
                return form;
            }
        }
        return null;
    }
}
