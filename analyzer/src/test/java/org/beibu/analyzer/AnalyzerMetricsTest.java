package org.beibu.analyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.analyzer.web.Promtool;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.beibu.runtime.config.SharedConfig;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A scrape of an analyzer in which everything is enabled that can be. */
@Tag("interop")
@Timeout(120)
class AnalyzerMetricsTest {
    private static final long DEADLINE_NANOS = 30_000_000_000L;

    /** One of each part that counts, or tells figures. */
    private static final List<String> FAMILIES =
            List.of(
                    "beibu_build_info",
                    "beibu_rtt_seconds",
                    "beibu_active_packets_lost_total",
                    "beibu_traffic_octets_total",
                    "beibu_slo_objective_ratio",
                    "beibu_slo_burn_rate",
                    "beibu_ingest_samples_total",
                    "beibu_export_points_written_total",
                    "beibu_export_windows_expired_total",
                    "beibu_alert");

    @TempDir Path data;
    private final EpochNanoClock clock = new SystemEpochNanoClock();

    private AnalyzerConfig config() throws ConfigException, IOException {
        Path secret = data.resolve("secret");
        Files.writeString(secret, "not a secret at all");
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        String text =
                """
                shared: {data: '%s', journal: {free_space_floor: 256MiB}}
                analyzer:
                  web: {port: 0}
                  influxdb: {url: 'http://127.0.0.1:%d', api: v1, database: beibu}
                  alerts:
                    alertmanager: [{url: 'http://127.0.0.1:%d'}]
                    webhooks: [{url: 'http://127.0.0.1:%d/', secret_file: '%s'}]
                    syslog: [{target: 'tcp://127.0.0.1:%d'}]
                """
                        .formatted(data, closed, closed, closed, secret, closed);
        ConfigFile file = ConfigFile.parse("test", text);
        return AnalyzerConfig.from(file, SharedConfig.from(file));
    }

    @Test
    void promtoolIsContentWithAnAnalyzerThatDoesEverything() throws Exception {
        Promtool.assume();
        try (AnalyzerMain analyzer = new AnalyzerMain(config(), clock, new Counters())) {
            analyzer.start();
            String text = scrape(analyzer);
            long deadline = System.nanoTime() + DEADLINE_NANOS;
            while (!text.contains("beibu_slo_burn_rate") && System.nanoTime() < deadline) {
                LockSupport.parkNanos(50_000_000);
                text = scrape(analyzer);
            }

            for (String family : FAMILIES) {
                assertTrue(text.contains("# TYPE " + family), family);
            }
            Promtool.assertIsContent(text);
        }
    }

    private static String scrape(AnalyzerMain analyzer) throws Exception {
        HttpResponse<String> response =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(analyzer.webAddress().resolve("metrics"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, response.statusCode());
        return response.body();
    }
}
