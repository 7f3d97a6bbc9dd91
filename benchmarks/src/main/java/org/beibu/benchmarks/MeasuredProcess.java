package org.beibu.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs a command under {@code /usr/bin/time} (Debian package time) and reads what it took. */
final class MeasuredProcess {
    private static final String TIME = "/usr/bin/time";

    private MeasuredProcess() {}

    /** Whether the command can be run on this machine. */
    static boolean isThere(String command) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(part -> Files.isExecutable(Path.of(part, command)));
    }

    /**
     * Runs the command with its output thrown away.
     *
     * @throws IOException when it cannot be run or fails
     */
    static Cost run(List<String> command) throws IOException {
        return run(command, ProcessBuilder.Redirect.DISCARD);
    }

    /** The same with its output there. */
    static Cost run(List<String> command, ProcessBuilder.Redirect out) throws IOException {
        Path figures = Files.createTempFile("beibu-bench", ".time");
        try {
            List<String> timed = new ArrayList<>();
            timed.addAll(List.of(TIME, "-q", "-f", "%e %U %S %M", "-o", figures.toString()));
            timed.addAll(command);
            Process process =
                    new ProcessBuilder(timed)
                            .redirectOutput(out)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            int code = process.waitFor();
            if (code != 0) {
                throw new IOException("exit code " + code + ": " + String.join(" ", command));
            }
            return read(Files.readString(figures));
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            Files.deleteIfExists(figures);
        }
    }

    private static Cost read(String figures) {
        String[] parts = figures.strip().split(" ");
        return new Cost(
                Double.parseDouble(parts[0]),
                Double.parseDouble(parts[1]) + Double.parseDouble(parts[2]),
                Double.parseDouble(parts[3]) / 1024);
    }
}
