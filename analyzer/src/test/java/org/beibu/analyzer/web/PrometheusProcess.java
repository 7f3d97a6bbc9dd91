package org.beibu.analyzer.web;

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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A real Prometheus that scrapes a web server each second. */
final class PrometheusProcess implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/prometheus");

    private final Path directory;
    private final int port;
    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();

    /** One that keeps its files in this directory; skips the test where none is installed. */
    PrometheusProcess(Path directory, WebServer scraped) throws IOException {
        Assumptions.assumeTrue(Files.isExecutable(PROGRAM), "prometheus is not installed");
        this.directory = directory;
        port = freePort();
        Path config = directory.resolve("prometheus.yml");
        Files.writeString(
                config,
                """
                global: {scrape_interval: 1s, scrape_timeout: 1s}
                scrape_configs:
                  - job_name: beibu
                    static_configs: [{targets: ['127.0.0.1:%d']}]
                """
                        .formatted(scraped.address().getPort()));
        process =
                new ProcessBuilder(
                                PROGRAM.toString(),
                                "--config.file=" + config,
                                "--storage.tsdb.path=" + directory.resolve("data"),
                                "--web.listen-address=127.0.0.1:" + port)
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("log").toFile())
                        .start();
    }

    /** The values of an expression now; none while it does not listen yet. */
    List<String> values(String expression) throws InterruptedException {
        URI uri =
                URI.create(
                        "http://127.0.0.1:"
                                + port
                                + "/api/v1/query?query="
                                + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        List<String> values = new ArrayList<>();
        try {
            String body =
                    client.send(
                                    HttpRequest.newBuilder(uri).build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body();
            for (JsonNode one : new ObjectMapper().readTree(body).at("/data/result")) {
                if (one.at("/value/1").isTextual()) {
                    values.add(one.at("/value/1").asText());
                }
            }
        } catch (IOException e) {
            return List.of();
        }
        return values;
    }

    /** What it wrote. */
    String log() throws IOException {
        return Files.readString(directory.resolve("log"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
