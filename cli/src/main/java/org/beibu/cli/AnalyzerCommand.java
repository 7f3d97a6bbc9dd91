package org.beibu.cli;

import java.util.concurrent.Callable;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.analyzer.AnalyzerConfig;
import org.beibu.analyzer.AnalyzerCounter;
import org.beibu.analyzer.AnalyzerMain;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.beibu.runtime.config.SharedConfig;
import org.beibu.runtime.counters.Counters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code beibu analyzer}: the analyzer alone, until it is told to end. */
@Command(
        name = "analyzer",
        description =
                "Reads the timing journal into the store, serves the page, exports to"
                        + " InfluxDB. Runs until SIGINT or SIGTERM.",
        mixinStandardHelpOptions = true)
public final class AnalyzerCommand implements Callable<Integer> {
    @Mixin private ConfigOptions options = new ConfigOptions();

    @Option(names = "--json", description = "The address as JSON, schema beibu/analyzer/v1.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        new DaemonRun(this::prepare).run(options::file, options.hasFile());
        return ExitCode.OK;
    }

    private DaemonRun.Prepared prepare(ConfigFile file) throws ConfigException {
        AnalyzerConfig config = AnalyzerConfig.from(file, SharedConfig.from(file));
        return (counters, onEnd) -> start(config, counters);
    }

    private DaemonRun.Daemon start(AnalyzerConfig config, Counters counters) {
        AnalyzerMain analyzer = new AnalyzerMain(config, new SystemEpochNanoClock(), counters);
        analyzer.start();
        StandardOutput.tellAddress("beibu/analyzer/v1", analyzer.webAddress(), json);
        return new Running(analyzer, "page at " + analyzer.webAddress(), counters);
    }

    private record Running(AnalyzerMain analyzer, String page, Counters counters)
            implements DaemonRun.Daemon {
        @Override
        public String status() {
            return page
                    + "; "
                    + counters.get(AnalyzerCounter.SAMPLES_INGESTED)
                    + " timings since the start, "
                    + counters.get(AnalyzerCounter.COMMIT_FAILURES)
                    + " commits refused";
        }

        @Override
        public void close() {
            analyzer.close();
        }
    }
}
