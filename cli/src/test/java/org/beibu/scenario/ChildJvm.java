package org.beibu.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.beibu.cli.Beibu;

/** A Java process with the class path and the JVM options of this one, its talk in a file. */
final class ChildJvm implements AutoCloseable {
    private static final long LONGEST_LIFE_SECONDS = 120;

    private final Process process;
    private final Path log;

    private ChildJvm(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts it; its output is appended to the log. */
    static ChildJvm start(Path log, String mainClass, List<String> arguments) throws IOException {
        return start(List.of(), log, mainClass, arguments);
    }

    /** As above, by a command that becomes what it is given, as {@code ip netns exec} does. */
    static ChildJvm start(List<String> wrapper, Path log, String mainClass, List<String> arguments)
            throws IOException {
        List<String> program = List.of("-cp", System.getProperty("java.class.path", ""), mainClass);
        return start(wrapper, log, joined(program, arguments));
    }

    /** {@code beibu} of the jar that {@code -Dbeibu.jar} names, else of this class path. */
    static ChildJvm beibu(List<String> wrapper, Path log, List<String> arguments)
            throws IOException {
        String jar = System.getProperty("beibu.jar");
        return jar == null
                ? start(wrapper, log, Beibu.class.getName(), arguments)
                : start(wrapper, log, joined(List.of("-Xmx512m", "-jar", jar), arguments));
    }

    private static ChildJvm start(List<String> wrapper, Path log, List<String> program)
            throws IOException {
        List<String> command = new ArrayList<>(wrapper);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + Path.of(root(), "systemd", "jvm.options"));
        if (Runtime.version().feature() >= 23) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(program);
        return new ChildJvm(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start(),
                log);
    }

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static String root() {
        String root = System.getProperty("beibu.root");
        if (root == null) {
            throw new IllegalStateException("system property beibu.root is missing");
        }
        return root;
    }

    /** Whether it ends by itself within this time. */
    boolean endsWithin(long nanos) {
        try {
            return process.waitFor(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** How long processors have worked for it. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Sends SIGKILL and waits until the process is gone. */
    void kill() {
        process.destroyForcibly();
        if (!endsWithin(TimeUnit.SECONDS.toNanos(LONGEST_LIFE_SECONDS))) {
            throw new IllegalStateException("cannot be killed: " + process.pid());
        }
    }

    /** Asks it to end, as systemd does, and waits for it; its exit code. */
    int terminate() throws IOException {
        process.destroy();
        return exitCode();
    }

    /** Waits for its end; its exit code. */
    int exitCode() throws IOException {
        if (!endsWithin(TimeUnit.SECONDS.toNanos(LONGEST_LIFE_SECONDS))) {
            kill();
            throw new IllegalStateException("did not end: " + lastWords());
        }
        return process.exitValue();
    }

    /** The end of what it and its predecessors said. */
    String lastWords() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    /** The same, for messages. */
    String lastWordsOrNone() {
        try {
            return lastWords();
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}
