package org.beibu.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.beibu.simulator.bureau.Impairment;
import org.beibu.simulator.bureau.Impairments;
import org.beibu.simulator.bureau.Quantities;
import org.beibu.simulator.bureau.SimulationConfig;
import org.beibu.simulator.bureau.Traffic;
import org.beibu.simulator.bureau.TrafficPlan;
import org.beibu.simulator.file.CaptureFormat;
import org.beibu.simulator.file.SimulationFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code beibu simulate}: a capture file of the simulated bureau, with the truth beside it. */
@Command(
        name = "simulate",
        description =
                "Writes a capture file of the simulated bureau, and the true timings"
                        + " beside it. The truth has the columns of 'beibu rtt', in the order of"
                        + " the capture.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class SimulateCommand implements Callable<Integer> {
    @Option(names = "--out", paramLabel = "FILE", description = "Capture file; needed.")
    private @Nullable Path out;

    @ArgGroup(exclusive = false, heading = "%nA past instead of a capture file:%n")
    private SimulatedPast past = new SimulatedPast();

    @Option(
            names = "--truth",
            paramLabel = "FILE",
            description = "Timings that a correct tool reports.")
    private @Nullable Path truth;

    @Option(
            names = "--doubtful",
            paramLabel = "FILE",
            description = "Timings that are right, but that a careful tool may leave out.")
    private @Nullable Path doubtful;

    @Option(
            names = "--format",
            description = "${COMPLETION-CANDIDATES}, nanoseconds both.",
            defaultValue = "pcap")
    private CaptureFormat format = CaptureFormat.PCAP;

    @Option(
            names = "--snap-length",
            description = "Octets kept of each frame (default ${DEFAULT-VALUE}).",
            defaultValue = "128")
    private int snapLength;

    @Option(
            names = "--seed",
            description = "Equal options with equal seeds give equal files (default 1).",
            defaultValue = "1")
    private long seed;

    @Option(names = "--flows", description = "TCP connections that begin (default 2000).")
    private @Nullable Long flows;

    @Option(names = "--packets", description = "Stop after so many packets.")
    private @Nullable Long packets;

    @Option(
            names = "--duration",
            description = "Stop after so much capture time (60s, unless --packets is given).")
    private @Nullable Duration duration;

    @Option(
            names = "--mid-stream",
            description = "Connections begin so long before the capture (default 2s).",
            defaultValue = "2s")
    private Duration midStream = Duration.ZERO;

    @Option(names = "--clean", description = "Without any impairment.")
    private boolean clean;

    @Option(
            names = "--loss",
            paramLabel = "SHARE",
            description = "Share of packets lost, like 1%%; short for --impair loss=1%%.")
    private @Nullable String loss;

    @Option(
            names = "--impair",
            paramLabel = "NAME=SHARE",
            description =
                    "loss, reordering, delayed-ack, tap-copies, syn-flood, keep-alive,"
                            + " port-reuse, without-timestamps, tsval-wrap, sequence-wrap,"
                            + " inbound, reset; repeat.")
    private Map<Impairment, String> shares = new LinkedHashMap<>();

    @Option(
            names = "--distinct-flows",
            paramLabel = "N",
            description = "Instead: N SYNs without answer, each of another 5-tuple.")
    private @Nullable Long distinctFlows;

    @Option(names = "--handshakes", description = "With --distinct-flows: whole handshakes.")
    private boolean handshakes;

    @Option(names = "--json", description = "Print what was written as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        try {
            Path file = out;
            if (past.isWanted() && file == null) {
                past.write(seed, json);
            } else if (file == null) {
                throw new IllegalArgumentException(
                        "nothing to write: give --out FILE, or --history DIR");
            } else {
                simulate(file);
            }
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
        return ExitCode.OK;
    }

    private void simulate(Path file) throws IOException {
        TrafficPlan plan = TrafficPlan.of(flows, packets, duration, midStream);
        Impairments impairments = clean ? Impairments.none() : Impairments.mild();
        if (distinctFlows != null) {
            plan =
                    TrafficPlan.distinct(
                            handshakes ? Traffic.Kind.HANDSHAKE_ONLY : Traffic.Kind.SYN_ONLY,
                            distinctFlows,
                            duration);
            impairments = Impairments.none();
        }
        if (loss != null) {
            impairments = impairments.with(Impairment.LOSS, Quantities.share(loss));
        }
        for (Map.Entry<Impairment, String> share : shares.entrySet()) {
            impairments = impairments.with(share.getKey(), Quantities.share(share.getValue()));
        }
        SimulationConfig config =
                new SimulationConfig(
                        seed, SimulationConfig.START_EPOCH_NANOS, plan.traffic(), impairments);
        System.err.println("simulating with seed " + seed + ": " + impairments);
        report(
                file,
                new SimulationFiles(file, truth, doubtful, format, snapLength)
                        .write(config, plan.mostPackets(), plan.mostNanos()));
    }

    private void report(Path file, SimulationFiles.Written written) throws IOException {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("schema", "beibu/simulate/v1");
        figures.put("capture", file.toString());
        figures.put("seed", seed);
        figures.put("packets", written.outcome().packets());
        figures.put("connections", written.outcome().connections());
        figures.put("timings", written.timings());
        figures.put("doubtful_timings", written.doubtfulTimings());
        if (json) {
            System.out.println(new ObjectMapper().writeValueAsString(figures));
        } else {
            System.err.printf(
                    "%s: %d packets of %d connections, %d true timings, %d doubtful ones%n",
                    file,
                    written.outcome().packets(),
                    written.outcome().connections(),
                    written.timings(),
                    written.doubtfulTimings());
        }
    }
}
