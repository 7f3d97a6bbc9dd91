package org.beibu.analyzer.alert;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real peer of a test as a child process; tests skip themselves where it is not installed. */
final class ChildProcess implements AutoCloseable {
    private static final long DEADLINE_NANOS = 30_000_000_000L;

    private final List<String> command;
    private final Path log;
    private @Nullable Process process;

    ChildProcess(Path directory, String program, String debianPackage, List<String> arguments) {
        Path found =
                Stream.concat(
                                Stream.of(
                                        System.getenv()
                                                .getOrDefault("PATH", "")
                                                .split(File.pathSeparator)),
                                Stream.of("/usr/sbin", "/sbin"))
                        .map(part -> Path.of(part, program))
                        .filter(Files::isExecutable)
                        .findFirst()
                        .orElse(Path.of("absent"));
        assumeTrue(
                Files.isExecutable(found),
                program + " is not installed (Debian package " + debianPackage + ")");
        this.command = Stream.concat(Stream.of(found.toString()), arguments.stream()).toList();
        this.log = directory.resolve(program + ".log");
    }

    void start() throws IOException {
        process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
    }

    void kill() {
        Process running = process;
        process = null;
        if (running != null) {
            running.destroyForcibly();
            try {
                running.waitFor(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits for a condition with a deadline, which fails with the log's place. */
    void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError(what + " did not come about: " + log + "\n" + text());
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    private String text() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
