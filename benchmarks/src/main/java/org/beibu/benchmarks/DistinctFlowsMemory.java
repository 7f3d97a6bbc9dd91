package org.beibu.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Memory under a flood of connections.
 *
 * <p><b>Measured:</b> peak resident memory and CPU of {@code beibu rtt --summary} on a file of SYNs
 * without answer, each of another 5-tuple: the flow table must stay within its bound.
 *
 * <p><b>Left out:</b> live capture, whose kernel buffer comes on top; the heap is as large as the
 * JVM's default lets it grow, so the figure is a ceiling and not what is needed.
 *
 * <p><b>To run:</b> {@code ./beibu bench flows [--distinct-flows N]}; the file takes about 100
 * octets a flow.
 */
final class DistinctFlowsMemory {
    private final Workbench bench;
    private final long flows;

    DistinctFlowsMemory(Workbench bench, long flows) {
        this.bench = bench;
        this.flows = flows;
    }

    void run(PrintStream out) throws IOException {
        Path file =
                bench.simulated(
                        "distinct-" + flows + ".pcap", "--distinct-flows", Long.toString(flows));
        Cost cost = MeasuredProcess.run(bench.beibu("rtt", "--summary", file.toString()));
        out.printf(
                Locale.ROOT,
                "%n%,d SYNs, each of another flow (%d MB): %s%n",
                flows,
                Files.size(file) / 1_000_000,
                cost);
    }
}
