package org.beibu.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.analyzer.AnalyzerConfig;
import org.beibu.analyzer.alert.AlertsText;
import org.beibu.analyzer.alert.MaintenanceFile;
import org.beibu.analyzer.alert.MaintenanceWindow;
import org.beibu.analyzer.web.Moments;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.beibu.runtime.config.SharedConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code beibu maintenance}: writes planned maintenance down; works while the analyzer runs. */
@Command(
        name = "maintenance",
        description =
                "Plans maintenance: receivers are not told of what it concerns, and"
                        + " its minutes do not count for service levels. A running analyzer takes"
                        + " it up within a second.",
        mixinStandardHelpOptions = true,
        subcommands = {
            MaintenanceCommand.Add.class,
            MaintenanceCommand.End.class,
            MaintenanceCommand.Listing.class
        })
public final class MaintenanceCommand implements Runnable {
    @Spec private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "a command is missing");
        }
    }

    private static AnalyzerConfig config(ConfigOptions options) throws ConfigException {
        ConfigFile file = options.file();
        return AnalyzerConfig.from(file, SharedConfig.from(file));
    }

    private static CommandFailure failure(IOException e) {
        return new CommandFailure(
                ExitCode.FAILURE,
                "maintenance cannot be written: " + e.getMessage() + ": see permissions",
                e);
    }

    /** {@code beibu maintenance add}. */
    @Command(
            name = "add",
            description =
                    "Writes maintenance down and prints its id. What was before this"
                            + " moment counts all the same.",
            mixinStandardHelpOptions = true)
    static final class Add implements Callable<Integer> {
        @Mixin private ConfigOptions options = new ConfigOptions();

        @Option(
                names = "--from",
                paramLabel = "TIME",
                defaultValue = "now",
                description = "Start, ISO-8601 with zone or epoch seconds; default now.")
        private String from = "now";

        @Option(
                names = "--for",
                paramLabel = "DURATION",
                required = true,
                description = "How long, for example 2h.")
        private Duration length = Duration.ZERO;

        @Option(
                names = "--match",
                paramLabel = "LABELS",
                defaultValue = "",
                description =
                        "What it concerns, such as 'route=SG-SIN, exit=hk-*'; labels:"
                                + " alertname, route, exit, class, probe; default: everything.")
        private String match = "";

        @Option(names = "--comment", paramLabel = "TEXT", defaultValue = "", description = "Why.")
        private String comment = "";

        @Override
        public Integer call() throws ConfigException {
            AnalyzerConfig config = config(options);
            long now = new SystemEpochNanoClock().nanoTime();
            try {
                long start = Moments.parse(from, now);
                Map<String, String> matchers = MaintenanceWindow.matchers(match);
                long end = Math.addExact(start, length.toNanos());
                if (end <= now) {
                    throw new CommandFailure(
                            ExitCode.USAGE,
                            "it would have ended already: --for: give a longer one");
                }
                System.out.println(
                        config.maintenanceFile().add(start, end, matchers, comment, now));
                return ExitCode.OK;
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw new CommandFailure(
                        ExitCode.USAGE, e.getMessage() + ": see beibu maintenance add --help", e);
            } catch (IOException e) {
                throw failure(e);
            }
        }
    }

    /** {@code beibu maintenance end}. */
    @Command(name = "end", description = "Ends maintenance now.", mixinStandardHelpOptions = true)
    static final class End implements Callable<Integer> {
        @Mixin private ConfigOptions options = new ConfigOptions();

        @Parameters(paramLabel = "ID", description = "As add printed it.")
        private String id = "";

        @Override
        public Integer call() throws ConfigException {
            MaintenanceFile file = config(options).maintenanceFile();
            try {
                if (file.end(id, new SystemEpochNanoClock().nanoTime()).isEmpty()) {
                    throw new CommandFailure(
                            ExitCode.NO_DATA,
                            "no maintenance has this id and has not ended: '"
                                    + id
                                    + "': see beibu maintenance list");
                }
                return ExitCode.OK;
            } catch (IOException e) {
                throw failure(e);
            }
        }
    }

    /** {@code beibu maintenance list}. */
    @Command(
            name = "list",
            description = "Lists maintenance that is planned or under way.",
            mixinStandardHelpOptions = true)
    static final class Listing implements Callable<Integer> {
        @Mixin private ConfigOptions options = new ConfigOptions();

        @Override
        public Integer call() throws ConfigException {
            List<MaintenanceWindow> windows = config(options).maintenance().windows();
            String text = AlertsText.maintenance(windows, new SystemEpochNanoClock().nanoTime());
            System.out.print(text.isEmpty() ? "no maintenance is planned\n" : text);
            return ExitCode.OK;
        }
    }
}
