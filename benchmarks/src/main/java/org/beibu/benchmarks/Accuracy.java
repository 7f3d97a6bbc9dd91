package org.beibu.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.beibu.lab.truth.Judgement;
import org.beibu.lab.truth.TsharkTable;
import org.beibu.lab.truth.WireTruth;

/**
 * How far timings are from what the wire really took.
 *
 * <p><b>Measured:</b> every sample of the clients' half that {@code beibu rtt} prints for
 * recordings of the wire-truth rig, with TCP timestamps and without, by method and class; beside it
 * tshark's {@code ack_rtt}, by the same judge. An error is the client's time to answer and whatever
 * the tool gets wrong.
 *
 * <p><b>Left out:</b> clients other than Linux; the servers' half; tcptrace, which does not print
 * when a sample was taken.
 *
 * <p><b>To run:</b> {@code ./beibu bench accuracy}; the table stands in docs/limitations.md.
 */
final class Accuracy {
    private static final long SECONDS_AT_MOST = 300;

    private final Workbench bench;

    Accuracy(Workbench bench) {
        this.bench = bench;
    }

    void run(PrintStream out) throws IOException {
        Captures captures = new Captures(bench);
        Optional<String> obstacle = captures.obstacle();
        if (obstacle.isPresent()) {
            System.err.println("accuracy: left out: " + obstacle.get());
            return;
        }
        for (boolean timestamps : new boolean[] {true, false}) {
            Captures.Recorded recorded = captures.rig(timestamps);
            WireTruth truth = WireTruth.of(recorded.clients(), recorded.servers());
            Path rtt = print(bench.beibu("rtt", recorded.servers().toString()));
            out.printf("%n%s TCP timestamps:%n%n", timestamps ? "With" : "Without");
            Judgement ours = Judgement.of(truth, rtt);
            out.print(ours.table());
            if (MeasuredProcess.isThere("tshark")) {
                Path tshark = print(TsharkTable.command(recorded.servers()));
                out.print(TsharkTable.judge(truth, tshark).row("tshark `ack_rtt`"));
                Files.delete(tshark);
            }
            Files.delete(rtt);
        }
    }

    /** Runs a command; the file has what it printed. */
    private static Path print(List<String> command) throws IOException {
        Path file = Files.createTempFile("beibu-bench", ".tsv");
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(file.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            boolean ended = process.waitFor(SECONDS_AT_MOST, TimeUnit.SECONDS);
            if (!ended || process.exitValue() != 0) {
                throw new IOException("failed: " + String.join(" ", command));
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            process.destroyForcibly();
        }
        return file;
    }
}
