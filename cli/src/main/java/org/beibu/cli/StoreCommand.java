package org.beibu.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.beibu.analyzer.AnalyzerConfig;
import org.beibu.analyzer.store.StoreForecast;
import org.beibu.analyzer.web.StoreJson;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.beibu.runtime.config.SharedConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code beibu store}: how large the store is and will be. */
@Command(
        name = "store",
        description =
                "Shows the size of the store, and what it will be when its retention is"
                        + " filled, from the rows of the last day. Works while the analyzer runs.",
        mixinStandardHelpOptions = true)
public final class StoreCommand implements Callable<Integer> {
    private static final double MIB = 1 << 20;

    @Mixin private ConfigOptions options = new ConfigOptions();

    @Option(names = "--json", description = "As JSON, schema beibu/store/v1.")
    private boolean json;

    @Override
    public Integer call() throws ConfigException {
        ConfigFile file = options.file();
        AnalyzerConfig config = AnalyzerConfig.from(file, SharedConfig.from(file));
        StoreForecast forecast = StoreForecast.of(config.storeFile(), config.retention());
        if (forecast.levels().isEmpty()) {
            throw new CommandFailure(
                    ExitCode.NO_DATA,
                    "nothing to predict from: "
                            + config.storeFile()
                            + ": import captures or start beibu up");
        }
        if (json) {
            System.out.println(StoreJson.text(forecast));
        } else {
            System.out.print(text(config, forecast));
        }
        long missing = forecast.missingOctets();
        if (missing > 0) {
            System.err.printf(
                    Locale.ROOT,
                    "beibu: the store will outgrow its disk: %s: %,.0f MiB too little: free some, or"
                            + " lower analyzer.store.keep_10s and the like%n",
                    config.storeFile(),
                    missing / MIB);
        }
        return ExitCode.OK;
    }

    private static String text(AnalyzerConfig config, StoreForecast forecast) {
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "store      %s%n"
                                + "now        %,14.1f MiB%n"
                                + "predicted  %,14.1f MiB when its retention is filled%n"
                                + "journal    %,14.1f MiB at most, besides%n"
                                + "free       %,14.1f MiB on its disk%n%n"
                                + "%-8s %-4s %8s %14s %11s %14s%n",
                        config.storeFile(),
                        forecast.octets() / MIB,
                        forecast.predictedOctets() / MIB,
                        config.shared().journal().retentionBytes() / MIB,
                        forecast.freeOctets() / MIB,
                        "ROWS",
                        "OF",
                        "KEPT",
                        "A DAY",
                        "OCTETS EACH",
                        "PREDICTED MiB"));
        for (StoreForecast.Level level : forecast.levels()) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%-8s %-4s %7dd %,14.0f %11.0f %,14.1f%n",
                            level.kind(),
                            level.resolution(),
                            level.kept().toDays(),
                            level.rowsADay(),
                            level.octetsARow(),
                            level.predictedOctets() / MIB));
        }
        text.append(
                String.format(
                        Locale.ROOT,
                        "%nFrom the rows of the newest day and their mean octets, with a fifth for"
                                + " pages that are not full;%nwhat is kept for ever counts for %d"
                                + " days.%n",
                        StoreForecast.FOR_EVER.toDays()));
        return text.toString();
    }
}
