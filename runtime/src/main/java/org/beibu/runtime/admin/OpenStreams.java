package org.beibu.runtime.admin;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.beibu.runtime.agents.ErrorLog;

/**
 * The clients of an endpoint's streams, a thread each, so that one that does not read holds up
 * nobody else. There are only so many.
 */
final class OpenStreams implements AutoCloseable {
    static final int MOST = 8;

    private static final String AFTER = "after=";

    private final ErrorLog errors;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final Set<HttpExchange> exchanges = ConcurrentHashMap.newKeySet();

    OpenStreams(ErrorLog errors) {
        this.errors = errors;
    }

    /** Serves this client on a thread of its own; false when there are too many already. */
    boolean open(HttpExchange exchange, AdminStream stream) {
        if (exchanges.size() >= MOST) {
            return false;
        }
        exchanges.add(exchange);
        Thread thread = new Thread(() -> serve(exchange, stream), "beibu-stream");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return true;
    }

    private void serve(HttpExchange exchange, AdminStream stream) {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            stream.source()
                    .tell(
                            lastHeard(exchange),
                            text -> {
                                out.write(text.getBytes(StandardCharsets.UTF_8));
                                out.flush();
                            });
        } catch (IOException e) {
            return; // the client has gone: nobody is left to be told
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            errors.onError(e);
        } finally {
            exchanges.remove(exchange);
            threads.remove(Thread.currentThread());
        }
    }

    /** A client that comes again says it in a header; one that begins may say it in the query. */
    private static String lastHeard(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Last-Event-ID");
        String query = exchange.getRequestURI().getQuery();
        if (header != null) {
            return header.strip();
        }
        return query != null && query.startsWith(AFTER) ? query.substring(AFTER.length()) : "";
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        exchanges.forEach(HttpExchange::close);
    }
}
