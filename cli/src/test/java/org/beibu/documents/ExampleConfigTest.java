package org.beibu.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.beibu.runtime.config.ConfigKey;
import org.beibu.runtime.config.SharedConfig;
import org.junit.jupiter.api.Test;

/**
 * systemd/beibu.yaml and docs/configuration.md list every key that the code reads, and no other.
 */
class ExampleConfigTest {
    private static final String EXAMPLE = "systemd/beibu.yaml";
    private static final String PAGE = "docs/configuration.md";
    private static final String BEGIN = "<!-- keys: begin -->\n";
    private static final String END = "<!-- keys: end -->\n";
    private static final int WIDTH = 100;

    private static String header() {
        return """
        # Beibu's configuration: /etc/beibu/beibu.yaml
        #
        # Every key is listed with its meaning and its default; take away the '#' in front of a key (and of
        # the sections above it) to set it. Durations and sizes carry a unit: 30s, 7d, 64MiB. Unknown keys
        # are errors: "beibu config check --config FILE" tells, "beibu config show" prints what is in force.
        """;
    }

    private static List<String> sections() {
        List<String> sections = new ArrayList<>(List.of("shared", "probe", "analyzer"));
        ConfigFile.SECTIONS.stream().filter(s -> !sections.contains(s)).forEach(sections::add);
        return sections;
    }

    private static List<ConfigKey> keys() {
        List<ConfigKey> keys = new ArrayList<>(Repository.configKeys());
        keys.sort(Comparator.comparingInt(key -> sections().indexOf(sectionOf(key))));
        return keys;
    }

    private static String sectionOf(ConfigKey key) {
        return key.path().split("\\.", 2)[0];
    }

    @Test
    void exampleListsEveryKeyCommentedOutWithItsMeaning() throws IOException {
        Repository.assertFollows(example(), EXAMPLE, Repository.read(EXAMPLE));
    }

    @Test
    void pageListsEveryKey() throws IOException {
        String page = Repository.read(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();

        Repository.assertFollows(table(), PAGE, page.substring(begin, page.indexOf(END)));
    }

    @Test
    void noKeyHasTwoMeanings() {
        Set<String> paths = new HashSet<>();
        keys().forEach(key -> assertTrue(paths.add(key.path()), key::path));
        assertFalse(paths.isEmpty());
    }

    @Test
    void exampleAsShippedChangesNothing() throws IOException, ConfigException {
        ConfigFile file = ConfigFile.parse(EXAMPLE, Repository.read(EXAMPLE));

        assertEquals(List.of(), SharedConfig.from(file).exits());
    }

    @Test
    void exampleWithAllKeysTurnedOnIsYamlWithTheSameKeys() throws IOException, ConfigException {
        String on =
                Repository.read(EXAMPLE)
                        .replaceAll("(?m)^#(( {2})*(- )?[a-z0-9_]+:( .*)?)$", "$1")
                        .replace("- name:\n", "- name: hk-3\n");

        SharedConfig shared = SharedConfig.from(ConfigFile.parse(EXAMPLE, on));

        assertEquals("hk-3", shared.exits().get(0).exit().name());
    }

    /** The keys as an indented tree, each below its sentence. */
    private static String example() {
        StringBuilder text = new StringBuilder(header());
        Set<String> open = new HashSet<>();
        for (ConfigKey key : keys()) {
            String[] names = key.path().split("\\.");
            for (int depth = 0; depth < names.length - 1; depth++) {
                if (open.add(pathTo(names, depth))) {
                    text.append(depth == 0 ? "\n#" : "#").append(indent(names, depth));
                    text.append(names[depth].replace("[]", "")).append(":\n");
                }
            }
            appendKey(text, key, names, open);
        }
        return text.toString();
    }

    private static void appendKey(
            StringBuilder text, ConfigKey key, String[] names, Set<String> open) {
        String blank = indent(names, names.length - 1);
        String parent = pathTo(names, names.length - 2);
        boolean firstOfElement = parent.endsWith("[]") && open.add(parent + "-");
        String indent = firstOfElement ? blank.substring(2) + "- " : blank;
        for (String line : wrapped(key.meaning(), WIDTH - 3 - blank.length())) {
            text.append('#').append(blank).append("# ").append(line).append('\n');
        }
        String value = key.defaultText().isEmpty() ? "" : " " + key.defaultText();
        text.append('#').append(indent).append(key.name()).append(':').append(value).append('\n');
    }

    private static String pathTo(String[] names, int depth) {
        return String.join(".", List.of(names).subList(0, depth + 1));
    }

    /** Two spaces a level, and two more for the dash of each list above. */
    private static String indent(String[] names, int depth) {
        long lists =
                List.of(names).subList(0, depth).stream().filter(n -> n.endsWith("[]")).count();
        return "  ".repeat(depth + (int) lists);
    }

    private static List<String> wrapped(String sentence, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : sentence.split(" ")) {
            if (line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private static String table() {
        StringBuilder text = new StringBuilder("| key | default | meaning |\n|---|---|---|\n");
        for (ConfigKey key : keys()) {
            String preset = key.defaultText().isEmpty() ? "" : "`" + key.defaultText() + "`";
            text.append("| `").append(key.path()).append("` | ").append(preset).append(" | ");
            text.append(key.meaning()).append(" |\n");
        }
        return text.toString();
    }
}
