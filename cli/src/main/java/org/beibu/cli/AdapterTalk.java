package org.beibu.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.beibu.router.daemon.RouterAdapterMain;
import org.beibu.runtime.admin.AdminAddress;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.SharedConfig;

/** Talks to the running router adapter of a configuration. */
final class AdapterTalk {
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final String base;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    AdapterTalk(ConfigOptions options) throws ConfigException {
        Path file = SharedConfig.from(options.file()).data().resolve(RouterAdapterMain.ADMIN_FILE);
        base =
                AdminAddress.read(file)
                        .map(address -> "http://" + address)
                        .orElseThrow(
                                () ->
                                        new CommandFailure(
                                                ExitCode.NO_DATA,
                                                "no router adapter runs: "
                                                        + file
                                                        + ": start beibu router-adapter"));
    }

    /** What it tells. */
    String get(String path, Map<String, String> query) {
        return send(HttpRequest.newBuilder(address(path, query)).timeout(PATIENCE).build());
    }

    /** What it has done. */
    String post(String path, Map<String, String> query) {
        return send(
                HttpRequest.newBuilder(address(path, query))
                        .timeout(PATIENCE)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build());
    }

    private URI address(String path, Map<String, String> query) {
        String text =
                query.entrySet().stream()
                        .map(
                                one ->
                                        one.getKey()
                                                + "="
                                                + URLEncoder.encode(
                                                        one.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        return URI.create(base + path + (text.isEmpty() ? "" : "?" + text));
    }

    private String send(HttpRequest request) {
        try {
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new CommandFailure(ExitCode.FAILURE, answer.body().strip());
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.FAILURE, "interrupted", e);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.NO_DATA,
                    "the router adapter does not answer at " + base + ": " + e.getMessage(),
                    e);
        }
    }
}
