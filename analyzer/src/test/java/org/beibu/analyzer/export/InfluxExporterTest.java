package org.beibu.analyzer.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.traffic.ServiceClassNames;
import org.beibu.model.Catalogue;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.model.Resolution;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.histogram.DelayHistogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exporter against a real InfluxDB 1.x, which the test starts, kills and reads back. */
@Tag("scenario")
class InfluxExporterTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_700_000_040L * SECOND;
    private static final long DEADLINE_NANOS = 30 * SECOND;

    @TempDir private Path directory;

    private final MemoryStore store = new MemoryStore();
    private final Counters counters = new Counters();
    private final Random random = new Random(5);
    private InfluxProcess influx;

    @BeforeEach
    void prepare() throws IOException {
        influx = new InfluxProcess(directory, false);
    }

    @AfterEach
    void stop() {
        influx.close();
    }

    @Test
    void everyWindowArrivesOnceWithItsFinalValue() throws IOException {
        influx.start();
        influx.query("CREATE DATABASE beibu");

        try (InfluxExporter exporter = started(influx.uri())) {
            for (int second = 0; second < 300; second++) {
                commit(exporter, START + second * SECOND);
            }
            commit(exporter, START - 3_600 * SECOND);
        }

        assertServerEqualsStore();
        JsonNode one =
                influx.query(
                                "SELECT count, min_ns, max_ns, mean_ns, p50_ns, p95_ns, p99_ns"
                                        + " FROM beibu_latency WHERE route='VN-HAN' AND exit='gz-1'"
                                        + " AND metric='far' AND resolution='1m' LIMIT 2")
                        .path("series")
                        .path(0);
        DelayHistogram minute =
                store.merged(SERIES.get(0), Resolution.MINUTE, START, START + 60 * SECOND);
        JsonNode row = one.path("values").path(1);
        assertEquals(START / SECOND, row.path(0).asLong());
        assertEquals(minute.count(), row.path(1).asLong());
        assertEquals(minute.minNanos(), row.path(2).asLong());
        assertEquals(minute.maxNanos(), row.path(3).asLong());
        assertEquals(minute.meanNanos(), row.path(4).asDouble(), 1e-3);
        assertEquals(minute.percentileNanos(50), row.path(5).asLong());
        assertEquals(minute.percentileNanos(95), row.path(6).asLong());
        assertEquals(minute.percentileNanos(99), row.path(7).asLong());
    }

    @Test
    void killingTheServerInTheMiddleLosesAndDoublesNothing() throws IOException {
        influx.start();
        influx.query("CREATE DATABASE beibu");

        try (InfluxExporter exporter = started(influx.uri())) {
            for (int round = 0; round < 3; round++) {
                for (int second = 0; second < 120; second++) {
                    commit(exporter, START + (round * 120L + second) * SECOND);
                }
                long written = counters.get(ExportCounter.EXPORT_POINTS_WRITTEN);
                await(() -> counters.get(ExportCounter.EXPORT_POINTS_WRITTEN) > written);
                influx.kill();
                for (int second = 0; second < 60; second++) {
                    commit(exporter, START + (round * 120L + second) * SECOND);
                }
                long failed = counters.get(ExportCounter.EXPORT_FAILED_UNREACHABLE);
                await(() -> counters.get(ExportCounter.EXPORT_FAILED_UNREACHABLE) > failed);
                influx.start();
            }
            awaitServerEqualsStore();
        }

        assertServerEqualsStore();
        assertEquals(0, counters.get(ExportCounter.EXPORT_POINTS_GIVEN_UP));
    }

    @Test
    void aRestartOfTheExporterSendsWhatTheOneBeforeCouldNot() throws IOException {
        try (InfluxExporter exporter = started(influx.uri())) {
            for (int second = 0; second < 120; second++) {
                commit(exporter, START + second * SECOND);
            }
        }
        influx.start();
        influx.query("CREATE DATABASE beibu");

        try (InfluxExporter exporter = started(influx.uri())) {
            awaitServerEqualsStore();
            exporter.onCommit(List.of());
        }
    }

    @Test
    void aDatabaseThatIsCreatedLaterGetsEverything() throws IOException {
        influx.start();

        try (InfluxExporter exporter = started(influx.uri())) {
            for (int second = 0; second < 60; second++) {
                commit(exporter, START + second * SECOND);
            }
            await(() -> counters.get(ExportCounter.EXPORT_FAILED_NOT_FOUND) > 1);
            influx.query("CREATE DATABASE beibu");
            awaitServerEqualsStore();
        }
    }

    @Test
    void aWrongPasswordIsCountedAndARightOneTakesEffectWithoutRestart() throws IOException {
        influx = new InfluxProcess(directory, true);
        influx.start();
        influx.query("CREATE USER beibu WITH PASSWORD 'right' WITH ALL PRIVILEGES");
        influx.query("CREATE DATABASE beibu", "beibu", "right");
        Files.writeString(directory.resolve("token"), "beibu:wrong");

        try (InfluxExporter exporter =
                started(influx.uri(), Optional.of(directory.resolve("token")))) {
            commit(exporter, START);
            await(() -> counters.get(ExportCounter.EXPORT_FAILED_UNAUTHORISED) > 0);
            Files.writeString(directory.resolve("token"), "beibu:right");
            await(() -> counters.get(ExportCounter.EXPORT_BATCHES_WRITTEN) > 0);
        }
    }

    @Test
    void pointsThatTheRetentionPolicyRefusesAreGivenUp() throws IOException {
        influx.start();
        influx.query("CREATE DATABASE beibu");
        influx.query("CREATE RETENTION POLICY short ON beibu DURATION 1h REPLICATION 1 DEFAULT");

        try (InfluxExporter exporter = started(influx.uri())) {
            commit(exporter, START);
            await(() -> counters.get(ExportCounter.EXPORT_POINTS_GIVEN_UP) > 0);
        }

        assertEquals(0, counters.get(ExportCounter.EXPORT_ERRORS));
    }

    private static final List<Series> SERIES =
            List.of(
                    series("VN-HAN", "gz-1", Metric.FAR_ROUND_TRIP),
                    series("VN-HAN", "gz-1", Metric.NEAR_ROUND_TRIP),
                    series("TH-BKK", "hk-3", Metric.FAR_ROUND_TRIP),
                    series("-", "-", Metric.FAR_ROUND_TRIP));

    private void commit(InfluxExporter exporter, long epochNanos) {
        for (Series series : SERIES) {
            exporter.onCommit(
                    store.record(
                            series, epochNanos, 20_000_000 + random.nextInt(50_000_000), 3_000));
        }
    }

    private InfluxExporter started(URI uri) {
        return started(uri, Optional.empty());
    }

    private InfluxExporter started(URI uri, Optional<Path> tokenFile) {
        ExportPace pace =
                new ExportPace(
                        Duration.ofMillis(100),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(1),
                        Duration.ofHours(1),
                        200,
                        500);
        InfluxExporter exporter =
                new InfluxExporter(
                        new InfluxConfig(
                                new InfluxTarget(uri, InfluxApi.V1, "beibu", "", tokenFile),
                                pace,
                                directory.resolve("mark")),
                        new InfluxExporter.Names(
                                Catalogue.bundled(), new ServiceClassNames(List.of("other"))),
                        new InfluxExporter.Stores(store, store, store),
                        () -> START,
                        counters);
        exporter.start();
        return exporter;
    }

    private void awaitServerEqualsStore() {
        await(
                () -> {
                    try {
                        return expected().equals(found());
                    } catch (IOException e) {
                        return false;
                    }
                });
    }

    private void assertServerEqualsStore() throws IOException {
        Map<String, Long> wrong = new TreeMap<>(expected());
        Map<String, Long> found = found();
        assertEquals(wrong.size(), found.size());
        wrong.entrySet().removeAll(found.entrySet());
        assertEquals(Map.of(), wrong);
    }

    /** Counts by everything that names a point; those of the bands added up, as in the summary. */
    private Map<String, Long> expected() {
        Map<String, Long> counts = new HashMap<>();
        store.exportedCounts()
                .forEach(
                        (key, count) -> {
                            Series series = key.subject().series().orElseThrow();
                            String name =
                                    series.path().routeId()
                                            + " "
                                            + series.path().exit()
                                            + " "
                                            + series.metric()
                                            + " "
                                            + key.window().startNanos() / SECOND
                                            + " ";
                            counts.put(name + key.window().resolution(), count);
                            if (key.window().resolution() == Resolution.MINUTE) {
                                counts.put(name + "bands", count);
                            }
                        });
        return counts;
    }

    private Map<String, Long> found() throws IOException {
        Map<String, Long> counts = new HashMap<>();
        collect("SELECT count, resolution, route, exit, metric FROM beibu_latency", counts);
        collect("SELECT count, le, route, exit, metric FROM beibu_latency_hist", counts);
        return counts;
    }

    private void collect(String select, Map<String, Long> counts) throws IOException {
        boolean bands = select.contains("_hist");
        for (JsonNode row : influx.query(select).path("series").path(0).path("values")) {
            String name =
                    row.path(3).asText()
                            + " "
                            + row.path(4).asText()
                            + " "
                            + row.path(5).asText()
                            + " "
                            + row.path(0).asLong()
                            + " "
                            + (bands ? "bands" : row.path(2).asText());
            counts.merge(name, row.path(1).asLong(), Long::sum);
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - deadline < 0, "condition not met in time");
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static Series series(String route, String exit, Metric metric) {
        return new Series(new PathId(route, exit), Method.HANDSHAKE, metric, QualityClass.CLEAN);
    }
}
