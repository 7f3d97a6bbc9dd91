package org.beibu.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beibu.cli.Commands;
import org.beibu.model.Catalogue;
import org.beibu.runtime.config.ConfigKey;
import org.junit.jupiter.api.Test;

/** What documents name exists: files, commands, options, configuration keys, counters. */
class DocumentsTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final Pattern SOURCE_PATH =
            Pattern.compile(
                    "(?<![\\w./-])((?:model|runtime|probe|analyzer|router-adapter|simulator|cli"
                            + "|dashboards|benchmarks|systemd|docs)/[\\w./-]*\\w)");
    private static final Pattern COMMAND =
            Pattern.compile("(?:\\./)?\\bbeibu ([a-z]+(?:-[a-z]+)*)\\b([^`\\n]*)");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])(--[a-z-]+)");
    private static final Pattern KEY =
            Pattern.compile("`((?:shared|probe|analyzer|router_adapter)\\.[a-z0-9_.\\[\\]]+)`");
    private static final Pattern ROUTE = Pattern.compile("\\broute: ([\\w-]+)");
    private static final Pattern METRIC = Pattern.compile("\\bbeibu_([a-z0-9_]+)_total\\b");
    private static final Pattern CODE = Pattern.compile("(?m)`[^`\\n]+`|^ {4}.*$");
    private static final String PROMETHEUS =
            "analyzer/src/main/java/org/beibu/analyzer/web/PrometheusText.java";
    private static final Set<String> SCRIPT_WORDS =
            Set.of("build", "test", "check", "bench", "refs", "lab", "package");

    private static void forEachDocument(DocumentCheck check) throws IOException {
        Set<String> wrong = new TreeSet<>();
        for (Path document : Repository.documents()) {
            check.check(
                    document,
                    Files.readString(document),
                    found -> wrong.add(document.getFileName() + ": " + found));
        }
        assertEquals(Set.of(), wrong);
    }

    private interface DocumentCheck {
        void check(Path document, String text, Consumer<String> wrong);
    }

    @Test
    void linksLeadToFiles() throws IOException {
        forEachDocument(
                (document, text, wrong) -> {
                    Matcher link = LINK.matcher(text);
                    while (link.find()) {
                        if (!Files.exists(document.resolveSibling(link.group(1)))) {
                            wrong.accept(link.group(1));
                        }
                    }
                });
    }

    @Test
    void pathsOfTheTreeExist() throws IOException {
        forEachDocument(
                (document, text, wrong) -> {
                    Matcher path = SOURCE_PATH.matcher(text);
                    while (path.find()) {
                        String named = path.group(1);
                        if (!named.matches(".*/target(/.*)?") && !exists(document, named)) {
                            wrong.accept(named);
                        }
                    }
                });
    }

    private static boolean exists(Path document, String named) {
        return Files.exists(Repository.path(named)) || Files.exists(document.resolveSibling(named));
    }

    @Test
    void commandsAndTheirOptionsExist() throws IOException {
        forEachDocument(
                (document, text, wrong) -> {
                    Matcher code = CODE.matcher(text);
                    while (code.find()) {
                        Matcher command = COMMAND.matcher(code.group());
                        while (command.find()) {
                            checkCommand(command.group(1), command.group(2), wrong);
                        }
                    }
                });
    }

    private static void checkCommand(String name, String rest, Consumer<String> wrong) {
        if (SCRIPT_WORDS.contains(name)) {
            return;
        }
        Set<String> options = Commands.optionsOf(name);
        if (options.isEmpty()) {
            wrong.accept("beibu " + name);
            return;
        }
        Matcher option = OPTION.matcher(rest);
        while (option.find()) {
            if (!options.contains(option.group(1))) {
                wrong.accept("beibu " + name + " " + option.group(1));
            }
        }
    }

    @Test
    void configurationKeysExist() throws IOException {
        Set<String> known = new HashSet<>();
        for (ConfigKey key : Repository.configKeys()) {
            known.add(key.path());
        }
        forEachDocument(
                (document, text, wrong) -> {
                    Matcher key = KEY.matcher(text);
                    while (key.find()) {
                        if (!isKeyOrSection(known, key.group(1))
                                && !Repository.isPackage(key.group(1))) {
                            wrong.accept(key.group(1));
                        }
                    }
                });
    }

    @Test
    void routesOfExamplesAreInTheCatalogue() throws IOException {
        forEachDocument(
                (document, text, wrong) -> {
                    Matcher route = ROUTE.matcher(text);
                    while (route.find()) {
                        if (Catalogue.bundled().find(route.group(1)).isEmpty()) {
                            wrong.accept(route.group());
                        }
                    }
                });
    }

    private static boolean isKeyOrSection(Set<String> known, String name) {
        return known.stream()
                .anyMatch(
                        key ->
                                key.equals(name)
                                        || key.startsWith(name + ".")
                                        || key.startsWith(name + "[]"));
    }

    @Test
    void countersExist() throws IOException {
        Set<String> known = new HashSet<>();
        Repository.counters().forEach(counter -> known.add(counter.label()));
        assertTrue(known.contains("packets_decoded"), known::toString);
        Matcher written = METRIC.matcher(Repository.read(PROMETHEUS));
        while (written.find()) {
            known.add(written.group(1));
        }

        forEachDocument(
                (document, text, wrong) -> {
                    Matcher metric = METRIC.matcher(text);
                    while (metric.find()) {
                        if (!known.contains(metric.group(1))) {
                            wrong.accept("beibu_" + metric.group(1) + "_total");
                        }
                    }
                });
    }

    @Test
    void readmeStaysUnderTwoScreens() throws IOException {
        List<String> lines = Repository.read("README.md").lines().toList();

        assertTrue(lines.size() <= 90, lines.size() + " lines");
    }

    @Test
    void decisionsAreNumberedWithoutGapAndHaveTheirFourParts() throws IOException {
        List<Path> decisions =
                Repository.documents().stream()
                        .filter(file -> String.valueOf(file.getParent()).endsWith("docs/adr"))
                        .toList();
        for (int i = 0; i < decisions.size(); i++) {
            String name = String.valueOf(decisions.get(i).getFileName());
            assertTrue(name.startsWith(String.format("%04d-", i + 1)), name);
            String text = Files.readString(decisions.get(i));
            for (String part : List.of("Status:", "## Context", "## Decision", "## Consequences")) {
                assertTrue(text.contains(part), name + " lacks " + part);
            }
        }
    }
}
