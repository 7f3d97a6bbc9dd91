package org.beibu.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Small files, telling names, and a few lines about every package. */
@AnalyzeClasses(packages = "org.beibu", importOptions = ImportOption.DoNotIncludeTests.class)
class SourceShapeTest {
    private static final int MAX_LINES = 400;
    private static final int MIN_PACKAGE_INFO = 5;
    private static final int MAX_PACKAGE_INFO = 30; // about twenty of text, and the declaration
    private static final Pattern EMPTY_NAME =
            Pattern.compile("\\w*(Manager|Helper|Util|Utils|Base|Impl)\\.java");

    private static List<Path> sources() throws IOException {
        Path root = Path.of(System.getProperty("beibu.root"));
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> !root.relativize(file).toString().contains("target/"))
                            .toList();
            assertFalse(sources.isEmpty(), "no sources below " + root);
            return sources;
        }
    }

    private static boolean isMain(Path source) {
        return source.toString().contains("/src/main/java/");
    }

    @ArchTest
    static void everyPackageIsNullMarked(JavaClasses classes) {
        Set<String> bare = new TreeSet<>();
        for (JavaClass type : classes) {
            JavaPackage home = type.getPackage();
            if (home.tryGetPackageInfo()
                    .filter(i -> i.isAnnotatedWith(NullMarked.class))
                    .isEmpty()) {
                bare.add(home.getName());
            }
        }
        assertEquals(Set.of(), bare, "packages without @NullMarked package-info.java");
    }

    @Test
    void everyPackageSaysWhatItDoesInAFewLines() throws IOException {
        Set<String> wrong = new TreeSet<>();
        for (Path source : sources()) {
            if (isMain(source)) {
                Path info = source.resolveSibling("package-info.java");
                long lines = Files.exists(info) ? Files.readAllLines(info).size() : 0;
                if (lines < MIN_PACKAGE_INFO || lines > MAX_PACKAGE_INFO) {
                    wrong.add(info + ": " + lines + " lines");
                }
            }
        }
        assertEquals(Set.of(), wrong);
    }

    @Test
    void noFileIsLong() throws IOException {
        Set<String> tooLong = new TreeSet<>();
        for (Path source : sources()) {
            long lines = Files.readAllLines(source).size();
            if (isMain(source) && lines > MAX_LINES) {
                tooLong.add(source + ": " + lines + " lines");
            }
        }
        assertEquals(Set.of(), tooLong);
    }

    @Test
    void noClassHasANameThatSaysNothing() throws IOException {
        Set<String> empty = new TreeSet<>();
        for (Path source : sources()) {
            if (EMPTY_NAME.matcher(String.valueOf(source.getFileName())).matches()) {
                empty.add(source.toString());
            }
        }
        assertEquals(Set.of(), empty);
    }
}
