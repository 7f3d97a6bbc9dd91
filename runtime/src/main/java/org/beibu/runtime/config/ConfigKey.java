package org.beibu.runtime.config;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One key of the configuration file.
 *
 * @param path the whole path, for example {@code shared.journal.retention_age}; {@code exits[]}
 *     stands for each element of a list
 * @param defaultText what holds without the key, as an operator would write it; empty for nothing
 * @param meaning one sentence for the example file and the documents
 */
public record ConfigKey(String path, String defaultText, String meaning) {
    private static final Pattern PATH = Pattern.compile("[a-z0-9_]+(\\[])?(\\.[a-z0-9_]+(\\[])?)*");

    public ConfigKey {
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("not a key path: '" + path + "'");
        }
        Objects.requireNonNull(defaultText, "defaultText");
        if (meaning.isBlank()) {
            throw new IllegalArgumentException("a key needs a sentence: " + path);
        }
    }

    /** A key with its default and its sentence. */
    public static ConfigKey of(String path, String defaultText, String meaning) {
        return new ConfigKey(path, defaultText, meaning);
    }

    /** The last part of the path. */
    public String name() {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    @Override
    public String toString() {
        return path;
    }
}
