package org.beibu.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.analyzer.AnalyzerConfig;
import org.beibu.analyzer.publish.PublishedStore;
import org.beibu.analyzer.slo.SloReport;
import org.beibu.analyzer.slo.SloSources;
import org.beibu.analyzer.slo.SloView;
import org.beibu.analyzer.slo.StoredLosses;
import org.beibu.analyzer.store.MinuteFile;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.analyzer.web.Moments;
import org.beibu.analyzer.web.SloChoice;
import org.beibu.analyzer.web.SloJson;
import org.beibu.analyzer.web.SloText;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.beibu.runtime.config.SharedConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code beibu slo}: service levels from the store; works while the analyzer runs. */
@Command(
        name = "slo",
        description =
                "Shows how each route through each exit stands against the service"
                        + " classes, and which of them it can carry now. When nothing was"
                        + " measured the exit code is 3.",
        mixinStandardHelpOptions = true)
public final class SloCommand implements Callable<Integer> {
    @Mixin private ConfigOptions options = new ConfigOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "ROUTE",
            defaultValue = "",
            description = "Only this route, with everything behind its figures.")
    private String route = "";

    @Option(
            names = "--class",
            paramLabel = "CLASS",
            defaultValue = "",
            description = "Only this service class.")
    private String serviceClass = "";

    @Option(
            names = "--from",
            paramLabel = "TIME",
            defaultValue = "",
            description = "Start: ISO-8601 with zone, epoch seconds, or -6h; default: the period.")
    private String from = "";

    @Option(
            names = "--to",
            paramLabel = "TIME",
            defaultValue = "",
            description = "End; default and latest: the last complete minute.")
    private String to = "";

    @Option(names = "--json", description = "As JSON, schema beibu/slo/v1.")
    private boolean json;

    @Override
    public Integer call() throws ConfigException {
        ConfigFile file = options.file();
        AnalyzerConfig config = AnalyzerConfig.from(file, SharedConfig.from(file));
        SloChoice choice = new SloChoice(given(route), given(serviceClass));
        choice.unknown(config.shared().catalogue(), config.slo())
                .ifPresent(
                        what -> {
                            throw new CommandFailure(
                                    ExitCode.USAGE, what + ": see beibu slo without arguments");
                        });
        SloView view = choice.of(view(config));
        System.out.print(
                json
                        ? SloJson.text(view) + "\n"
                        : route.isEmpty() ? SloText.matrix(view) : SloText.details(view));
        if (isEmpty(view)) {
            throw new CommandFailure(
                    ExitCode.NO_DATA,
                    "no minute was measured: "
                            + config.storeFile()
                            + ": try an earlier --from, or see beibu routes --since 1h");
        }
        return ExitCode.OK;
    }

    private SloView view(AnalyzerConfig config) {
        Path store = config.storeFile();
        SystemEpochNanoClock clock = new SystemEpochNanoClock();
        try (SqliteDelayStore reader = SqliteDelayStore.openReadOnly(store);
                Minutes minutes = new Minutes(MinuteFile.openReadOnly(config.minuteFile()))) {
            SloSources sources =
                    new SloSources(
                            PublishedStore.of(reader, config.publication(), clock),
                            config.publication(),
                            minutes.file,
                            new StoredLosses(reader),
                            config.shared().catalogue(),
                            config.maintenance());
            long now = clock.nanoTime();
            long complete = SloReport.completeUntil(sources, now);
            long end = Math.min(complete, moment("--to", to, now).orElse(complete));
            long start = moment("--from", from, now).orElse(end - config.slo().period().toNanos());
            if (start >= end) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        "the range is empty: --from: give a time before --to and before the last"
                                + " complete minute");
            }
            return SloReport.of(sources, config.slo(), start, end);
        }
    }

    /** The file of minutes, if there is one; closed as one resource. */
    private record Minutes(Optional<MinuteFile> file) implements AutoCloseable {
        @Override
        public void close() {
            file.ifPresent(MinuteFile::close);
        }
    }

    private static boolean isEmpty(SloView view) {
        return view.routes().stream()
                .flatMap(each -> each.paths().stream())
                .flatMap(path -> path.levels().stream())
                .allMatch(level -> level.tally().measured() == 0);
    }

    private static Optional<String> given(String text) {
        return Optional.of(text).filter(given -> !given.isEmpty());
    }

    private static Optional<Long> moment(String option, String text, long now) {
        try {
            return given(text).map(each -> Moments.parse(each, now));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    e.getMessage()
                            + ": "
                            + option
                            + ": give ISO-8601 with zone, epoch seconds, or -6h",
                    e);
        }
    }
}
