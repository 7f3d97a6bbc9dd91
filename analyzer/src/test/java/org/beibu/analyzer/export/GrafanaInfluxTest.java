package org.beibu.analyzer.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.grafana.Board;
import org.beibu.analyzer.grafana.BoardJson;
import org.beibu.analyzer.grafana.Boards;
import org.beibu.analyzer.grafana.Language;
import org.beibu.analyzer.loss.LossCounts;
import org.beibu.analyzer.loss.LossSeries;
import org.beibu.analyzer.loss.LossWindow;
import org.beibu.analyzer.traffic.ServiceClassNames;
import org.beibu.analyzer.traffic.TrafficSeries;
import org.beibu.analyzer.traffic.TrafficVolume;
import org.beibu.analyzer.traffic.TrafficWindow;
import org.beibu.model.Catalogue;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.model.Resolution;
import org.beibu.model.TrafficDirection;
import org.beibu.model.Window;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every query of the InfluxQL dashboards, run by a real InfluxDB on what the exporter has written.
 * InfluxDB 1.6 knows no Flux, so that the Flux dashboards are compared with the model only.
 */
@Tag("scenario")
class GrafanaInfluxTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_700_000_040L * SECOND;
    private static final int MINUTES = 5;
    private static final PathId PATH = new PathId("SG-SIN", "hk-3");
    private static final Series SERIES =
            new Series(PATH, Method.STAMP, Metric.FAR_ROUND_TRIP, QualityClass.CLEAN);

    @TempDir private Path directory;

    private final MemoryStore store = new MemoryStore();
    private final Counters counters = new Counters();

    @Test
    void everyPanelAndEveryVariableHasData() throws IOException {
        try (InfluxProcess influx = new InfluxProcess(directory, false)) {
            influx.start();
            influx.query("CREATE DATABASE beibu");
            fill(influx);

            Set<String> empty = new TreeSet<>();
            int asked = 0;
            for (Board board : Boards.in(Language.INFLUXQL)) {
                JsonNode json =
                        new ObjectMapper().readTree(BoardJson.text(board, Language.INFLUXQL));
                for (JsonNode panel : json.path("panels")) {
                    String query = panel.at("/targets/0/query").asText();
                    asked++;
                    if (values(influx.query(substituted(query))) == 0) {
                        empty.add(query);
                    }
                    if (query.contains("\"SG-") || query.isEmpty()) {
                        empty.add("not by variable: " + query);
                    }
                }
                for (JsonNode variable : json.at("/templating/list")) {
                    String query = variable.path("query").asText();
                    if (query.startsWith("SHOW") && values(influx.query(query)) == 0) {
                        empty.add(query);
                    }
                }
            }
            assertEquals(Set.of(), empty);
            assertTrue(asked >= 12, asked + " queries");
            String other =
                    substituted("SELECT max(\"p95_ms\") FROM \"beibu_latency\" WHERE $timeFilter");
            assertEquals(0, values(influx.query(other)), "a field that is not there has no data");
        }
    }

    private void fill(InfluxProcess influx) throws IOException {
        ExportPace pace =
                new ExportPace(
                        Duration.ofMillis(50),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(1),
                        Duration.ofHours(1),
                        200,
                        500);
        try (InfluxExporter exporter =
                new InfluxExporter(
                        new InfluxConfig(
                                new InfluxTarget(
                                        influx.uri(), InfluxApi.V1, "beibu", "", Optional.empty()),
                                pace,
                                directory.resolve("mark")),
                        new InfluxExporter.Names(
                                Catalogue.bundled(), new ServiceClassNames(List.of("other"))),
                        new InfluxExporter.Stores(store, store, store),
                        () -> START + MINUTES * 60L * SECOND,
                        counters)) {
            exporter.start();
            for (int minute = 0; minute < MINUTES; minute++) {
                Window window = Window.holding(START + minute * 60L * SECOND, Resolution.MINUTE);
                long[] delays = new long[100];
                for (int i = 0; i < delays.length; i++) {
                    delays[i] = 30_000_000L + i * 100_000L;
                }
                store.losses.add(
                        new LossWindow(
                                new LossSeries(PATH, Method.STAMP, Metric.FAR_ROUND_TRIP),
                                window,
                                new LossCounts(600, 6, 1, 2, 3)));
                store.traffic.add(
                        new TrafficWindow(
                                new TrafficSeries(PATH, TrafficDirection.OUTBOUND, 0),
                                window,
                                new TrafficVolume(1_500, 2)));
                exporter.onCommit(store.record(SERIES, window.startNanos(), delays));
                exporter.onLosses(List.of(window));
                exporter.onTraffic(List.of(window));
            }
            awaitPoints(influx);
        }
    }

    private static void awaitPoints(InfluxProcess influx) throws IOException {
        long deadline = System.nanoTime() + 30 * SECOND;
        for (String measurement :
                List.of("beibu_latency", "beibu_latency_hist", "beibu_loss", "beibu_traffic")) {
            String count = "SELECT * FROM \"" + measurement + "\"";
            while (influx.query(count).at("/series/0/values").size() < MINUTES) {
                assertTrue(System.nanoTime() - deadline < 0, measurement + " does not come");
                LockSupport.parkNanos(50_000_000);
            }
        }
    }

    /** As Grafana does with "All" chosen. */
    private static String substituted(String query) {
        return query.replaceAll("\\$\\{[a-z]+:regex}", ".*")
                .replace(
                        "$timeFilter",
                        "time >= "
                                + START / SECOND
                                + "s AND time < "
                                + (START / SECOND + MINUTES * 60)
                                + "s")
                .replace("$__interval", "1m");
    }

    /** How many values there are that are not null. */
    private static int values(JsonNode result) {
        int values = 0;
        for (JsonNode series : result.path("series")) {
            for (JsonNode row : series.path("values")) {
                values += row.path(1).isNull() || row.path(1).isMissingNode() ? 0 : 1;
            }
        }
        return values;
    }
}
