package org.beibu.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.analyzer.AnalyzerConfig;
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
        description = {
            "Brings the timings of capture files into the store, each file exactly once:",
            "an import that was killed is made good by running it again."
        },
        mixinStandardHelpOptions = true)
public final class ImportCommand implements Callable<Integer> {
    private static final int SECONDS_TO_STOP = 10;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Capture files (pcap, pcapng, gzip).")
    private List<Path> files = new ArrayList<>();

    @Mixin private ConfigOptions options = new ConfigOptions();

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
                        new ImportProgress(ImportProgress.isTerminal()));
        CountDownLatch ended = new CountDownLatch(1);
        stopOnSignal(run, ended);
        try {
            ImportRun.Outcome outcome = run.run(files);
            ImportReport report = new ImportReport(probe.shared().data(), outcome.imported());
            if (!outcome.imported().isEmpty()) {
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
