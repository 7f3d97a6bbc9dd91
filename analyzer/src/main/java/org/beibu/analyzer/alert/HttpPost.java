package org.beibu.analyzer.alert;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** Posts JSON and judges the answer. */
final class HttpPost {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI uri;

    HttpPost(URI uri) {
        this.uri = uri;
    }

    void send(byte[] body, Map<String, String> headers) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri)
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .header("User-Agent", "beibu")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        int status;
        // The answer's body is not waited for: its time would have no limit.
        try {
            HttpResponse<InputStream> answer =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            answer.body().close();
            status = answer.statusCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (status / 100 == 2) {
            return;
        }
        // What the server says of the message itself will not change; the rest may.
        if (status == 400 || status == 413 || status == 422) {
            throw new Receiver.RefusedException("answered " + status);
        }
        throw new IOException("answered " + status);
    }
}
