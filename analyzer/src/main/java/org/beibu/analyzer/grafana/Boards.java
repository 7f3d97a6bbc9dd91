package org.beibu.analyzer.grafana;

import java.util.List;
import java.util.Optional;
import org.beibu.analyzer.grafana.Panel.Kind;

/**
 * All dashboards. Percentiles of windows are never averaged: over an interval the worst is shown
 * and called so, or Prometheus computes it anew from the buckets.
 */
public final class Boards {
    private static final List<String> PATH = List.of("route", "exit", "method", "class");
    private static final List<String> CHOSEN = List.of("route", "exit", "method");
    private static final String PROM_CHOSEN =
            "route=~\"$route\",exit=~\"$exit\",method=~\"$method\"";
    private static final String NOT_MERGED =
            " Methods and quality classes are series of their own and never merged.";

    private Boards() {}

    /** Those that this language can ask something for. */
    public static List<Board> in(Language language) {
        return List.of(overview(), route(), capacity(), levels(), health()).stream()
                .map(board -> board.in(language))
                .filter(board -> !board.panels().isEmpty())
                .toList();
    }

    private static Board overview() {
        return new Board(
                "asean-overview",
                "ASEAN overview · 东盟总览",
                CHOSEN,
                List.of(
                        new Panel(
                                "Times the fibre floor",
                                "Median round trip divided by what light in fibre needs along the"
                                        + " great circle. InfluxDB: the worst minute of each"
                                        + " interval.",
                                Kind.LINES,
                                "none",
                                "none",
                                12,
                                new Question(
                                        latency(List.of("p50_ns", "floor_ns"), "max"),
                                        quantile("0.5")
                                                + " / on (route) group_left ()"
                                                + " beibu_fibre_floor_seconds",
                                        PATH)),
                        delay("Median round trip", "p50_ns", "0.5", 12),
                        delay("p95 round trip", "p95_ns", "0.95", 12),
                        loss(),
                        samples()));
    }

    private static Board route() {
        return new Board(
                "asean-route",
                "ASEAN route · 东盟路由",
                CHOSEN,
                List.of(
                        new Panel(
                                "Round trips by delay",
                                "How many round trips fell into each band of delay, all chosen"
                                        + " series together: choose one method. Band counts add up;"
                                        + " nothing is averaged.",
                                Kind.HEAT,
                                "ns",
                                "s",
                                24,
                                new Question(
                                        Optional.of(
                                                new Question.Influx(
                                                        "beibu_latency_hist",
                                                        List.of("count"),
                                                        "sum",
                                                        List.of("metric=far"),
                                                        CHOSEN)),
                                        "sum by (le) (increase(beibu_rtt_seconds_bucket{metric=\"far\","
                                                + PROM_CHOSEN
                                                + "}[$__rate_interval]))",
                                        List.of("le"))),
                        delay("Median round trip", "p50_ns", "0.5", 8),
                        delay("p95 round trip", "p95_ns", "0.95", 8),
                        delay("p99 round trip", "p99_ns", "0.99", 8),
                        loss(),
                        samples()));
    }

    private static Board capacity() {
        return new Board(
                "asean-capacity",
                "ASEAN capacity · 东盟容量",
                List.of("route", "exit"),
                List.of(
                        traffic("Bits per second", "octets", "bps", 8),
                        traffic("Packets per second", "packets", "pps", 1)));
    }

    private static Board levels() {
        List<String> level = List.of("route", "exit", "class");
        return new Board(
                "asean-slo",
                "ASEAN service levels · 东盟服务等级",
                List.of("route", "exit"),
                List.of(
                        slo(
                                "Attainment",
                                "Share of measured minutes within target over the period.",
                                "beibu_slo_attainment_ratio",
                                "percentunit",
                                level),
                        slo(
                                "Error budget left",
                                "What of the period's error budget is left; below zero it is used"
                                        + " up.",
                                "beibu_slo_budget_left_ratio",
                                "percentunit",
                                level),
                        slo(
                                "Burn rate",
                                "1 uses up the budget in exactly the period; too fast when both"
                                        + " spans of a window are above its rate.",
                                "beibu_slo_burn_rate",
                                "none",
                                List.of("route", "exit", "class", "window", "span")),
                        slo(
                                "Minutes by state",
                                "Good, bad, without data and excluded minutes of the period. No"
                                        + " data is never good.",
                                "beibu_slo_windows",
                                "none",
                                List.of("route", "exit", "class", "state"))));
    }

    private static Board health() {
        return new Board(
                "beibu-health",
                "Beibu health · 系统健康",
                List.of(),
                List.of(
                        own(
                                "Silence of probes",
                                "Seconds since each probe's last heartbeat.",
                                "s",
                                "time() - beibu_probe_last_heartbeat_timestamp_seconds",
                                "probe"),
                        own(
                                "Packets that the capture lost",
                                "Above zero what is left may be biased.",
                                "pps",
                                "rate(beibu_probe_capture_dropped_total[$__rate_interval])",
                                "probe"),
                        own(
                                "Packets skipped",
                                "Captured packets that gave no timing, by reason.",
                                "pps",
                                "rate(beibu_probe_capture_skipped_total[$__rate_interval])",
                                "reason"),
                        own(
                                "Capture behind",
                                "Longest time in a second from capture to being dealt with.",
                                "s",
                                "beibu_probe_capture_behind_seconds",
                                "probe"),
                        own(
                                "Age of the live view",
                                "Seconds since the analyzer's newest snapshot.",
                                "s",
                                "time() - beibu_snapshot_timestamp_seconds",
                                "instance"),
                        own(
                                "Requests refused or failed",
                                "Answers of page and API with a status of 400 or more.",
                                "reqps",
                                "rate(beibu_web_requests_refused_total[$__rate_interval])"
                                        + " + rate(beibu_web_requests_failed_total"
                                        + "[$__rate_interval])",
                                "instance")));
    }

    private static Panel delay(String title, String field, String quantile, int width) {
        return new Panel(
                title,
                "InfluxDB: the worst minute of each interval. Prometheus: of all samples of the"
                        + " interval, from buckets."
                        + NOT_MERGED,
                Kind.LINES,
                "ns",
                "s",
                width,
                new Question(latency(List.of(field), "max"), quantile(quantile), PATH));
    }

    private static Panel samples() {
        return new Panel(
                "Samples",
                "How many timings the figures above are of, in each interval. A p95 of fewer than"
                        + " 20 says little.",
                Kind.LINES,
                "short",
                "short",
                12,
                new Question(
                        latency(List.of("count"), "sum"),
                        "sum by (route, exit, method, class) (increase(beibu_rtt_seconds_count"
                                + "{metric=\"far\","
                                + PROM_CHOSEN
                                + "}[$__rate_interval]))",
                        PATH));
    }

    private static Panel loss() {
        List<String> tags = List.of("route", "exit", "method");
        return new Panel(
                "Loss",
                "Share of active packets whose round trip was lost, of all sent in the interval.",
                Kind.LINES,
                "percentunit",
                "percentunit",
                12,
                new Question(
                        Optional.of(
                                new Question.Influx(
                                        "beibu_loss",
                                        List.of("lost", "sent"),
                                        "sum",
                                        List.of("resolution=1m", "metric=far"),
                                        CHOSEN)),
                        perSecond("beibu_active_packets_lost_total")
                                + " / "
                                + perSecond("beibu_active_packets_sent_total"),
                        tags));
    }

    private static String perSecond(String counter) {
        return "sum by (route, exit, method) (rate("
                + counter
                + "{metric=\"far\","
                + PROM_CHOSEN
                + "}[$__rate_interval]))";
    }

    private static Panel traffic(String title, String what, String unit, int factor) {
        List<String> tags = List.of("route", "exit", "direction", "class");
        return new Panel(
                title,
                "Carried by path, direction and service class. InfluxDB: "
                        + what
                        + " a minute, mean of the minutes that carried anything.",
                Kind.LINES,
                factor == 1 ? "short" : "decbytes",
                unit,
                24,
                new Question(
                        Optional.of(
                                new Question.Influx(
                                        "beibu_traffic",
                                        List.of(what),
                                        "mean",
                                        List.of("resolution=1m"),
                                        List.of("route", "exit"))),
                        "rate(beibu_traffic_"
                                + what
                                + "_total{route=~\"$route\",exit=~\"$exit\"}[$__rate_interval])"
                                + (factor == 1 ? "" : " * " + factor),
                        tags));
    }

    private static Panel slo(
            String title, String description, String metric, String unit, List<String> tags) {
        return new Panel(
                title,
                description,
                Kind.LINES,
                unit,
                unit,
                12,
                new Question(
                        Optional.empty(), metric + "{route=~\"$route\",exit=~\"$exit\"}", tags));
    }

    private static Panel own(
            String title, String description, String unit, String promQl, String tag) {
        return new Panel(
                title,
                description,
                Kind.LINES,
                unit,
                unit,
                12,
                new Question(Optional.empty(), promQl, List.of(tag)));
    }

    private static Optional<Question.Influx> latency(List<String> fields, String function) {
        return Optional.of(
                new Question.Influx(
                        "beibu_latency",
                        fields,
                        function,
                        List.of("resolution=1m", "metric=far"),
                        CHOSEN));
    }

    private static String quantile(String share) {
        return "histogram_quantile("
                + share
                + ", sum by (le, route, exit, method, class) (rate(beibu_rtt_seconds_bucket"
                + "{metric=\"far\","
                + PROM_CHOSEN
                + "}[$__rate_interval])))";
    }
}
