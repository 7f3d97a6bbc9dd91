package org.beibu.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.analyzer.AnalyzerConfig;
import org.beibu.analyzer.importing.SeriesFormat;
import org.beibu.analyzer.importing.SourceName;
import org.beibu.model.AseanRoute;
import org.beibu.model.Catalogue;
import org.beibu.probe.ProbeConfig;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.beibu.runtime.journal.JournalException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code beibu import}: capture files through probe, journal and analyzer at full speed. */
@Command(
        name = "import",
        description =
                "Brings timings into the store, each file exactly once: an import that"
                        + " was killed is made good by running it again. Files are captures"
                        + " (pcap, pcapng, gzip), or what others have measured: databases of"
                        + " SmokePing, ping results of RIPE Atlas (JSON), and CSV with the"
                        + " columns time and rtt. Those become series of their own, -/SOURCE.",
        mixinStandardHelpOptions = true)
public final class ImportCommand implements Callable<Integer> {
    private static final int SECONDS_TO_STOP = 10;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Files; their content says what they are.")
    private List<Path> files = new ArrayList<>();

    @Mixin private ConfigOptions options = new ConfigOptions();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "pcap, smokeping, ripe-atlas or csv, instead of what the content says.")
    private String format = "";

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description =
                    "Name of the source of series: 1 to 16 of a-z, 0-9 and '-'."
                            + " Without it the file's name, or probe and measurement of RIPE"
                            + " Atlas.")
    private String source = "";

    @Option(
            names = "--route",
            paramLabel = "ROUTE",
            description = "AseanRoute that series belong to, such as SG-SIN; none without it.")
    private String route = AseanRoute.UNROUTED;

    @Option(names = "--json", description = "Summary as JSON, schema beibu/import/v1.")
    private boolean json;

    @Override
    public Integer call() throws ConfigException, IOException, JournalException {
        ConfigFile file = options.file();
        ProbeConfig probe = ProbeConfig.from(file);
        AnalyzerConfig analyzer = AnalyzerConfig.from(file, probe.shared());
        System.err.println("beibu: data in " + probe.shared().data());
        ImportRun run =
                new ImportRun(
                        probe,
                        analyzer,
                        new SystemEpochNanoClock(),
                        new ImportProgress(ImportProgress.isTerminal()),
                        choice(probe.shared().catalogue()));
        CountDownLatch ended = new CountDownLatch(1);
        stopOnSignal(run, ended);
        try {
            ImportRun.Outcome outcome = run.run(files);
            ImportReport report =
                    new ImportReport(probe.shared().data(), outcome.imported(), outcome.series());
            if (!outcome.imported().isEmpty() || !outcome.series().isEmpty()) {
                System.out.print(json ? report.json() + System.lineSeparator() : report.text());
                System.out.flush();
            }
            outcome.refused().forEach(line -> System.err.println("beibu: " + line));
            if (!outcome.complete()) {
                throw new CommandFailure(
                        ExitCode.FAILURE, "import stopped: run it again to bring in the rest");
            }
            return outcome.refused().isEmpty() ? ExitCode.OK : ExitCode.USAGE;
        } finally {
            ended.countDown();
        }
    }

    private ImportRun.Choice choice(Catalogue catalogue) {
        try {
            boolean captures = format.equals("pcap");
            if (!route.equals(AseanRoute.UNROUTED) && catalogue.find(route).isEmpty()) {
                throw new IllegalArgumentException("not a route of the catalogue: '" + route + "'");
            }
            return new ImportRun.Choice(
                    captures || format.isEmpty()
                            ? Optional.empty()
                            : Optional.of(SeriesFormat.parse(format)),
                    captures,
                    source.isEmpty() ? Optional.empty() : Optional.of(SourceName.parse(source)),
                    route);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.USAGE, e.getMessage() + ": import: see beibu import --help", e);
        }
    }

    /** On SIGINT and SIGTERM the current turn is finished and committed before the process ends. */
    private static void stopOnSignal(ImportRun run, CountDownLatch ended) {
        Runnable stop =
                () -> {
                    run.stop();
                    try {
                        if (!ended.await(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                            System.err.println("beibu: import: stopping takes long, giving up");
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                };
        Runtime.getRuntime().addShutdownHook(new Thread(stop, "import-stop"));
    }
}
