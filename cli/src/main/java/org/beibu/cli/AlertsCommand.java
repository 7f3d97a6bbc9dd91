package org.beibu.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.beibu.analyzer.AnalyzerConfig;
import org.beibu.analyzer.alert.AlertsState;
import org.beibu.analyzer.alert.AlertsText;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.beibu.runtime.config.SharedConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code beibu alerts}: what fires, and who was told. */
@Command(
        name = "alerts",
        description =
                "Shows alerts that fire, may fire, or were resolved in the last day,"
                        + " who was told of them, and planned maintenance, as the analyzer wrote"
                        + " them down last.",
        mixinStandardHelpOptions = true)
public final class AlertsCommand implements Callable<Integer> {
    @Mixin private ConfigOptions options = new ConfigOptions();

    @Option(names = "--json", description = "As JSON, schema beibu/alerts/v1.")
    private boolean json;

    @Override
    public Integer call() throws ConfigException {
        ConfigFile file = options.file();
        AnalyzerConfig config = AnalyzerConfig.from(file, SharedConfig.from(file));
        AlertsState state = state(config);
        System.out.print(json ? state.json() + "\n" : AlertsText.of(state));
        return ExitCode.OK;
    }

    private static AlertsState state(AnalyzerConfig config) {
        try {
            return AlertsState.read(config.alertsFile())
                    .map(state -> state.with(config.maintenance().windows()))
                    .orElseThrow(
                            () ->
                                    new CommandFailure(
                                            ExitCode.NO_DATA,
                                            "no alerts were ever looked for: "
                                                    + config.alertsFile()
                                                    + ": start beibu analyzer or beibu up"));
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILURE,
                    "alerts cannot be read: "
                            + e.getMessage()
                            + ": delete the file, the analyzer writes it anew",
                    e);
        }
    }
}
