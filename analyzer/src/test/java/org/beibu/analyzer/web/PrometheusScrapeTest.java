package org.beibu.analyzer.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.live.LiveView;
import org.beibu.analyzer.publish.PublicationRule;
import org.beibu.model.Catalogue;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.model.Resolution;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.histogram.DelayHistogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus scrapes the analyzer, and its quantiles are those of the store. */
@Tag("interop")
class PrometheusScrapeTest {
    private static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");
    private static final long SECOND = 1_000_000_000L;
    private static final long NOW = 1_700_000_000L * SECOND;
    private static final long DEADLINE_NANOS = 60 * SECOND;
    private static final Series SERIES =
            new Series(
                    new PathId("SG-SIN", "hk-3"),
                    Method.STAMP,
                    Metric.FAR_ROUND_TRIP,
                    QualityClass.CLEAN);

    private final MemoryDelayStore store = new MemoryDelayStore();
    private final LiveView live = new LiveView();
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebServer server =
            new WebServer(
                    WebConfig.defaults().at("127.0.0.1", 0),
                    new WebSources(
                            live,
                            store,
                            new MemoryTraffic().sources(),
                            new MemoryLosses(),
                            query -> List.of(),
                            PublicationRule.ALL,
                            Catalogue.bundled(),
                            new Counters()),
                    () -> NOW,
                    null);

    @TempDir private Path directory;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void quantilesOfPrometheusAreThoseOfTheStoreWithinABucket()
            throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(PROMETHEUS), "prometheus is not installed");
        Random random = new Random(8);
        for (int i = 0; i < 5_000; i++) {
            long delay = 35_000_000L + (long) (Math.exp(random.nextGaussian()) * 6_000_000);
            store.record(SERIES, NOW - (1 + i % 50) * SECOND, delay, 1);
        }
        live.publish(Snapshots.of(NOW, List.of(), List.of()));
        server.start();
        int port = freePort();
        Process prometheus = prometheus(port);
        try {
            String labels = "{route=\"SG-SIN\",exit=\"hk-3\",method=\"stamp\",metric=\"far\"}";
            assertEquals(5_000, query(port, "beibu_rtt_seconds_count" + labels));
            DelayHistogram all = store.merged(SERIES, Resolution.DAY, 0, NOW);
            double sum = query(port, "beibu_rtt_seconds_sum" + labels);
            assertEquals(all.meanNanos() * 5_000 / 1e9, sum, 1e-6);
            for (int percentile : new int[] {50, 95, 99}) {
                double quantile =
                        query(
                                port,
                                "histogram_quantile(0."
                                        + percentile
                                        + ",beibu_rtt_seconds_bucket"
                                        + labels
                                        + ")");
                double exact = all.percentileNanos(percentile) / 1e9;
                double above = bound(exact, true);
                double below = bound(exact, false);
                assertTrue(
                        below <= quantile && quantile <= above,
                        "p" + percentile + " " + quantile + " beside " + exact);
            }
        } finally {
            prometheus.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    /** The bound of the bucket that holds a delay. */
    private static double bound(double seconds, boolean upper) {
        double below = 0;
        for (long micros : RttTotals.BOUNDS_MICROS) {
            if (micros / 1e6 >= seconds) {
                return upper ? micros / 1e6 : below;
            }
            below = micros / 1e6;
        }
        return upper ? Double.MAX_VALUE : below;
    }

    private Process prometheus(int port) throws IOException {
        Path config = directory.resolve("prometheus.yml");
        Files.writeString(
                config,
                """
                global: {scrape_interval: 1s, scrape_timeout: 1s}
                scrape_configs:
                  - job_name: beibu
                    static_configs: [{targets: ['127.0.0.1:%d']}]
                """
                        .formatted(server.address().getPort()));
        return new ProcessBuilder(
                        PROMETHEUS.toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
    }

    /** The value of an expression, as soon as there is one. */
    private double query(int port, String expression) throws IOException, InterruptedException {
        URI uri =
                URI.create(
                        "http://127.0.0.1:"
                                + port
                                + "/api/v1/query?query="
                                + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        while (System.nanoTime() - deadline < 0) {
            try {
                String body =
                        client.send(
                                        HttpRequest.newBuilder(uri).build(),
                                        HttpResponse.BodyHandlers.ofString())
                                .body();
                JsonNode value = new ObjectMapper().readTree(body).at("/data/result/0/value/1");
                if (value.isTextual()) {
                    return Double.parseDouble(value.asText());
                }
            } catch (IOException e) {
                // Not listening yet.
            }
            LockSupport.parkNanos(50_000_000);
        }
        throw new IOException(
                "no answer to " + expression + ": " + Files.readString(directory.resolve("log")));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
