package org.beibu.analyzer.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.beibu.analyzer.live.LiveView;
import org.beibu.analyzer.publish.PublicationRule;
import org.beibu.model.Catalogue;
import org.beibu.runtime.counters.Counters;
import org.jspecify.annotations.Nullable;

/**
 * A bureau in memory behind a real server on any free port, asked through the JDK's client. Two
 * streams of events may be open.
 */
final class ServedBureau implements AutoCloseable {
    static final long SECOND = 1_000_000_000L;

    final MemoryDelayStore store = new MemoryDelayStore();
    final MemoryTraffic traffic = new MemoryTraffic();
    final MemoryLosses losses = new MemoryLosses();
    final LiveView live = new LiveView();
    final Counters counters = new Counters();
    final FakeBureau bureau = new FakeBureau(Catalogue.bundled(), Optional.empty());
    final HttpClient client = HttpClient.newHttpClient();
    long now = 1_790_000_000L * SECOND;
    WebServer server;

    ServedBureau() {
        WebConfig config =
                new WebConfig("127.0.0.1", 0, Duration.ofSeconds(5), Duration.ofSeconds(10), 2);
        server = server(config, bureau);
        server.start();
    }

    /** A server of the same bureau, not started. */
    WebServer server(WebConfig config, @Nullable ExitControls controls) {
        WebSources sources =
                new WebSources(
                        live,
                        store,
                        traffic.sources(),
                        losses,
                        query -> List.of(),
                        PublicationRule.ALL,
                        Catalogue.bundled(),
                        counters);
        return new WebServer(config, sources, () -> now, controls);
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send(HttpRequest.newBuilder(server.address().resolve(path)), headers);
    }

    HttpResponse<String> post(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.address().resolve(path));
        return send(request.POST(HttpRequest.BodyPublishers.noBody()), headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String... headers)
            throws Exception {
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<InputStream> stream(String query) throws Exception {
        return client.send(
                HttpRequest.newBuilder(server.address().resolve("/api/v1/events" + query)).build(),
                HttpResponse.BodyHandlers.ofInputStream());
    }

    static BufferedReader lines(HttpResponse<InputStream> response) {
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    static String nextEvent(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("data: ")) {
                return line.substring("data: ".length());
            }
        }
        throw new IOException("stream ended");
    }

    @Override
    public void close() {
        server.close();
    }
}
