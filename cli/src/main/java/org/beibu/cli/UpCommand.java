package org.beibu.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.agrona.concurrent.ShutdownSignalBarrier;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.analyzer.AnalyzerConfig;
import org.beibu.analyzer.AnalyzerMain;
import org.beibu.probe.ProbeConfig;
import org.beibu.probe.ProbeMain;
import org.beibu.probe.capture.CaptureException;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.JournalException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code beibu up}: probe and analyzer in one process, live, until it is told to end. */
@Command(
        name = "up",
        description =
                "Captures an interface, times what passes, and serves the page; needs"
                        + " CAP_NET_RAW. Runs until SIGINT or SIGTERM.",
        mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {
    @Mixin private LiveOptions options = new LiveOptions();

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "TCP port of the page, 0 for any; wins over analyzer.web.port.")
    private @Nullable Integer port;

    @Option(names = "--json", description = "The address as JSON, schema beibu/up/v1.")
    private boolean json;

    @Override
    public Integer call() throws ConfigException, JournalException, CaptureException {
        ConfigFile file = file();
        ProbeConfig probeConfig = ProbeConfig.from(file);
        AnalyzerConfig analyzerConfig = AnalyzerConfig.from(file, probeConfig.shared());
        ShutdownSignalBarrier end = new ShutdownSignalBarrier();
        Counters counters = new Counters();
        SystemEpochNanoClock clock = new SystemEpochNanoClock();
        Optional<String> failure;
        try (AnalyzerMain analyzer = new AnalyzerMain(analyzerConfig, clock, counters);
                ProbeMain probe =
                        new ProbeMain(
                                probeConfig, LiveOptions.sources(probeConfig), clock, counters)) {
            probe.onEnd(end::signal);
            analyzer.start();
            probe.rehearse();
            probe.start();
            StandardOutput.tellAddress("beibu/up/v1", analyzer.webAddress(), json);
            System.err.println("beibu: data in " + probeConfig.shared().data());
            end.await();
            failure = probe.failure();
        }
        if (failure.isPresent()) {
            throw new CommandFailure(ExitCode.FAILURE, failure.get());
        }
        return ExitCode.OK;
    }

    private ConfigFile file() throws ConfigException {
        ConfigFile file = options.file();
        if (port != null) {
            file.override("analyzer.web.port", port.toString(), "--port");
        }
        return file;
    }
}
