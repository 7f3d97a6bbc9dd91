package org.beibu.analyzer.importing;

import java.nio.file.Path;
import java.util.Locale;

/** The name of a source: 1 to 16 of a-z, 0-9 and '-', as an exit's. */
public final class SourceName {
    private static final int LONGEST = 16;

    private SourceName() {}

    /** The nearest name that is allowed. */
    static String of(String text) {
        String name = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        name = name.substring(0, Math.min(LONGEST, name.length())).replaceAll("^-+|-+$", "");
        return name.isEmpty() ? "import" : name;
    }

    /** The name that a file's name gives. */
    static String of(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.indexOf('.');
        return of(dot > 0 ? name.substring(0, dot) : name);
    }

    /**
     * A name that an operator gave.
     *
     * @throws IllegalArgumentException when it is not allowed
     */
    public static String parse(String text) {
        if (!text.equals(of(text))) {
            throw new IllegalArgumentException(
                    "not a source (1 to 16 of a-z, 0-9 and '-'): '" + text + "'");
        }
        return text;
    }
}
