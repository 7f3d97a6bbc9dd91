package org.beibu.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Memory for connections that are all open at once.
 *
 * <p><b>Measured:</b> peak resident memory and CPU of {@code beibu rtt --summary} on established
 * connections, each with a segment that waits for its ACK while all the others are opened. Every
 * connection must give three timings (both handshake halves and that segment): none may be
 * forgotten.
 *
 * <p><b>Left out:</b> live capture, whose kernel buffer comes on top.
 *
 * <p><b>To run:</b> {@code ./beibu bench connections [--connections N]}; the file takes 350 octets
 * a connection.
 */
final class OpenConnectionsMemory {
    private static final int GOAL_MEGABYTES = 400;
    private static final long TIMINGS_EACH = 3;

    private final Workbench bench;
    private final int connections;

    OpenConnectionsMemory(Workbench bench, int connections) {
        this.bench = bench;
        this.connections = connections;
    }

    void run(PrintStream out) throws IOException {
        Path file = new Captures(bench).open(connections);
        Path summary = Files.createTempFile("beibu-bench", ".tsv");
        try {
            Cost cost =
                    MeasuredProcess.run(
                            bench.beibu("rtt", "--summary", file.toString()),
                            ProcessBuilder.Redirect.to(summary.toFile()));
            out.printf(
                    Locale.ROOT,
                    "%n%,d connections open at once: %s (a million: %d MB wanted); %,d of %,d"
                            + " timings%n",
                    connections,
                    cost,
                    GOAL_MEGABYTES,
                    timings(summary),
                    TIMINGS_EACH * connections);
        } finally {
            Files.delete(summary);
        }
    }

    /** Adds up the column of counts; the first line names it. */
    private static long timings(Path summary) throws IOException {
        List<String> lines = Files.readAllLines(summary);
        int column = List.of(lines.get(0).split("\t")).indexOf("count");
        return lines.stream()
                .skip(1)
                .mapToLong(line -> Long.parseLong(line.split("\t")[column]))
                .sum();
    }
}
