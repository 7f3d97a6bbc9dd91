package org.beibu.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.agrona.concurrent.ShutdownSignalBarrier;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.analyzer.AnalyzerConfig;
import org.beibu.analyzer.AnalyzerMain;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.beibu.runtime.config.SharedConfig;
import org.beibu.runtime.counters.Counters;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code beibu analyzer}: the analyzer alone, until it is told to end. */
@Command(
        name = "analyzer",
        description = {
            "Reads the timing journal into the store, serves the page, exports to InfluxDB.",
            "Runs until SIGINT or SIGTERM."
        },
        mixinStandardHelpOptions = true)
public final class AnalyzerCommand implements Callable<Integer> {
    @Option(names = "--config", paramLabel = "FILE", description = "Configuration file.")
    private @Nullable Path configFile;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Directory of journal and store; wins over shared.data.")
    private @Nullable Path data;

    @Override
    public Integer call() {
        AnalyzerConfig config = config();
        ShutdownSignalBarrier end = new ShutdownSignalBarrier();
        try (AnalyzerMain analyzer =
                new AnalyzerMain(config, new SystemEpochNanoClock(), new Counters())) {
            analyzer.start();
            System.err.println("analyzer: page at " + analyzer.webAddress());
            end.await();
        }
        return ExitCode.OK;
    }

    private AnalyzerConfig config() {
        try {
            ConfigFile file = configFile == null ? ConfigFile.none() : ConfigFile.read(configFile);
            if (data != null) {
                file.override("shared.data", data.toString(), "--data");
            }
            return AnalyzerConfig.from(file, SharedConfig.from(file));
        } catch (ConfigException e) {
            throw new CommandFailure(ExitCode.BAD_CONFIG, String.valueOf(e.getMessage()), e);
        }
    }
}
