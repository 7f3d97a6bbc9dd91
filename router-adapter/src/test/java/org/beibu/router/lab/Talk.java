package org.beibu.router.lab;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A process whose lines are awaited; it ends with the test. */
public final class Talk implements AutoCloseable {
    private static final long LONGEST_SECONDS = 10;

    /** A line and the moment it came. */
    public record Line(long nanos, String text) {}

    private final Process process;
    private final List<Line> lines = new ArrayList<>();

    public Talk(List<String> command) throws IOException {
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Thread reader = new Thread(this::read, "talk");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                add(new Line(System.nanoTime(), line));
            }
        } catch (IOException e) {
            add(new Line(System.nanoTime(), "ended: " + e.getMessage()));
        }
    }

    private synchronized void add(Line line) {
        lines.add(line);
        notifyAll();
    }

    /** Gives it a line. */
    public void say(String line) throws IOException {
        OutputStream in = process.getOutputStream();
        in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    /** How many lines have come, to await later ones from. */
    public synchronized int mark() {
        return lines.size();
    }

    /** The first line with this text from the mark on. */
    public Line await(int mark, String part) {
        return await(mark, LONGEST_SECONDS * 1000, line -> line.contains(part), part);
    }

    public synchronized Line await(int mark, long millis, Predicate<String> wanted, String what) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        int seen = mark;
        while (true) {
            for (; seen < lines.size(); seen++) {
                if (wanted.test(lines.get(seen).text())) {
                    return lines.get(seen);
                }
            }
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return fail("not said: " + what + "\n" + tail());
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Whether such a line has come since the mark. */
    public synchronized boolean hasSaid(int mark, String part) {
        return lines.subList(mark, lines.size()).stream().anyMatch(l -> l.text().contains(part));
    }

    public synchronized List<String> since(int mark) {
        return lines.subList(mark, lines.size()).stream().map(Line::text).toList();
    }

    private String tail() {
        List<String> texts = lines.stream().map(Line::text).toList();
        return String.join("\n", texts.subList(Math.max(0, texts.size() - 30), texts.size()));
    }

    /** Its last words, for messages. */
    public synchronized String words() {
        return tail();
    }

    public Process process() {
        return process;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
