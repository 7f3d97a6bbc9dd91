package org.beibu.analyzer.web;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.beibu.analyzer.store.StoreForecast;
import org.beibu.model.Resolution;

/** A server of a full bureau at which every address of the API answers. */
final class WholeServer implements AutoCloseable {
    private static final StoreForecast SIZE =
            new StoreForecast(
                    5_000,
                    1_000_000,
                    List.of(
                            new StoreForecast.Level(
                                    "traffic", Resolution.HOUR, Duration.ofDays(400), 24, 36)));

    private final FullBureau bureau = new FullBureau();
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebServer server =
            new WebServer(
                            WebConfig.defaults().at("127.0.0.1", 0),
                            sources(),
                            () -> FullBureau.NOW,
                            bureau.bureau)
                    .compare(FullBureau.segments())
                    .recommend(() -> PageFacts.recommendations(FullBureau.NOW))
                    .foretell(() -> SIZE);

    WholeServer() {
        server.start();
    }

    private WebSources sources() {
        WebSources all = bureau.sources();
        return new WebSources(
                all.live(),
                all.store(),
                all.traffic(),
                all.losses(),
                query -> PageFacts.events(query, FullBureau.NOW),
                all.publication(),
                all.catalogue(),
                all.counters(),
                all.levels());
    }

    URI address() {
        return server.address();
    }

    HttpResponse<String> send(String method, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(address().resolve(path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        server.close();
    }
}
