package org.beibu.analyzer.export;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real InfluxDB 1.x server as a child process, on loopback, with data of its own. */
final class InfluxProcess implements AutoCloseable {
    private static final long START_DEADLINE_NANOS = 30_000_000_000L;

    private final Path directory;
    private final Path program;
    private final int port;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private @Nullable Process process;

    /** Prepares a server; skips the test when the machine has none. */
    InfluxProcess(Path directory, boolean authentication) throws IOException {
        this.directory = directory;
        this.program =
                Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .map(part -> Path.of(part, "influxd"))
                        .filter(Files::isExecutable)
                        .findFirst()
                        .orElse(Path.of("absent"));
        assumeTrue(
                Files.isExecutable(program), "influxd is not installed (Debian package influxdb)");
        this.port = freePort();
        Files.writeString(
                directory.resolve("influxdb.conf"),
                """
                reporting-enabled = false
                bind-address = "127.0.0.1:%d"
                [meta]
                  dir = "%3$s/meta"
                [data]
                  dir = "%3$s/data"
                  wal-dir = "%3$s/wal"
                [monitor]
                  store-enabled = false
                [http]
                  bind-address = "127.0.0.1:%2$d"
                  auth-enabled = %4$s
                  log-enabled = false
                """
                        .formatted(freePort(), port, directory, authentication));
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Starts the server, again if need be, and waits until it answers. */
    void start() throws IOException {
        Process started =
                new ProcessBuilder(
                                program.toString(),
                                "-config",
                                directory.resolve("influxdb.conf").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile()))
                        .start();
        process = started;
        long deadline = System.nanoTime() + START_DEADLINE_NANOS;
        while (!answers()) {
            if (System.nanoTime() - deadline > 0 || !started.isAlive()) {
                throw new IOException("influxd does not start: " + directory.resolve("log"));
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** Ends the server as kill -9 does. */
    void kill() {
        Process running = process;
        if (running == null) {
            return;
        }
        process = null;
        running.destroyForcibly();
        try {
            running.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs InfluxQL; the answer's first result. */
    JsonNode query(String influxQl, String... credentials) throws IOException {
        String uri =
                uri()
                        + "/query?db=beibu&epoch=s&q="
                        + URLEncoder.encode(influxQl, StandardCharsets.UTF_8);
        if (credentials.length == 2) {
            uri += "&u=" + credentials[0] + "&p=" + credentials[1];
        }
        try {
            String body =
                    http.send(
                                    HttpRequest.newBuilder(URI.create(uri))
                                            .POST(HttpRequest.BodyPublishers.noBody())
                                            .build(),
                                    BodyHandlers.ofString())
                            .body();
            JsonNode answer = new ObjectMapper().readTree(body);
            JsonNode result = answer.path("results").path(0);
            if (answer.has("error") || result.has("error")) {
                throw new IOException(influxQl + ": " + body);
            }
            return result;
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private boolean answers() {
        try {
            return http.send(
                                    HttpRequest.newBuilder(uri().resolve("/ping")).build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 204;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
