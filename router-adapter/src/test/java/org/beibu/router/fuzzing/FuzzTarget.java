package org.beibu.router.fuzzing;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.beibu.router.bgp.codec.BgpMessageFuzz;
import org.beibu.router.bmp.BmpFuzz;
import org.beibu.router.mrt.MrtFileFuzz;

/**
 * Something to fuzz.
 *
 * @param type the class with the method {@code fuzzerTestOneInput}
 * @param seeds inputs that lead the fuzzer to all that is there
 */
record FuzzTarget(Class<?> type, Map<String, byte[]> seeds) {

    static List<FuzzTarget> all() throws IOException {
        return List.of(
                new FuzzTarget(BgpMessageFuzz.class, BgpMessageFuzz.seeds()),
                new FuzzTarget(BmpFuzz.class, BmpFuzz.seeds()),
                new FuzzTarget(MrtFileFuzz.class, MrtFileFuzz.seeds()));
    }

    static Path module() {
        Path root = Path.of(System.getProperty("beibu.root", "..")).toAbsolutePath().normalize();
        return root.resolve("router-adapter");
    }

    String name() {
        return type.getSimpleName();
    }

    /** Its corpus in the repository: seeds, and inputs that once found something. */
    Path corpus() {
        String folder = name().toLowerCase(Locale.ROOT).replace("fuzz", "");
        return module().resolve("src/test/resources/fuzz").resolve(folder);
    }

    /** The files of the corpus in the order of their names. */
    List<Path> inputs() throws IOException {
        try (Stream<Path> files = Files.list(corpus())) {
            return files.sorted().toList();
        }
    }

    /** Runs the target, without the fuzzer. */
    void run(byte[] input) throws ReflectiveOperationException {
        Method method = type.getMethod("fuzzerTestOneInput", byte[].class);
        try {
            method.invoke(null, (Object) input);
        } catch (InvocationTargetException e) {
            throw new AssertionError(name() + ": " + e.getCause(), e.getCause());
        }
    }
}
