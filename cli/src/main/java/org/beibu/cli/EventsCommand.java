package org.beibu.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.analyzer.events.EventQuery;
import org.beibu.analyzer.events.TracedEvent;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.analyzer.web.EventsJson;
import org.beibu.analyzer.web.EventsQuery;
import org.beibu.analyzer.web.EventsText;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.SharedConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code beibu events}: what happened to paths, from the store; works while the analyzer runs. */
@Command(
        name = "events",
        description =
                "Shows what happened to paths: changes of their hop count or latency,"
                        + " outages, losses, and the traces that were made then. Without any"
                        + " event the exit code is 3.",
        mixinStandardHelpOptions = true)
public final class EventsCommand implements Callable<Integer> {
    @Mixin private ConfigOptions options = new ConfigOptions();

    @Option(
            names = "--path",
            paramLabel = "ROUTE[/EXIT]",
            description = "Only this route, or this route through this exit.")
    private @Nullable String path;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "Only level-shift, outage, loss-rate, hop-count-change, ...")
    private @Nullable String kind;

    @Option(
            names = "--from",
            paramLabel = "MOMENT",
            defaultValue = "-1d",
            description = "ISO-8601 with zone, epoch seconds, or -1h (default ${DEFAULT-VALUE}).")
    private String from = "-1d";

    @Option(
            names = "--to",
            paramLabel = "MOMENT",
            defaultValue = "now",
            description = "First moment after them (default ${DEFAULT-VALUE}).")
    private String to = "now";

    @Option(names = "--hops", description = "With the hops of traces.")
    private boolean hops;

    @Option(names = "--json", description = "As JSON, schema beibu/path-events/v1.")
    private boolean json;

    @Override
    public Integer call() throws ConfigException {
        SharedConfig shared = SharedConfig.from(options.file());
        Path file = shared.data().resolve(SqliteDelayStore.FILE_NAME);
        EventQuery query = query();
        List<TracedEvent> events;
        try (SqliteDelayStore store = SqliteDelayStore.openReadOnly(file)) {
            events = store.events(query);
        }
        if (json) {
            System.out.println(EventsJson.text(events, query));
        } else if (!events.isEmpty()) {
            System.out.print(EventsText.table(events, hops));
        }
        if (events.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.NO_DATA,
                    "no events: " + file + ": try an earlier --from, or fewer filters");
        }
        if (events.size() == EventQuery.MOST) {
            System.err.println(
                    "beibu: only the newest "
                            + EventQuery.MOST
                            + " are shown: give --to or --path");
        }
        return ExitCode.OK;
    }

    private EventQuery query() {
        long now = new SystemEpochNanoClock().nanoTime();
        long first = moment("--from", from, now);
        long end = moment("--to", to, now);
        if (first >= end) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--from " + from + " is not before --to " + to);
        }
        String[] parts = path == null ? new String[0] : path.split("/", 2);
        return new EventQuery(
                first,
                end,
                parts.length > 0 ? Optional.of(parts[0]) : Optional.empty(),
                parts.length > 1 ? Optional.of(parts[1]) : Optional.empty(),
                Optional.ofNullable(kind));
    }

    private static long moment(String option, String text, long now) {
        try {
            return EventsQuery.moment(text, now);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    e.getMessage() + ": " + option + ": give ISO-8601 with zone, or -1h",
                    e);
        }
    }
}
