package org.beibu.cli.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The machine as checks see it.
 *
 * @param root where its /proc and /sys are
 * @param programs runs its programs
 */
public record Machine(Path root, Programs programs) {
    private static final int LONGEST_SECONDS = 20;

    /** Runs programs. */
    public interface Programs {
        /** What it printed; empty when there is no such program or it failed. */
        Optional<String> output(List<String> command);
    }

    /** This machine. */
    public static Machine real() {
        return new Machine(Path.of("/"), Machine::run);
    }

    /** The text of a file below the root, without the end of its line; empty without it. */
    Optional<String> text(String file) {
        try {
            return Optional.of(Files.readString(root.resolve(file), UTF_8).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    boolean exists(String file) {
        return Files.exists(root.resolve(file));
    }

    private static Optional<String> run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
            return ended && process.exitValue() == 0 ? Optional.of(output) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
