package org.beibu.lab.rig;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A child process with a time limit of its own ({@code timeout(1)}) and its talk in a file. */
public final class LabProcess implements AutoCloseable {
    private static final int GRACE_SECONDS = 5;
    private static final long PAUSE_NANOS = 500_000_000;
    private static final int MOST_PAUSES = 40;

    private final Process process;
    private final Path log;
    private final List<String> command;

    private LabProcess(Process process, Path log, List<String> command) {
        this.process = process;
        this.log = log;
        this.command = command;
    }

    /** Starts it; its output is appended to the log. */
    public static LabProcess start(Path log, int seconds, List<String> command) throws IOException {
        List<String> limited = new ArrayList<>(List.of("timeout", "-k", "2", "" + seconds));
        limited.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(limited);
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        return new LabProcess(builder.start(), log, command);
    }

    /** Starts it with a pipe from its standard output, for {@link #awaitLine}. */
    static LabProcess startTalking(Path log, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        return new LabProcess(builder.start(), log, command);
    }

    /** Runs a short command to its end, with that input. */
    public static void run(Path log, String input, List<String> command) throws IOException {
        try (LabProcess child = start(log, 20, command)) {
            try (OutputStream in = child.process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // It ended before it had read everything: its exit code and its log say why.
            }
            child.await(30);
        }
    }

    /** Waits for a line on its standard output. */
    void awaitLine(String wanted) throws IOException {
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.equals(wanted)) {
                return;
            }
        }
        throw failed("ended without saying " + wanted);
    }

    /** What is left on its standard output until its end. */
    String rest() throws IOException {
        StringBuilder text = new StringBuilder();
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            text.append(line).append('\n');
        }
        return text.toString();
    }

    /** Ends the standard input of the process. */
    void endInput() throws IOException {
        process.getOutputStream().close();
    }

    /** Whether it has not ended yet. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** User and system time of what was started, while it runs. */
    public Duration cpu() {
        return process.descendants()
                .map(child -> child.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Waits until it has used hardly any CPU for half a second, as when all work is done. */
    public void awaitIdle() {
        for (int i = 0; i < MOST_PAUSES; i++) {
            Duration before = cpu();
            LockSupport.parkNanos(PAUSE_NANOS);
            if (cpu().minus(before).toNanos() < PAUSE_NANOS / 10) {
                return;
            }
        }
    }

    /** Waits for its end, which must be a success. */
    public void await(int seconds) throws IOException {
        if (!endsWithin(seconds)) {
            throw failed("still runs after " + seconds + " s");
        }
        if (process.exitValue() != 0) {
            throw failed("exit code " + process.exitValue());
        }
    }

    private boolean endsWithin(int seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private IOException failed(String how) throws IOException {
        String words = Files.exists(log) ? Files.readString(log).strip() : "";
        return new IOException(
                String.join(" ", command) + ": " + how + (words.isEmpty() ? "" : "\n" + words));
    }

    /** Asks it to end, and ends it when it does not. Does nothing when it has ended. */
    @Override
    public void close() {
        process.destroy(); // timeout(1) hands the signal on
        if (!endsWithin(GRACE_SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            endsWithin(GRACE_SECONDS);
        }
    }

    /** Whether a command is on the path, or where only root looks. */
    public static boolean isInstalled(String name) {
        String path = System.getenv("PATH");
        String all = (path == null ? "" : path) + File.pathSeparator + "/usr/sbin:/sbin";
        for (String folder : all.split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(folder, name))) {
                return true;
            }
        }
        return false;
    }
}
