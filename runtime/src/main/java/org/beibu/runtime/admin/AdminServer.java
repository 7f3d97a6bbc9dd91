package org.beibu.runtime.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.beibu.runtime.agents.ErrorLog;
import org.beibu.runtime.counters.Counter;
import org.beibu.runtime.counters.Counters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers GET and HEAD of a few addresses; {@code /health} and {@code /metrics} are always among
 * them. Start and close come from one thread; everything else happens on the server's own.
 */
public final class AdminServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);
    private static final int MOST_WAITING = 8;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int FAILED = 500;
    private static final int BUSY = 503;
    private static final int LONGEST_BODY = 16 << 20;

    private final AdminAddress wanted;
    private final Path file;
    private final List<AdminPage> pages = new ArrayList<>();
    private final List<AdminAction> actions;
    private final List<AdminStream> streams;
    private final OpenStreams clients;
    private final Runnable upkeep;
    private final ErrorLog errors;
    private @Nullable HttpServer server;
    private @Nullable ScheduledExecutorService thread;
    private @Nullable AdminAddress address;

    /**
     * What a daemon gives its endpoint.
     *
     * @param pages what it tells besides health and counters
     * @param actions what it answers by a query or does by a POST
     * @param streams what it goes on telling
     * @param upkeep run once a second on the endpoint's thread
     * @param errorCounter counts unexpected errors of the endpoint
     */
    public record Content(
            List<AdminPage> pages,
            List<AdminAction> actions,
            List<AdminStream> streams,
            Runnable upkeep,
            Counter errorCounter) {
        public Content {
            pages = List.copyOf(pages);
            actions = List.copyOf(actions);
            streams = List.copyOf(streams);
        }

        /** Only pages. */
        public Content(List<AdminPage> pages, Runnable upkeep, Counter errorCounter) {
            this(pages, List.of(), List.of(), upkeep, errorCounter);
        }
    }

    /**
     * Wires it; opens nothing yet.
     *
     * @param file says where the endpoint is while it is open
     */
    public AdminServer(AdminAddress wanted, Path file, Counters counters, Content content) {
        this.wanted = wanted;
        this.file = file;
        actions = content.actions();
        streams = content.streams();
        upkeep = content.upkeep();
        errors = new ErrorLog("admin endpoint", counters, content.errorCounter());
        clients = new OpenStreams(errors);
        pages.add(AdminPage.json("/health", AdminServer::health));
        pages.add(
                new AdminPage(
                        "/metrics", CountersText.CONTENT_TYPE, () -> CountersText.of(counters)));
        pages.addAll(content.pages());
    }

    private static String health() {
        return "{\"schema\":\"beibu/admin-health/v1\",\"state\":\"running\",\"pid\":%d}%n"
                .formatted(ProcessHandle.current().pid());
    }

    /**
     * Opens the port.
     *
     * @throws IOException when it cannot be opened, with the address in one line
     */
    public void start() throws IOException {
        try {
            HttpServer opened = HttpServer.create(wanted.socketAddress(), MOST_WAITING);
            ScheduledExecutorService own =
                    Executors.newSingleThreadScheduledExecutor(AdminServer::thread);
            opened.setExecutor(own);
            opened.createContext("/", this::answer);
            opened.start();
            Future<?> unused =
                    own.scheduleWithFixedDelay(() -> guarded(upkeep), 1, 1, TimeUnit.SECONDS);
            server = opened;
            thread = own;
            AdminAddress open = wanted.at(opened.getAddress().getPort());
            address = open;
            open.writeTo(file);
            LOG.info("admin endpoint at http://{}", open);
        } catch (IOException e) {
            close();
            throw new IOException(wanted + ": " + e.getMessage(), e);
        }
    }

    private static Thread thread(Runnable work) {
        Thread made = new Thread(work, "beibu-admin");
        made.setDaemon(true);
        return made;
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            errors.onError(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        Optional<AdminAction> action =
                actions.stream()
                        .filter(a -> a.path().equals(path) && a.method().equals(method))
                        .findFirst();
        if (action.isPresent()) {
            act(exchange, action.get());
            return;
        }
        Optional<AdminStream> stream =
                streams.stream().filter(s -> s.path().equals(path)).findFirst();
        if (stream.isPresent() && method.equals("GET")) {
            if (!clients.open(exchange, stream.get())) {
                send(exchange, BUSY, "text/plain; charset=utf-8", "too many streams\n");
            }
            return;
        }
        Optional<AdminPage> page = pages.stream().filter(p -> p.path().equals(path)).findFirst();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            send(exchange, NOT_ALLOWED, "text/plain; charset=utf-8", "only GET\n");
        } else if (page.isEmpty()) {
            String known = String.join(", ", pages.stream().map(AdminPage::path).toList());
            send(exchange, NOT_FOUND, "text/plain; charset=utf-8", "nothing here; " + known + "\n");
        } else {
            show(exchange, page.get());
        }
    }

    private void act(HttpExchange exchange, AdminAction action) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
        AdminAction.Answer answer;
        if (body.length > LONGEST_BODY) {
            answer = new AdminAction.Answer(413, "more than " + LONGEST_BODY + " octets");
        } else if (isForeign(exchange)) {
            answer = new AdminAction.Answer(403, "not for pages of other sites");
        } else {
            try {
                String query = exchange.getRequestURI().getRawQuery();
                answer = action.work().answer(query == null ? "" : query, body);
            } catch (RuntimeException e) {
                errors.onError(e);
                answer = new AdminAction.Answer(FAILED, "failed; see the log");
            }
        }
        boolean isJson = answer.text().startsWith("{");
        send(
                exchange,
                answer.status(),
                isJson ? "application/json" : "text/plain; charset=utf-8",
                answer.text() + "\n");
    }

    /** A browser says which page asks; nothing that acts may be asked by one. */
    private static boolean isForeign(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("POST")
                && exchange.getRequestHeaders().containsKey("Origin");
    }

    private void show(HttpExchange exchange, AdminPage page) throws IOException {
        String text;
        try {
            text = page.text().get();
        } catch (RuntimeException e) {
            errors.onError(e);
            send(exchange, FAILED, "text/plain; charset=utf-8", "failed; see the log\n");
            return;
        }
        send(exchange, 200, page.contentType(), text);
    }

    private static void send(HttpExchange exchange, int status, String contentType, String text)
            throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : octets.length);
        try (exchange) {
            if (!head) {
                exchange.getResponseBody().write(octets);
            }
        }
    }

    /** Where it listens, once started. */
    public AdminAddress address() {
        AdminAddress open = address;
        if (open == null) {
            throw new IllegalStateException("the admin endpoint was not started");
        }
        return open;
    }

    @Override
    public void close() {
        clients.close();
        if (server != null) {
            server.stop(0);
            server = null;
        }
        if (thread != null) {
            thread.shutdownNow();
            thread = null;
        }
        // Not that of another process which has started since.
        if (address != null && AdminAddress.read(file).equals(Optional.of(address))) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.warn("admin endpoint: {}: {}", file, e.toString());
            }
        }
        address = null;
    }
}
