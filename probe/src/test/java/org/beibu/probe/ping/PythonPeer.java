package org.beibu.probe.ping;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One of the peers in Python below {@code resources/stamp}, written from the RFCs alone. It judges
 * what we send in lines of text, so that no code of ours decides whether ours is right.
 */
final class PythonPeer implements AutoCloseable {
    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final long LONGEST_SECONDS = 60;

    private final Process process;
    private final BufferedReader lines;
    private final Path errors;

    private PythonPeer(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        lines = process.inputReader(StandardCharsets.UTF_8);
    }

    static PythonPeer start(String script, List<String> arguments) throws IOException {
        assumeTrue(Files.isExecutable(PYTHON), "no " + PYTHON);
        List<String> command = new ArrayList<>(List.of(PYTHON.toString(), "-B"));
        command.add(
                Path.of(System.getProperty("beibu.root", ".."))
                        .resolve("probe/src/test/resources/stamp")
                        .resolve(script)
                        .toString());
        command.addAll(arguments);
        Path errors = Files.createTempFile("peer", ".txt");
        return new PythonPeer(
                new ProcessBuilder(command).redirectError(errors.toFile()).start(), errors);
    }

    /** What it says next. */
    String line() throws IOException {
        String line = lines.readLine();
        return line == null ? "ended: " + Files.readString(errors) : line;
    }

    /** Closes its input and gives what it says until its end, which must be a good one. */
    List<String> rest() throws IOException, InterruptedException {
        process.getOutputStream().close();
        List<String> rest = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            rest.add(line);
        }
        assertTrue(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS), "it does not end");
        assertTrue(process.exitValue() == 0, rest + Files.readString(errors));
        return rest;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        lines.close();
        Files.deleteIfExists(errors);
    }
}
