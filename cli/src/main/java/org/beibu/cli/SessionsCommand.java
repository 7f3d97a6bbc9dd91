package org.beibu.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.analyzer.web.Moments;
import org.beibu.probe.ProbeConfig;
import org.beibu.probe.active.SessionOverview;
import org.beibu.runtime.admin.AdminAddress;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.HopCountsRecord;
import org.beibu.runtime.journal.JournalException;
import org.beibu.runtime.journal.JournalReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code beibu sessions}: each session apart, as the running probe tells it; with {@code --sum}
 * what the journal tells of each path.
 */
@Command(
        name = "sessions",
        description =
                "Shows the active sessions with their delays and losses: each apart,"
                        + " as the running probe tells it, or with --sum those of each path added"
                        + " up, from the journal. Without any figure the exit code is 3.",
        mixinStandardHelpOptions = true)
public final class SessionsCommand implements Callable<Integer> {
    private static final int BATCHES_A_POLL = 1_024;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Mixin private ConfigOptions options = new ConfigOptions();

    @Option(
            names = "--sum",
            description = "Sessions of one path added up, from the journal; works without a probe.")
    private boolean sum;

    @Option(
            names = "--since",
            paramLabel = "SPAN",
            defaultValue = "5m",
            description = "With --sum: only the last 5m (default), 15m, 1h, ...")
    private String since = "5m";

    @Option(
            names = "--json",
            description = "As JSON, schema beibu/sessions/v2, with --sum beibu/sessions/v1.")
    private boolean json;

    @Override
    public Integer call() throws ConfigException, JournalException {
        ProbeConfig config = ProbeConfig.from(options.file());
        return sum ? sums(config) : apart(config);
    }

    private Integer apart(ProbeConfig config) {
        Path file = config.shared().data().resolve(AdminAddress.FILE_NAME);
        Optional<AdminAddress> endpoint = AdminAddress.read(file);
        if (endpoint.isEmpty()) {
            throw noProbe("no probe is running that says so in " + file);
        }
        String text = ask(endpoint.get(), json ? "/sessions" : "/sessions.txt");
        System.out.print(text);
        if (!text.contains("answered") && !text.contains("silent")) {
            throw new CommandFailure(
                    ExitCode.NO_DATA, "no figures of sessions yet: the first come after 13 s");
        }
        return ExitCode.OK;
    }

    private static String ask(AdminAddress endpoint, String page) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://" + endpoint + page))
                        .timeout(PATIENCE)
                        .build();
        HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        try {
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 404) {
                throw noProbe("the probe at " + endpoint + " has no sessions");
            }
            return answer.body();
        } catch (IOException e) {
            throw noProbe("the probe at " + endpoint + " does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw noProbe("interrupted");
        }
    }

    private static CommandFailure noProbe(String what) {
        return new CommandFailure(
                ExitCode.NO_DATA,
                what + ": start beibu probe with probe.sessions, or ask the journal with --sum");
    }

    private Integer sums(ProbeConfig config) throws JournalException {
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
                "%-14s %-10s %-11s %-22s %-9s %-7s %8s %7s %6s %6s %6s %5s %5s %5s %9s %9s %9s%n"
                        .formatted(
                                "ROUTE", "EXIT", "METHOD", "TARGET", "STATE", "HOPS", "SENT",
                                "LOST", "LOSS%", "FORW", "BACKW", "LATE", "DUP", "REORD", "P50 ms",
                                "P95 ms", "P99 ms"));
        for (SessionOverview.Row row : rows) {
            SessionOverview.Figures figures = row.figures();
            text.append(
                    "%-14s %-10s %-11s %-22s %-9s %-7s %8d %7d %6s %6s %6s %5d %5d %5d %9s %9s %9s%n"
                            .formatted(
                                    row.path().routeId(),
                                    row.path().exit(),
                                    row.method(),
                                    targets(row, ","),
                                    row.state(),
                                    hops(figures),
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

    /** Routers passed on the way there and back, of each session that has others. */
    private static String hops(SessionOverview.Figures figures) {
        String all =
                String.join(
                        ",",
                        figures.hops().stream()
                                .map(h -> hops(h.forward()) + "/" + hops(h.backward()))
                                .distinct()
                                .toList());
        return all.isEmpty() ? "-" : all;
    }

    private static String hops(HopCountsRecord.Direction direction) {
        return direction.hops() < 0 ? "?" : Integer.toString(direction.hops());
    }

    private static String hopsJson(SessionOverview.Figures figures) {
        return String.join(
                ",",
                figures.hops().stream()
                        .map(
                                h ->
                                        ("{\"session\":%d,\"forward\":%s,\"backward\":%s,"
                                                        + "\"forward_flaps\":%d,"
                                                        + "\"backward_flaps\":%d}")
                                                .formatted(
                                                        h.session(),
                                                        hops(h.forward()).replace("?", "null"),
                                                        hops(h.backward()).replace("?", "null"),
                                                        h.forward().flaps(),
                                                        h.backward().flaps()))
                        .toList());
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
                        + "\"max_ns\":%s,\"newest_ns\":%s,\"hops\":[%s]}")
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
                        figures.newestNanos() == 0 ? "null" : figures.newestNanos(),
                        hopsJson(figures));
    }

    private static String orNull(Optional<Long> count) {
        return count.map(Object::toString).orElse("null");
    }

    private static String nanos(SessionOverview.Figures figures, double percentile) {
        boolean empty = figures.delays().count() == 0;
        return empty ? "null" : Long.toString(figures.delays().percentileNanos(percentile));
    }
}
