package org.beibu.analyzer.web;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.live.LivePath;
import org.beibu.analyzer.live.LiveProbe;
import org.beibu.analyzer.live.LiveSnapshot;
import org.beibu.analyzer.loss.LossCounts;
import org.beibu.analyzer.loss.LossSeries;
import org.beibu.analyzer.traffic.ServiceClassNames;
import org.beibu.analyzer.traffic.TrafficSeries;
import org.beibu.analyzer.traffic.TrafficVolume;
import org.beibu.model.AseanRoute;
import org.beibu.model.Catalogue;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.runtime.counters.Counters;

/** The metrics in Prometheus' text format 0.0.4, in base units. A pure function of its inputs. */
final class PrometheusText {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder out = new StringBuilder(1 << 16);
    private final Set<String> names = new HashSet<>();

    /** Everything that /metrics shows. */
    static String of(
            StoreTotals totals, LiveSnapshot snapshot, WebSources sources, String version) {
        PrometheusText text = new PrometheusText();
        text.build(version);
        text.delays(totals.rtt().stream().filter(total -> told(total, totals.doubts())).toList());
        text.doubts(totals.doubts());
        text.traffic(totals.traffic(), sources.traffic().names());
        text.losses(totals.losses());
        text.live(snapshot);
        text.probes(Health.beating(snapshot.probes()));
        text.floors(sources.catalogue());
        sources.levels().flatMap(ServiceLevels::newest).ifPresent(new SloMetrics(text)::add);
        text.counters(sources.counters());
        return text.out.toString();
    }

    private void build(String version) {
        head("beibu_build_info", "gauge", "Version of Beibu and the Java that runs it; always 1");
        line(
                "beibu_build_info",
                label("version", version) + "," + label("java", Runtime.version().toString()),
                "1");
    }

    private void delays(List<RttTotals.Total> totals) {
        delays(
                totals.stream().filter(t -> t.series().metric().isRoundTrip()).toList(),
                "beibu_rtt_seconds",
                "Round-trip delay from the capture point to the host and back, all samples in the"
                        + " store; near metrics time the host on the bureau's side");
        delays(
                totals.stream().filter(t -> t.series().method().isImported()).toList(),
                "beibu_imported_rtt_seconds",
                "Round-trip delay between the ends of imported series, all samples in the store");
        delays(
                totals.stream().filter(t -> isOneWayDelay(t.series().metric())).toList(),
                "beibu_one_way_delay_seconds",
                "One-way delay of STAMP packets whose clocks permit it, all samples in the store");
        delays(
                totals.stream().filter(t -> t.series().metric() == Metric.CLOCK_ERROR).toList(),
                "beibu_one_way_error_seconds",
                "By how much one-way delays may be wrong, about one sample a second and session");
        delays(
                totals.stream()
                        .filter(t -> t.series().metric() == Metric.ROUND_TRIP_VARIATION)
                        .toList(),
                "beibu_ipdv_seconds",
                "Difference of the round-trip delays of consecutive STAMP packets, whichever way");
    }

    private static boolean told(RttTotals.Total total, ClockDoubts doubts) {
        Series series = total.series();
        return !series.metric().isOneWay() || doubts.of(series.path()).isEmpty();
    }

    private void doubts(ClockDoubts doubts) {
        String name = "beibu_clock_in_doubt";
        head(name, "gauge", "1 where clocks are in doubt; one-way delays are left out meanwhile");
        doubts.paths().keySet().stream()
                .sorted(Comparator.comparing(PathId::toString))
                .forEach(
                        path ->
                                line(
                                        name,
                                        label("route", path.routeId())
                                                + ","
                                                + label("exit", path.exit()),
                                        "1"));
    }

    private static boolean isOneWayDelay(Metric metric) {
        return metric == Metric.FORWARD_ONE_WAY || metric == Metric.BACKWARD_ONE_WAY;
    }

    private void delays(List<RttTotals.Total> totals, String name, String help) {
        head(name, "histogram", help);
        for (RttTotals.Total total : totals) {
            String labels = labels(total.series());
            long sum = 0;
            for (int i = 0; i < RttTotals.BOUNDS_MICROS.length; i++) {
                sum += total.counts()[i];
                line(
                        name + "_bucket",
                        labels
                                + ","
                                + label(
                                        "le",
                                        BigDecimal.valueOf(RttTotals.BOUNDS_MICROS[i], 6)
                                                .stripTrailingZeros()
                                                .toPlainString()),
                        Long.toString(sum));
            }
            line(name + "_bucket", labels + ",le=\"+Inf\"", Long.toString(total.count()));
            line(
                    name + "_sum",
                    labels,
                    new BigDecimal(total.sumNanos(), 9).stripTrailingZeros().toPlainString());
            line(name + "_count", labels, Long.toString(total.count()));
        }
    }

    private void traffic(Map<TrafficSeries, TrafficVolume> totals, ServiceClassNames names) {
        String octets = "beibu_traffic_octets_total";
        head(octets, "counter", "Octets carried, link layer included, all that is in the store");
        totals.forEach(
                (series, v) -> line(octets, labels(series, names), Long.toString(v.octets())));
        String packets = "beibu_traffic_packets_total";
        head(packets, "counter", "Packets carried, all that is in the store");
        totals.forEach(
                (series, v) -> line(packets, labels(series, names), Long.toString(v.packets())));
    }

    private static String labels(TrafficSeries series, ServiceClassNames names) {
        return String.join(
                ",",
                label("route", series.path().routeId()),
                label("exit", series.path().exit()),
                label("direction", series.direction().toString()),
                label("class", names.of(series.serviceClass())));
    }

    private void losses(Map<LossSeries, LossCounts> totals) {
        losses(totals, "sent", "Active packets whose fate is known", LossCounts::sent);
        losses(totals, "lost", "Active packets lost", LossCounts::lost);
        losses(totals, "late", "Replies after the loss threshold", LossCounts::late);
        losses(totals, "duplicate", "Active packets that came again", LossCounts::duplicate);
        losses(totals, "reordered", "Active packets behind later ones", LossCounts::reordered);
    }

    /** The way is the metric: far is the round trip, of which a loss is counted once. */
    private void losses(
            Map<LossSeries, LossCounts> totals,
            String what,
            String help,
            ToLongFunction<LossCounts> value) {
        String name = "beibu_active_packets_" + what + "_total";
        head(name, "counter", help + ", all that is in the store");
        totals.forEach(
                (series, counts) ->
                        line(name, labels(series), Long.toString(value.applyAsLong(counts))));
    }

    private static String labels(LossSeries series) {
        return String.join(
                ",",
                label("route", series.path().routeId()),
                label("exit", series.path().exit()),
                label("method", series.method().toString()),
                label("metric", series.metric().toString()));
    }

    private void live(LiveSnapshot snapshot) {
        String newest = "beibu_last_sample_timestamp_seconds";
        head(newest, "gauge", "Capture time of the newest sample of the last two minutes");
        for (LivePath path : snapshot.paths()) {
            line(newest, labels(path.series()), seconds(path.lastSampleNanos()));
        }
        String snapshotTime = "beibu_snapshot_timestamp_seconds";
        head(snapshotTime, "gauge", "Time of the newest live snapshot; 0 before the first");
        line(snapshotTime, "", seconds(snapshot.epochNanos()));
        snapshot.paths().stream()
                .mapToLong(LivePath::lastSampleNanos)
                .max()
                .ifPresent(
                        last -> {
                            String age = "beibu_last_sample_age_seconds";
                            head(age, "gauge", "Age of the newest sample of all when published");
                            line(age, "", seconds(Math.max(0, snapshot.epochNanos() - last)));
                        });
    }

    private void probes(List<LiveProbe> probes) {
        String heartbeat = "beibu_probe_last_heartbeat_timestamp_seconds";
        head(heartbeat, "gauge", "Time of the probe's last heartbeat; 0 when none was heard");
        probes.forEach(p -> line(heartbeat, probe(p), seconds(p.lastHeartbeatNanos())));
        perProbe(
                probes,
                "beibu_probe_capture_received_total",
                "Packets that reached the capture, those dropped included",
                LiveProbe::received);
        perProbe(
                probes,
                "beibu_probe_capture_dropped_total",
                "Packets dropped since the capture buffer was full",
                LiveProbe::dropped);
        perProbe(
                probes,
                "beibu_probe_capture_interface_dropped_total",
                "Packets dropped by the network interface before the capture",
                LiveProbe::droppedByInterface);
        perProbe(
                probes,
                "beibu_probe_capture_used_total",
                "Captured packets that gave a transport header with a usable time",
                probe -> probe.detail().used());
        perProbe(
                probes,
                "beibu_probe_timings_total",
                "Timings that the probe has found",
                probe -> probe.detail().timings());
        skips(probes);
        String behind = "beibu_probe_capture_behind_seconds";
        head(behind, "gauge", "Longest time in a second from capture to being dealt with");
        probes.stream()
                .filter(p -> p.detail().behindNanos() >= 0)
                .forEach(p -> line(behind, probe(p), seconds(p.detail().behindNanos())));
    }

    private void perProbe(
            List<LiveProbe> probes, String name, String help, ToLongFunction<LiveProbe> value) {
        head(name, "counter", help);
        probes.forEach(p -> line(name, probe(p), Long.toString(value.applyAsLong(p))));
    }

    private void skips(List<LiveProbe> probes) {
        String name = "beibu_probe_capture_skipped_total";
        head(name, "counter", "Captured packets that gave none, by reason");
        for (LiveProbe probe : probes) {
            probe.detail()
                    .skippedByReason()
                    .forEach(
                            (reason, packets) ->
                                    line(
                                            name,
                                            probe(probe) + "," + label("reason", reason),
                                            Long.toString(packets)));
        }
    }

    private void floors(Catalogue catalogue) {
        String name = "beibu_fibre_floor_seconds";
        head(name, "gauge", "Round-trip delay that light in fibre needs along the great circle");
        for (AseanRoute route : catalogue.routes()) {
            line(name, label("route", route.id()), seconds(route.fibreFloorNanos()));
        }
    }

    private void counters(Counters counters) {
        Map<String, String> help = counters.help();
        counters.snapshot()
                .forEach(
                        (label, value) -> {
                            String name = "beibu_" + label + "_total";
                            if (names.contains(name)) {
                                return; // A name that stands twice spoils the whole answer.
                            }
                            head(name, "counter", help.getOrDefault(label, label));
                            line(name, "", Long.toString(value));
                        });
    }

    void head(String name, String type, String help) {
        names.add(name);
        out.append("# HELP ").append(name).append(' ');
        out.append(help.replace("\\", "\\\\").replace("\n", "\\n")).append('\n');
        out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    void line(String name, String labels, String value) {
        out.append(name);
        if (!labels.isEmpty()) {
            out.append('{').append(labels).append('}');
        }
        out.append(' ').append(value).append('\n');
    }

    private static String labels(Series series) {
        return String.join(
                ",",
                label("route", series.path().routeId()),
                label("exit", series.path().exit()),
                label("method", series.method().toString()),
                label("metric", series.metric().toString()),
                label("class", series.qualityClass().toString()));
    }

    private static String probe(LiveProbe probe) {
        return label("probe", probe.name());
    }

    static String label(String name, String value) {
        return name
                + "=\""
                + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
                + '"';
    }

    private static String seconds(long nanos) {
        return BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString();
    }
}
