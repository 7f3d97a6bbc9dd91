package org.beibu.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./beibu bench}: runs the benchmarks that are named, or all. */
@Command(
        name = "bench",
        description = "Measures; figures on stdout as Markdown, progress on stderr.",
        mixinStandardHelpOptions = true)
final class Bench implements Callable<Integer> {
    private static final String CAPTURES = "benchmarks/target/captures";
    private static final Set<String> ALL =
            Set.of(
                    "passive",
                    "accuracy",
                    "live",
                    "packets",
                    "connections",
                    "flows",
                    "journal",
                    "routes",
                    "forecast");

    @Parameters(
            arity = "0..*",
            description =
                    "passive, accuracy, live, packets, connections, flows, journal, routes,"
                            + " forecast; all when none is named.")
    private List<String> names = List.of();

    @Option(
            names = "--packets",
            defaultValue = "20000000",
            description = "passive: packets of the file (default ${DEFAULT-VALUE}).")
    private long packets;

    @Option(
            names = "--distinct-flows",
            defaultValue = "10000000",
            description = "flows: flows of the file (default ${DEFAULT-VALUE}).")
    private long flows;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "passive, live: runs of each tool (default ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--pps",
            defaultValue = "500000",
            description = "live: packets a second (default ${DEFAULT-VALUE}).")
    private int packetsPerSecond;

    @Option(
            names = "--packets-live",
            defaultValue = "5000000",
            description = "live: packets of a run (default ${DEFAULT-VALUE}).")
    private long livePackets;

    @Option(
            names = "--connections",
            defaultValue = "1000000",
            description = "connections: connections open at once (default ${DEFAULT-VALUE}).")
    private int connections;

    @Option(
            names = "--prefixes",
            defaultValue = "1000000",
            description =
                    "routes: IPv4 prefixes, at four exits, and a quarter as many of IPv6 (default"
                            + " ${DEFAULT-VALUE}).")
    private int prefixes;

    @Option(
            names = "--runs",
            defaultValue = "600",
            description = "forecast: runs in each world (default ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--captures",
            paramLabel = "DIR",
            description = "Where the capture files are kept (default benchmarks/target/captures).")
    private @Nullable Path captures;

    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench()).execute(args));
    }

    @Override
    public Integer call() throws IOException, RunnerException {
        for (String name : names) {
            if (!ALL.contains(name)) {
                System.err.println("beibu: no such benchmark: " + name + ": one of " + ALL);
                return 2;
            }
        }
        Path root = Path.of(System.getProperty("beibu.root", ".")).toAbsolutePath().normalize();
        Workbench bench = new Workbench(root, captures == null ? root.resolve(CAPTURES) : captures);
        if (wanted("passive")) {
            new PassiveSpeed(bench, packets, rounds).run(System.out);
        }
        if (wanted("accuracy")) {
            new Accuracy(bench).run(System.out);
        }
        if (wanted("live")) {
            new LiveDrops(bench, packetsPerSecond, livePackets, rounds).run(System.out);
        }
        if (wanted("packets")) {
            ChainedOptionsBuilder options = jmh(bench, PacketToTiming.class);
            options.param("file", new Captures(bench).ofRig().toString());
            new Runner(options.addProfiler(GCProfiler.class).build()).run();
        }
        if (wanted("connections")) {
            new OpenConnectionsMemory(bench, connections).run(System.out);
        }
        if (wanted("flows")) {
            new DistinctFlowsMemory(bench, flows).run(System.out);
        }
        if (wanted("journal")) {
            new Runner(jmh(bench, JournalToHistogram.class).build()).run();
        }
        if (wanted("routes")) {
            RoutesHeld.run(bench, prefixes, System.out);
        }
        if (wanted("forecast") && !new ForecastCoverage(runs).run(System.out)) {
            System.err.println(
                    "beibu: forecast: a world is covered in fewer than nine of ten runs");
            return 1;
        }
        return 0;
    }

    private static ChainedOptionsBuilder jmh(Workbench bench, Class<?> benchmark) {
        return new OptionsBuilder().include(benchmark.getName()).jvmArgsAppend(bench.jvmOptions());
    }

    private boolean wanted(String name) {
        return names.isEmpty() || names.contains(name);
    }
}
