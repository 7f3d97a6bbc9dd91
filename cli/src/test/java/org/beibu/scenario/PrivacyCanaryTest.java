package org.beibu.scenario;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPInputStream;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.analyzer.AnalyzerConfig;
import org.beibu.analyzer.AnalyzerMain;
import org.beibu.cli.Beibu;
import org.beibu.cli.Commands;
import org.beibu.model.Method;
import org.beibu.runtime.config.ConfigFile;
import org.beibu.runtime.config.SharedConfig;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * No whole address and no octet of a payload is in anything that is written about a capture:
 * journal, store, page, metrics, export, standard output.
 */
@Tag("scenario")
@ResourceLock(Resources.SYSTEM_OUT)
class PrivacyCanaryTest {
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final Set<Method> METHODS =
            Set.of(
                    Method.HANDSHAKE,
                    Method.DNS,
                    Method.ICMP,
                    Method.ICMPV6,
                    Method.QUIC_HANDSHAKE,
                    Method.STAMP);
    private static final List<String> PAGES =
            List.of(
                    "/",
                    "/metrics",
                    "/health",
                    "/api/v1/routes",
                    "/api/v1/routes?rows=all",
                    "/api/v1/routes/VN-CNR/delay?method=handshake",
                    "/api/v1/traffic");

    private final Canaries canaries = new Canaries();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final CountDownLatch exported = new CountDownLatch(1);
    @TempDir private Path folder = Path.of("");
    private Path capture = Path.of("");
    private Path data = Path.of("");

    @BeforeEach
    void prepare() throws IOException {
        long begin = System.currentTimeMillis() * 1000 - TimeUnit.MINUTES.toMicros(5);
        byte[] octets = CanaryCapture.beginningAt(begin);
        capture = Files.write(folder.resolve("canary.pcap"), octets);
        data = Files.createDirectory(folder.resolve("data"));
        assertEquals(16, canaries.in(octets).size(), "the search finds what is there");
    }

    private Path config(String more) throws IOException {
        Path catalogue =
                Files.writeString(
                        folder.resolve("catalogue.tsv"),
                        """
                        route_id\tiso2\tcountry\tdestination\tlat\tlon\tprefixes
                        VN-CNR\tVN\tViet Nam\tHanoi\t21\t105.8\t203.0.113.64/26;2001:db8:9f8e::/48
                        """);
        return Files.writeString(
                folder.resolve("beibu.yaml"),
                "shared: {data: " + data + ", catalogue: " + catalogue + "}\n" + more);
    }

    @Test
    void nothingOfAnyoneIsInWhatAnImportLeavesOrTheAnalyzerShows() throws Exception {
        HttpServer influx = influx();
        try {
            Path config =
                    config(
                            "analyzer: {influxdb: {api: v1, database: beibu, url: 'http://127.0.0.1:"
                                    + influx.getAddress().getPort()
                                    + "'}, web: {port: 0}}\n");
            String file = config.toString();
            keep(Commands.outputOf("import", "--config", file, capture.toString()));
            keep(Commands.outputOf("routes", "--config", file, "--json", "--rows", "all"));
            keep(Commands.outputOf("privacy", "--config", file));
            showPages(ConfigFile.read(config));
        } finally {
            influx.stop(0);
        }
        keep(sent.toString(UTF_8));

        String text = written.toString(UTF_8);
        METHODS.forEach(method -> assertTrue(text.contains(method.toString()), text));
        assertTrue(sent.toString(UTF_8).contains("VN-CNR"), "the export sent something");
        assertEquals(Set.of(), canaries.in(written.toByteArray()));
        assertEquals(Set.of(), canaries.below(data));
        assertTrue(journalHas(new byte[] {(byte) 203, 0, 113, 0}), "the prefix itself is kept");
    }

    private void showPages(ConfigFile file) throws Exception {
        AnalyzerConfig config = AnalyzerConfig.from(file, SharedConfig.from(file));
        try (AnalyzerMain analyzer =
                new AnalyzerMain(config, new SystemEpochNanoClock(), new Counters())) {
            analyzer.start();
            HttpClient client = HttpClient.newHttpClient();
            for (String page : PAGES) {
                URI uri = analyzer.webAddress().resolve(page);
                var answer =
                        client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
                assertTrue(answer.statusCode() != 404, page);
                keep(answer.body());
            }
            assertTrue(exported.await(60, TimeUnit.SECONDS), "nothing was exported");
        }
    }

    @Test
    void nothingOfAnyoneIsInWhatALiveCaptureLeaves() throws Exception {
        try (LoopbackWire wire = new LoopbackWire()) {
            Path log = data.resolve("log");
            List<String> arguments =
                    List.of(
                            "up",
                            "--interface",
                            LoopbackWire.LISTENING,
                            "--port",
                            "0",
                            "--config",
                            config("").toString());
            try (ChildJvm up =
                    ChildJvm.start(wire.inside(), log, Beibu.class.getName(), arguments)) {
                await(up, () -> says(log, "beibu: page at "));
                wire.playOnce(capture, 2000);
                await(up, () -> JournalAudit.storeCounts(data).size() >= METHODS.size());
                assertEquals(0, up.terminate(), up.lastWords());
            }
        }

        assertEquals(Set.of(), canaries.below(data));
        assertTrue(journalHas(new byte[] {(byte) 203, 0, 113, 0}), "the prefix itself is kept");
    }

    private boolean journalHas(byte[] prefix) throws IOException {
        String needle = new String(prefix, ISO_8859_1);
        try (var files = Files.walk(data.resolve("journal"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String octets = new String(Files.readAllBytes(file), ISO_8859_1);
                if (octets.contains(needle)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void keep(String text) {
        written.writeBytes(text.getBytes(UTF_8));
    }

    private static boolean says(Path log, String words) {
        try {
            return Files.exists(log) && Files.readString(log).contains(words);
        } catch (IOException e) {
            return false;
        }
    }

    private static void await(ChildJvm up, BooleanSupplier condition) {
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - deadline < 0, up::lastWordsOrNone);
            assertTrue(!up.endsWithin(TimeUnit.MILLISECONDS.toNanos(50)), up::lastWordsOrNone);
        }
    }

    /** A server that takes whatever is written to it. */
    private HttpServer influx() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
                        body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
                    }
                    sent.writeBytes(body);
                    exported.countDown();
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        server.start();
        return server;
    }
}
