package org.beibu.analyzer.export;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.GZIPInputStream;

/** An HTTP server on loopback that answers as told and remembers what it was asked. */
final class StubServer implements AutoCloseable {
    /** A request as it came. */
    record Asked(String uri, String authorization, String body) {}

    /** An answer; a status of -1 means none before the client gives up. */
    record Answer(int status, Map<String, String> headers, String body) {}

    final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    StubServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    void answer(int status) {
        answers.add(new Answer(status, Map.of(), ""));
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body;
        boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream raw = exchange.getRequestBody();
                InputStream in = gzip ? new GZIPInputStream(raw) : raw) {
            body = in.readAllBytes();
        }
        asked.add(
                new Asked(
                        exchange.getRequestURI().toString(),
                        String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                        (gzip ? "gzip:" : "") + new String(body, StandardCharsets.UTF_8)));
        Answer answer = answers.isEmpty() ? new Answer(204, Map.of(), "") : answers.remove();
        if (answer.status() < 0) {
            return;
        }
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        byte[] text = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), text.length == 0 ? -1 : text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
