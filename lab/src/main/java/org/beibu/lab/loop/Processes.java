package org.beibu.lab.loop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Detached processes, written down in a file: name, process id and start. A process id that was
 * given away again is told by its start and left alone.
 */
final class Processes {
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(6);

    private final Path file;
    private final int seconds;

    /** One that runs, as it was written down. */
    record Entry(String name, long pid, long startMillis) {
        static Entry parse(String line) {
            String[] words = line.split(" ", -1);
            return new Entry(words[0], Long.parseLong(words[1]), Long.parseLong(words[2]));
        }

        Optional<ProcessHandle> handle() {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(handle -> millis(handle) == startMillis);
        }

        static long millis(ProcessHandle handle) {
            return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        }
    }

    /** Those of a file; new ones end by themselves after so many seconds. */
    Processes(Path file, int seconds) {
        this.file = file;
        this.seconds = seconds;
    }

    /** Starts one; its output is appended to the log. */
    void start(String name, Path log, List<String> command) throws IOException {
        List<String> all = new ArrayList<>(List.of("setsid", "timeout", "-k", "5", "" + seconds));
        all.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(all);
        builder.environment().put("TZ", "UTC");
        builder.environment().remove("LD_PRELOAD");
        builder.redirectErrorStream(true);
        builder.redirectInput(Path.of("/dev/null").toFile());
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        ProcessHandle handle = builder.start().toHandle();
        String line = name + " " + handle.pid() + " " + Entry.millis(handle) + "\n";
        Files.writeString(file, line, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** All that were started, the dead ones too; of one name the last. */
    List<Entry> all() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(file, UTF_8)) {
            return lines.filter(line -> !line.isBlank()).map(Entry::parse).toList();
        }
    }

    /** The running one of that name. */
    Optional<ProcessHandle> running(String name) throws IOException {
        return all().stream()
                .filter(entry -> entry.name().equals(name))
                .flatMap(entry -> entry.handle().stream())
                .findFirst();
    }

    /** The program itself, below what limits its life and puts it into its namespace. */
    Optional<ProcessHandle> program(String name) throws IOException {
        return running(name).map(Processes::innermost);
    }

    private static ProcessHandle innermost(ProcessHandle handle) {
        return handle.children().findFirst().map(Processes::innermost).orElse(handle);
    }

    /** Asks it to end, and waits. */
    void end(String name) throws IOException {
        end(all().stream().filter(entry -> entry.name().equals(name)).toList());
    }

    /** Kills it as {@code kill -9} does. */
    void kill(String name) throws IOException {
        program(name).ifPresent(ProcessHandle::destroyForcibly);
        awaitEnd(all().stream().filter(entry -> entry.name().equals(name)).toList());
    }

    /** Ends all. */
    void endAll() throws IOException {
        end(all());
    }

    private static void end(List<Entry> entries) {
        for (Entry entry : entries) {
            entry.handle().ifPresent(ProcessHandle::destroy);
        }
        awaitEnd(entries);
    }

    private static void awaitEnd(List<Entry> entries) {
        long start = System.nanoTime();
        while (entries.stream().anyMatch(entry -> entry.handle().isPresent())) {
            if (System.nanoTime() - start > GRACE_NANOS) {
                for (Entry entry : entries) {
                    entry.handle().ifPresent(Processes::destroyAll);
                }
                return;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static void destroyAll(ProcessHandle handle) {
        handle.descendants().forEach(ProcessHandle::destroyForcibly);
        handle.destroyForcibly();
    }
}
