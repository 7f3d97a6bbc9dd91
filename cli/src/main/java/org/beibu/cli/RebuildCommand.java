package org.beibu.cli;

import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.analyzer.AnalyzerConfig;
import org.beibu.analyzer.rebuild.Rebuild;
import org.beibu.analyzer.rebuild.RebuildReport;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.beibu.runtime.config.SharedConfig;
import org.beibu.runtime.journal.JournalException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code beibu rebuild}: the store anew from the journal. */
@Command(
        name = "rebuild",
        description =
                "Makes the store anew from the journal, with the analyzer stopped;"
                        + " what is older than the journal is kept from the old store, which"
                        + " stays as it is until the new one is whole.",
        mixinStandardHelpOptions = true)
public final class RebuildCommand implements Callable<Integer> {
    @Mixin private ConfigOptions options = new ConfigOptions();

    @Option(
            names = "--without-old",
            description =
                    "Do not look at the old store, since it is damaged: what is older"
                            + " than the journal is lost. Copy the file away first.")
    private boolean withoutOld;

    @Option(names = "--json", description = "As JSON, schema beibu/rebuild/v1.")
    private boolean json;

    @Override
    public Integer call() throws ConfigException, JournalException {
        ConfigFile file = options.file();
        AnalyzerConfig config = AnalyzerConfig.from(file, SharedConfig.from(file));
        Rebuild rebuild = new Rebuild(config, new SystemEpochNanoClock(), withoutOld);
        RebuildReport report;
        try (RecordProgress progress = RecordProgress.of("rebuild")) {
            report = rebuild.run(progress::counted);
        }
        System.out.print(json ? json(report) : text(report));
        return ExitCode.OK;
    }

    private static String text(RebuildReport report) {
        String inherited =
                report.hasSeam()
                        ? String.format(
                                Locale.ROOT,
                                "%,d windows from before %s kept from the old store%n",
                                report.inherited(),
                                moment(report.seamNanos()))
                        : "";
        return String.format(
                        Locale.ROOT,
                        "%,d timings taken from the journal in %.1f s%n",
                        report.timings(),
                        report.seconds())
                + inherited;
    }

    private static String json(RebuildReport report) {
        return String.format(
                Locale.ROOT,
                "{\"schema\":\"beibu/rebuild/v1\",\"timings\":%d,\"inherited_windows\":%d,"
                        + "\"seam_ns\":%s,\"seconds\":%.3f}%n",
                report.timings(),
                report.inherited(),
                report.hasSeam() ? Long.toString(report.seamNanos()) : "null",
                report.seconds());
    }

    private static String moment(long epochNanos) {
        return Instant.ofEpochSecond(Math.floorDiv(epochNanos, 1_000_000_000L)).toString();
    }
}
