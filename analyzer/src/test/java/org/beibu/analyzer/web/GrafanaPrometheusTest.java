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
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.grafana.Board;
import org.beibu.analyzer.grafana.BoardJson;
import org.beibu.analyzer.grafana.Boards;
import org.beibu.analyzer.grafana.Language;
import org.beibu.analyzer.loss.LossCounts;
import org.beibu.analyzer.loss.LossSeries;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every query of the Prometheus dashboards, run by a real Prometheus that scrapes a bureau. */
@Tag("interop")
class GrafanaPrometheusTest {
    private static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final PathId HANOI = new PathId("VN-HAN", "gz-1");

    private final FullBureau bureau = new FullBureau();
    private final WebServer server = bureau.server();
    private final HttpClient client = HttpClient.newHttpClient();
    private int moment;

    @TempDir private Path directory;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void everyPanelAndEveryVariableHasData() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(PROMETHEUS), "prometheus is not installed");
        server.start();
        int port = freePort();
        Process prometheus = prometheus(port);
        try {
            Set<String> open = queries();
            assertTrue(open.size() >= 20, open::toString);
            long deadline = System.nanoTime() + DEADLINE_NANOS;
            while (!open.isEmpty() && System.nanoTime() - deadline < 0) {
                goOn();
                open.removeIf(query -> hasData(port, query));
                LockSupport.parkNanos(100_000_000);
            }
            assertEquals(Set.of(), open);
        } finally {
            prometheus.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static Set<String> queries() throws IOException {
        Set<String> queries = new TreeSet<>();
        for (Board board : Boards.in(Language.PROMQL)) {
            JsonNode json = new ObjectMapper().readTree(BoardJson.text(board, Language.PROMQL));
            for (JsonNode panel : json.path("panels")) {
                queries.add(
                        panel.at("/targets/0/expr")
                                .asText()
                                .replaceAll("\\$(route|exit|method)", ".*")
                                .replace("$__rate_interval", "4s"));
            }
            for (JsonNode variable : json.at("/templating/list")) {
                String text = variable.path("definition").asText();
                if (!text.isEmpty()) {
                    String[] words = text.split("[(), ]+");
                    queries.add("count by (" + words[2] + ") (" + words[1] + ")");
                }
            }
        }
        return queries;
    }

    /** The bureau measures on, so that rates are of something. */
    private void goOn() {
        moment++;
        Series stamp = new Series(HANOI, Method.STAMP, Metric.FAR_ROUND_TRIP, QualityClass.CLEAN);
        long then = FullBureau.NOW - (100 - moment % 90) * FullBureau.SECOND;
        for (int i = 0; i < 20; i++) {
            bureau.store.record(stamp, then, 5_000_000 + i * 10_000L);
        }
        bureau.losses.record(
                new LossSeries(HANOI, Method.STAMP, Metric.FAR_ROUND_TRIP),
                then,
                new LossCounts(60, 3, 0, 0, 0));
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

    /** Whether there is a value, and it is a number. */
    private boolean hasData(int port, String expression) {
        URI uri =
                URI.create(
                        "http://127.0.0.1:"
                                + port
                                + "/api/v1/query?query="
                                + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        try {
            String body =
                    client.send(
                                    HttpRequest.newBuilder(uri).build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body();
            for (JsonNode one : new ObjectMapper().readTree(body).at("/data/result")) {
                String value = one.path("value").path(1).asText();
                if (!value.isEmpty() && !value.equals("NaN")) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false; // not listening yet
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
