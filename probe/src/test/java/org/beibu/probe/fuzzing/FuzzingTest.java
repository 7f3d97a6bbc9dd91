package org.beibu.probe.fuzzing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A bounded run of the fuzzer over every target, each in a JVM of its own that ends by itself:
 * {@code -Dbeibu.fuzz.seconds=600} for more than the two seconds each of {@code ./beibu check}.
 * What it finds lies in {@code probe/target/fuzzing} and belongs into the corpus with its fix.
 */
@Tag("interop")
class FuzzingTest {
    private static final int SECONDS = Integer.getInteger("beibu.fuzz.seconds", 2);
    private static final int SECONDS_TO_START_AND_END = 120;
    private static final int LEAST_RUNS = 100;
    private static final int MOST_TIMES = 16;
    private static final int LONGEST_INPUT = 4096;
    private static final int LINES_SHOWN = 40;

    @TempDir Path scratch;

    @Test
    void theFuzzerFindsNothing() throws Exception {
        assumeTrue(Runtime.version().feature() < 25, "Jazzer instruments class files up to JDK 24");
        for (FuzzTarget target : FuzzTarget.all()) {
            Path log = scratch.resolve(target.name() + ".log");
            int seconds = SECONDS;
            find(target, log, seconds);
            while (runs(log) <= LEAST_RUNS && seconds < MOST_TIMES * SECONDS) {
                seconds *= 4; // on a busy machine the time may go by before it has begun
                find(target, log, seconds);
            }
            assertTrue(runs(log) > LEAST_RUNS, () -> target.name() + " hardly ran:\n" + tail(log));
        }
    }

    private void find(FuzzTarget target, Path log, int seconds) throws Exception {
        int exit = run(target, log, seconds);
        assertEquals(0, exit, () -> target.name() + " found something:\n" + tail(log));
    }

    private int run(FuzzTarget target, Path log, int seconds)
            throws IOException, InterruptedException {
        Path findings = FuzzTarget.root().resolve("probe/target/fuzzing");
        Files.createDirectories(findings);
        Path found = Files.createDirectories(scratch.resolve(target.name()));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-ea", "-Xmx1g", "-XX:+EnableDynamicAgentLoading", "-cp"));
        command.add(classPath(target));
        command.add("com.code_intelligence.jazzer.Jazzer");
        command.add("--target_class=" + target.className());
        command.add("--instrumentation_includes=org.beibu.**");
        command.add("--reproducer_path=" + findings);
        command.add(found.toString()); // the first folder takes new inputs, the second is only read
        command.add(target.corpus().toString());
        command.add("-max_total_time=" + seconds);
        command.add("-max_len=" + LONGEST_INPUT);
        command.add("-timeout=10");
        command.add("-artifact_prefix=" + findings + "/" + target.name() + "-");
        Process process =
                new ProcessBuilder(command)
                        .directory(scratch.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            boolean ended = process.waitFor(seconds + SECONDS_TO_START_AND_END, TimeUnit.SECONDS);
            assertTrue(ended, () -> target.name() + " did not end by itself:\n" + tail(log));
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private static String classPath(FuzzTarget target) {
        String own = System.getProperty("surefire.test.class.path");
        return target.testClasses()
                + File.pathSeparator
                + (own == null ? System.getProperty("java.class.path") : own);
    }

    /** The figure in the line {@code Done 12345 runs in 6 second(s)}. */
    private static long runs(Path log) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.matches("Done \\d+ runs in .*"))
                .mapToLong(line -> Long.parseLong(line.split(" ")[1]))
                .findFirst()
                .orElse(0);
    }

    /** The last lines without the fuzzer's progress and its dictionary. */
    private static String tail(Path log) {
        try {
            List<String> lines =
                    Files.readAllLines(log).stream()
                            .filter(line -> !line.startsWith("#") && !line.startsWith("\""))
                            .toList();
            int from = Math.max(0, lines.size() - LINES_SHOWN);
            return String.join("\n", lines.subList(from, lines.size()));
        } catch (IOException e) {
            return "no log: " + e.getMessage();
        }
    }
}
