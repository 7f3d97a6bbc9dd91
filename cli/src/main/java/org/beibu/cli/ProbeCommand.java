package org.beibu.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.agrona.concurrent.ShutdownSignalBarrier;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.probe.ProbeConfig;
import org.beibu.probe.ProbeMain;
import org.beibu.probe.capture.CaptureException;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.JournalException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code beibu probe}: the probe alone, until it is told to end. */
@Command(
        name = "probe",
        description =
                "Captures an interface and appends the timings to the journal; needs"
                        + " CAP_NET_RAW. Runs until SIGINT or SIGTERM.",
        mixinStandardHelpOptions = true)
public final class ProbeCommand implements Callable<Integer> {
    @Mixin private LiveOptions options = new LiveOptions();

    @Override
    public Integer call() throws ConfigException, JournalException, CaptureException {
        ProbeConfig config = ProbeConfig.from(options.file());
        ShutdownSignalBarrier end = new ShutdownSignalBarrier();
        Optional<String> failure;
        try (ProbeMain probe =
                new ProbeMain(
                        config,
                        LiveOptions.sources(config),
                        new SystemEpochNanoClock(),
                        new Counters())) {
            probe.onEnd(end::signal);
            probe.rehearse();
            probe.start();
            end.await();
            failure = probe.failure();
        }
        if (failure.isPresent()) {
            throw new CommandFailure(ExitCode.FAILURE, failure.get());
        }
        return ExitCode.OK;
    }
}
