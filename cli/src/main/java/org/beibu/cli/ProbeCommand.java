package org.beibu.cli;

import java.util.concurrent.Callable;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.probe.ProbeConfig;
import org.beibu.probe.ProbeCounter;
import org.beibu.probe.ProbeMain;
import org.beibu.probe.capture.CaptureException;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.JournalCounter;
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
    public Integer call() throws Exception {
        new DaemonRun(ProbeCommand::prepare).run(options::file, options.hasFile());
        return ExitCode.OK;
    }

    private static DaemonRun.Prepared prepare(ConfigFile file) throws ConfigException {
        ProbeConfig config = ProbeConfig.from(file);
        return (counters, onEnd) -> start(config, counters, onEnd);
    }

    private static DaemonRun.Daemon start(ProbeConfig config, Counters counters, Runnable onEnd)
            throws JournalException, CaptureException {
        ProbeMain probe =
                new ProbeMain(
                        config, LiveOptions.sources(config), new SystemEpochNanoClock(), counters);
        try {
            probe.onEnd(onEnd);
            probe.rehearse();
            probe.start();
            return new Running(probe, config.name(), counters);
        } catch (JournalException | CaptureException | RuntimeException e) {
            probe.close();
            throw e;
        }
    }

    private record Running(ProbeMain probe, String name, Counters counters)
            implements DaemonRun.Daemon {
        @Override
        public String status() {
            return "probe "
                    + name
                    + ": "
                    + counters.get(ProbeCounter.PACKETS_RECEIVED)
                    + " packets, "
                    + counters.get(ProbeCounter.PACKETS_DROPPED)
                    + " lost by the capture, "
                    + counters.get(JournalCounter.RECORDS_APPENDED)
                    + " records";
        }

        @Override
        public void failure() {
            probe.failure()
                    .ifPresent(
                            failure -> {
                                throw new CommandFailure(ExitCode.FAILURE, failure);
                            });
        }

        @Override
        public void close() {
            probe.close();
        }
    }
}
