package org.beibu.cli;

import java.util.concurrent.Callable;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.analyzer.AnalyzerConfig;
import org.beibu.analyzer.verify.Verification;
import org.beibu.analyzer.verify.VerifyReport;
import org.beibu.analyzer.verify.VerifyText;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.beibu.runtime.config.SharedConfig;
import org.beibu.runtime.journal.JournalException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code beibu verify}: whether the store holds the journal, each timing once. */
@Command(
        name = "verify",
        description =
                "Recounts the journal and compares it with the store, window by"
                        + " window. Works while the analyzer runs. Exit code 1 when a window"
                        + " differs.",
        mixinStandardHelpOptions = true)
public final class VerifyCommand implements Callable<Integer> {
    @Mixin private ConfigOptions options = new ConfigOptions();

    @Option(names = "--json", description = "As JSON, schema beibu/verify/v1.")
    private boolean json;

    @Override
    public Integer call() throws ConfigException, JournalException {
        ConfigFile file = options.file();
        AnalyzerConfig config = AnalyzerConfig.from(file, SharedConfig.from(file));
        Verification verification =
                new Verification(
                        config.shared().journal(),
                        config.storeFile(),
                        config.retention(),
                        new SystemEpochNanoClock().nanoTime());
        VerifyReport report;
        try (RecordProgress progress = RecordProgress.of("verify")) {
            report = verification.run(progress::counted);
        }
        System.out.print(json ? VerifyText.json(report) + "\n" : VerifyText.text(report));
        if (!report.isEqual()) {
            throw new CommandFailure(
                    ExitCode.FAILURE,
                    VerifyText.verdict(report)
                            + ": "
                            + config.storeFile()
                            + ": stop the analyzer and run beibu rebuild");
        }
        if (report.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.NO_DATA,
                    "nothing to compare: "
                            + config.storeFile()
                            + ": import captures or start beibu up");
        }
        return ExitCode.OK;
    }
}
