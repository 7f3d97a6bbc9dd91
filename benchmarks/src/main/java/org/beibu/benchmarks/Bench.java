package org.beibu.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
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
    private static final Set<String> ALL = Set.of("rtt", "flows", "journal");

    @Parameters(arity = "0..*", description = "rtt, flows, journal; all when none is named.")
    private List<String> names = List.of();

    @Option(
            names = "--packets",
            defaultValue = "5000000",
            description = "rtt: packets of the file (default ${DEFAULT-VALUE}).")
    private long packets;

    @Option(
            names = "--distinct-flows",
            defaultValue = "10000000",
            description = "flows: flows of the file (default ${DEFAULT-VALUE}).")
    private long flows;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "rtt: runs of each tool (default ${DEFAULT-VALUE}).")
    private int rounds;

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
        Workbench bench = new Workbench(root, root.resolve("benchmarks/target/captures"));
        if (wanted("rtt")) {
            new PassiveTimingComparison(bench, packets, rounds).run(System.out);
        }
        if (wanted("flows")) {
            new DistinctFlowsMemory(bench, flows).run(System.out);
        }
        if (wanted("journal")) {
            ChainedOptionsBuilder options =
                    new OptionsBuilder()
                            .include(JournalToHistogram.class.getName())
                            .jvmArgsAppend(bench.jvmOptions());
            new Runner(options.build()).run();
        }
        return 0;
    }

    private boolean wanted(String name) {
        return names.isEmpty() || names.contains(name);
    }
}
