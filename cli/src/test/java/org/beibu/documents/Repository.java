package org.beibu.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.beibu.runtime.config.ConfigKey;
import org.beibu.runtime.counters.Counter;

/** The checked-out tree and the classes built from it. */
final class Repository {
    private static final Path ROOT = Path.of(System.getProperty("beibu.root"));
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("org.beibu");

    private Repository() {}

    static Path path(String relative) {
        return ROOT.resolve(relative);
    }

    static String read(String relative) throws IOException {
        return Files.readString(path(relative));
    }

    /** Compares a text that follows from the code; {@code -Dbeibu.refs=true} rewrites it. */
    static void assertFollows(String expected, String relative, String actual) throws IOException {
        if (Boolean.getBoolean("beibu.refs") && !actual.isEmpty()) {
            String text = read(relative);
            Files.writeString(path(relative), text.replace(actual, expected));
        } else {
            assertEquals(expected, actual, relative + " is behind the code: ./beibu refs");
        }
    }

    /** All documents: README, CHANGELOG, docs and the README files of modules. */
    static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !ROOT.relativize(file).toString().contains("target/"))
                    .sorted()
                    .forEach(documents::add);
        }
        return documents;
    }

    /** Whether one of our packages has that name, written without {@code org.beibu}. */
    static boolean isPackage(String name) {
        return CLASSES.containPackage("org.beibu." + name);
    }

    /** Every key that some component reads: the lists called {@code KEYS}. */
    static List<ConfigKey> configKeys() {
        List<List<ConfigKey>> lists = new ArrayList<>();
        for (JavaClass type : CLASSES) {
            if (type.tryGetField("KEYS").filter(Repository::isPublicList).isPresent()) {
                lists.add(keysOf(type.reflect()));
            }
        }
        // A daemon lists those of its components again: its order holds, whatever order types have.
        lists.sort(
                Comparator.comparingInt((List<ConfigKey> keys) -> -keys.size())
                        .thenComparing(keys -> keys.get(0).path()));
        return lists.stream().flatMap(List::stream).distinct().toList();
    }

    private static boolean isPublicList(JavaField field) {
        return field.getRawType().isEquivalentTo(List.class)
                && field.getModifiers().contains(JavaModifier.PUBLIC);
    }

    private static List<ConfigKey> keysOf(Class<?> type) {
        try {
            var field = type.getField("KEYS");
            List<ConfigKey> keys = new ArrayList<>();
            for (Object key : (List<?>) field.get(null)) {
                keys.add((ConfigKey) key);
            }
            return keys;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type + " has no readable list KEYS", e);
        }
    }

    /** Every counter of every daemon, by the enums that list them. */
    static List<Counter> counters() {
        List<Counter> counters = new ArrayList<>();
        for (JavaClass type : CLASSES) {
            if (type.isEnum() && type.isAssignableTo(Counter.class)) {
                for (Object counter : type.reflect().getEnumConstants()) {
                    counters.add((Counter) counter);
                }
            }
        }
        return counters;
    }
}
