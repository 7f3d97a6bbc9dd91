package org.beibu.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.analyzer.web.Moments;
import org.beibu.analyzer.web.RoutesJson;
import org.beibu.analyzer.web.RoutesText;
import org.beibu.analyzer.web.RoutesView;
import org.beibu.analyzer.web.StoredRoutes;
import org.beibu.model.Metric;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.SharedConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code beibu routes}: the table of routes from the store; works while the analyzer runs. */
@Command(
        name = "routes",
        description = {
            "Shows the delay of every route through every exit, from the store.",
            "Routes without timings are listed as 'no data'; without any timing the exit code is 3."
        },
        mixinStandardHelpOptions = true)
public final class RoutesCommand implements Callable<Integer> {
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

    @Option(names = "--json", description = "As JSON, schema beibu/routes/v1.")
    private boolean json;

    @Option(names = "--plain", description = "Tab-separated, in base units.")
    private boolean plain;

    @Override
    public Integer call() throws ConfigException {
        SharedConfig shared = SharedConfig.from(options.file());
        Path file = shared.data().resolve(SqliteDelayStore.FILE_NAME);
        long now = new SystemEpochNanoClock().nanoTime();
        RoutesView view;
        try (DelayStore store = SqliteDelayStore.openReadOnly(file)) {
            view = chosen(StoredRoutes.view(store, shared.catalogue(), from(now), now));
        }
        System.out.print(
                json
                        ? RoutesJson.text(view) + "\n"
                        : plain ? RoutesText.plain(view) : RoutesText.table(view));
        if (view.timedRows() == 0) {
            throw new CommandFailure(
                    ExitCode.NO_DATA,
                    "no timings: "
                            + file
                            + (since.equals("all") ? "" : " in the last " + since)
                            + ": "
                            + (since.equals("all")
                                    ? "import captures or start beibu up"
                                    : "try a longer --since"));
        }
        return ExitCode.OK;
    }

    private long from(long now) {
        try {
            return since.equals("all")
                    ? StoredRoutes.ALL
                    : Math.max(1, now - Moments.spanNanos(since));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.USAGE, e.getMessage() + ": --since: give 15m, 1h, 7d or all", e);
        }
    }

    private RoutesView chosen(RoutesView view) {
        if (metric.equals("all")) {
            return view;
        }
        try {
            return view.only(Metric.parse(metric));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.USAGE, e.getMessage() + ": --metric: give far, near or all", e);
        }
    }
}
