package org.beibu.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.analyzer.web.Moments;
import org.beibu.probe.ProbeConfig;
import org.beibu.probe.active.SessionOverview;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.JournalException;
import org.beibu.runtime.journal.JournalReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code beibu sessions}: what the journal tells of active sessions; works while a probe runs. */
@Command(
        name = "sessions",
        description = {
            "Shows the active sessions of each path with their delays and losses, from the journal.",
            "Without any figure the exit code is 3."
        },
        mixinStandardHelpOptions = true)
public final class SessionsCommand implements Callable<Integer> {
    private static final int BATCHES_A_POLL = 1_024;

    @Mixin private ConfigOptions options = new ConfigOptions();

    @Option(
            names = "--since",
            paramLabel = "SPAN",
            defaultValue = "5m",
            description = "Only the last 5m (default), 15m, 1h, ...")
    private String since = "5m";

    @Option(names = "--json", description = "As JSON, schema beibu/sessions/v1.")
    private boolean json;

    @Override
    public Integer call() throws ConfigException, JournalException {
        ProbeConfig config = ProbeConfig.from(options.file());
        long now = new SystemEpochNanoClock().nanoTime();
        long from = now - span();
        SessionOverview overview = new SessionOverview(from);
        try (JournalReader reader = new JournalReader(config.shared().journal(), new Counters())) {
            reader.startAt(from);
            while (reader.poll(overview::onBatch, BATCHES_A_POLL) > 0) {
                // to the end of what is there now
            }
        }
        List<SessionOverview.Row> rows = overview.rows(config.sessions());
        System.out.print(json ? json(rows) : table(rows));
        if (rows.stream().allMatch(row -> row.state().equals("no data"))) {
            throw new CommandFailure(
                    ExitCode.NO_DATA,
                    "no figures of sessions in the last "
                            + since
                            + ": configure probe.sessions and start beibu probe");
        }
        return ExitCode.OK;
    }

    private long span() {
        try {
            return Moments.spanNanos(since);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.USAGE, e.getMessage() + ": --since: give 5m, 1h, ...", e);
        }
    }

    private static String table(List<SessionOverview.Row> rows) {
        StringBuilder text = new StringBuilder();
        text.append(
                "%-14s %-10s %-11s %-22s %-9s %8s %7s %6s %6s %6s %5s %5s %5s %9s %9s %9s%n"
                        .formatted(
                                "ROUTE", "EXIT", "METHOD", "TARGET", "STATE", "SENT", "LOST",
                                "LOSS%", "FORW", "BACKW", "LATE", "DUP", "REORD", "P50 ms",
                                "P95 ms", "P99 ms"));
        for (SessionOverview.Row row : rows) {
            SessionOverview.Figures figures = row.figures();
            text.append(
                    "%-14s %-10s %-11s %-22s %-9s %8d %7d %6s %6s %6s %5d %5d %5d %9s %9s %9s%n"
                            .formatted(
                                    row.path().routeId(),
                                    row.path().exit(),
                                    row.method(),
                                    targets(row, ","),
                                    row.state(),
                                    figures.sent(),
                                    figures.lost(),
                                    share(figures),
                                    orDash(figures.forwardLost()),
                                    orDash(figures.backwardLost()),
                                    figures.late(),
                                    figures.duplicate(),
                                    figures.reordered(),
                                    millis(figures, 50),
                                    millis(figures, 95),
                                    millis(figures, 99)));
        }
        return text.toString();
    }

    private static String targets(SessionOverview.Row row, String separator) {
        return String.join(
                separator,
                row.sessions().stream().map(session -> session.targetText()).distinct().toList());
    }

    private static String share(SessionOverview.Figures figures) {
        return figures.sent() == 0
                ? "-"
                : "%.2f".formatted(100.0 * figures.lost() / figures.sent());
    }

    private static String orDash(Optional<Long> count) {
        return count.map(Object::toString).orElse("-");
    }

    private static String millis(SessionOverview.Figures figures, double percentile) {
        return figures.delays().count() == 0
                ? "-"
                : "%.3f".formatted(figures.delays().percentileNanos(percentile) / 1e6);
    }

    private static String json(List<SessionOverview.Row> rows) {
        StringBuilder text = new StringBuilder("{\"schema\":\"beibu/sessions/v1\",\"paths\":[");
        String separator = "";
        for (SessionOverview.Row row : rows) {
            text.append(separator).append(json(row));
            separator = ",";
        }
        return text.append("]}\n").toString();
    }

    private static String json(SessionOverview.Row row) {
        SessionOverview.Figures figures = row.figures();
        String targets = targets(row, "\",\"");
        return ("{\"route\":\"%s\",\"exit\":\"%s\",\"method\":\"%s\",\"targets\":[%s],\"state\":\"%s\","
                        + "\"sent\":%d,\"lost\":%d,\"forward_lost\":%s,\"backward_lost\":%s,"
                        + "\"late\":%d,\"duplicate\":%d,\"reordered\":%d,"
                        + "\"count\":%d,\"min_ns\":%s,\"p50_ns\":%s,\"p95_ns\":%s,\"p99_ns\":%s,"
                        + "\"max_ns\":%s,\"newest_ns\":%s}")
                .formatted(
                        row.path().routeId(),
                        row.path().exit(),
                        row.method(),
                        targets.isEmpty() ? "" : "\"" + targets + "\"",
                        row.state(),
                        figures.sent(),
                        figures.lost(),
                        orNull(figures.forwardLost()),
                        orNull(figures.backwardLost()),
                        figures.late(),
                        figures.duplicate(),
                        figures.reordered(),
                        figures.delays().count(),
                        nanos(figures, 0),
                        nanos(figures, 50),
                        nanos(figures, 95),
                        nanos(figures, 99),
                        nanos(figures, 100),
                        figures.newestNanos() == 0 ? "null" : figures.newestNanos());
    }

    private static String orNull(Optional<Long> count) {
        return count.map(Object::toString).orElse("null");
    }

    private static String nanos(SessionOverview.Figures figures, double percentile) {
        boolean empty = figures.delays().count() == 0;
        return empty ? "null" : Long.toString(figures.delays().percentileNanos(percentile));
    }
}
