package org.beibu.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.analyzer.AnalyzerConfig;
import org.beibu.analyzer.publish.PublicationRule;
import org.beibu.analyzer.publish.PublishedStore;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.analyzer.web.ClockDoubts;
import org.beibu.analyzer.web.Moments;
import org.beibu.analyzer.web.PathLosses;
import org.beibu.analyzer.web.PathRow;
import org.beibu.analyzer.web.RoutesJson;
import org.beibu.analyzer.web.RoutesText;
import org.beibu.analyzer.web.RoutesView;
import org.beibu.analyzer.web.RowChoice;
import org.beibu.analyzer.web.StoredRoutes;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.QualityClass;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.beibu.runtime.config.SharedConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code beibu routes}: the table of routes from the store; works while the analyzer runs. */
@Command(
        name = "routes",
        description =
                "Shows the delay of every route through every exit, from the store."
                        + " Routes without timings are listed as 'no data'; without any timing"
                        + " the exit code is 3.",
        mixinStandardHelpOptions = true)
public final class RoutesCommand implements Callable<Integer> {
    private static final String ROWS = "give headline or all";

    @Mixin private ConfigOptions options = new ConfigOptions();

    @Option(
            names = "--since",
            paramLabel = "SPAN",
            defaultValue = "all",
            description = "Only the last 15m, 1h, 7d; 'all' (default) = everything in the store.")
    private String since = "all";

    @Option(
            names = "--metric",
            defaultValue = "far",
            description = "far (default): to the ASEAN host; near: to the bureau's side; all.")
    private String metric = "far";

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            description = "Only this method: handshake, data-ack, timestamp, quic-spin, dns, ...")
    private String method = "";

    @Option(
            names = "--class",
            paramLabel = "CLASS",
            description = "Only this quality class: clean, delayed-ack, fallback, ...")
    private String qualityClass = "";

    @Option(
            names = "--rows",
            paramLabel = "ROWS",
            description =
                    "headline: one row a path (default of the table); all: every"
                            + " method and class (default of --json and --plain, and with"
                            + " --class).")
    private String rows = "";

    @Option(names = "--json", description = "As JSON, schema beibu/routes/v1.")
    private boolean json;

    @Option(names = "--plain", description = "Tab-separated, in base units.")
    private boolean plain;

    @Override
    public Integer call() throws ConfigException {
        ConfigFile configuration = options.file();
        SharedConfig shared = SharedConfig.from(configuration);
        PublicationRule rule = AnalyzerConfig.from(configuration, shared).publication();
        Path file = shared.data().resolve(SqliteDelayStore.FILE_NAME);
        long now = new SystemEpochNanoClock().nanoTime();
        RowChoice choice = choice();
        RoutesView view;
        try (SqliteDelayStore whole = SqliteDelayStore.openReadOnly(file)) {
            DelayStore store = PublishedStore.of(whole, rule, new SystemEpochNanoClock());
            view =
                    StoredRoutes.view(store, shared.catalogue(), from(now), now, choice)
                            .with(PathLosses.read(whole, from(now), now))
                            .with(ClockDoubts.read(whole, from(now), now));
        }
        System.out.print(
                json
                        ? RoutesJson.text(view) + "\n"
                        : plain ? RoutesText.plain(view) : RoutesText.table(view));
        if (view.timedRows() == 0) {
            throw new CommandFailure(ExitCode.NO_DATA, nothing(view, file, rule));
        }
        return ExitCode.OK;
    }

    /** Why there is no figure, and what to do. */
    private String nothing(RoutesView view, Path file, PublicationRule rule) {
        if (view.rows().stream().anyMatch(PathRow::withheld)) {
            return "timings of too few networks only: "
                    + file
                    + ": analyzer.publish.min_prefixes asks for "
                    + rule.minPrefixes()
                    + " in each window";
        }
        return since.equals("all")
                ? "no timings: " + file + ": import captures or start beibu up"
                : "no timings: " + file + " in the last " + since + ": try a longer --since";
    }

    private long from(long now) {
        try {
            return Moments.since(since, now);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.USAGE, e.getMessage() + ": --since: give 15m, 1h, 7d or all", e);
        }
    }

    private RowChoice choice() {
        boolean forPrograms = json || plain;
        boolean headlines =
                switch (rows) {
                    case "" -> !forPrograms && qualityClass.isEmpty();
                    case "headline" -> true;
                    case "all" -> false;
                    default -> throw usage("--rows", "not a choice of rows: '" + rows + "'", ROWS);
                };
        if (headlines && !qualityClass.isEmpty()) {
            throw usage("--rows", "headline rows have a class of their own", "drop --class");
        }
        return new RowChoice(
                Optional.empty(),
                Optional.empty(),
                parsed("--method", method, Method::parse, "see --help"),
                metric.equals("all")
                        ? Optional.empty()
                        : parsed("--metric", metric, Metric::parse, "give far, near or all"),
                parsed("--class", qualityClass, QualityClass::parse, "see --help"),
                headlines);
    }

    private static <T> Optional<T> parsed(
            String option, String text, Function<String, T> parse, String fix) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(parse.apply(text));
        } catch (IllegalArgumentException e) {
            throw usage(option, String.valueOf(e.getMessage()), fix);
        }
    }

    private static CommandFailure usage(String option, String what, String fix) {
        return new CommandFailure(ExitCode.USAGE, what + ": " + option + ": " + fix);
    }
}
