package org.beibu.analyzer.web;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.beibu.analyzer.live.LiveSnapshot;
import org.beibu.analyzer.recommend.live.RecommendState;
import org.beibu.analyzer.report.ReportConfig;
import org.beibu.analyzer.report.live.OpenReports;
import org.beibu.analyzer.segments.SegmentPlan;
import org.beibu.analyzer.store.StoreForecast;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP server: opens the port, owns the event loop and the store's worker thread, and hands
 * snapshots from the ingest thread to the event loop. What is answered is in {@link WebRoutes}.
 *
 * <p>Assumes that start and close are called by one thread, once each. Guarantees that a slow
 * reader, a slow query or a broken store never holds up the thread that publishes snapshots: it
 * only marks that there is news; the newest snapshot is fetched when the event loop gets to it.
 */
public final class WebServer implements AutoCloseable {
    private static final long START_SECONDS = 20;
    private static final long STOP_SECONDS = 10;

    /** A busy machine that loads classes is no reason to warn. */
    private static final long WARN_SECONDS = 8;

    private static final int LONGEST_HEADERS = 16 * 1024;
    private static final int LONGEST_REQUEST_LINE = 4 * 1024;

    private SegmentPlan segments = SegmentPlan.EMPTY;
    private Optional<Supplier<RecommendState>> recommended = Optional.empty();
    private final WebConfig config;
    private final WebSources sources;
    private final EpochNanoClock clock;
    private final @Nullable ExitControls controls;
    private final AtomicBoolean newsWaiting = new AtomicBoolean();

    private Optional<Supplier<StoreForecast>> forecasts = Optional.empty();
    private Optional<ReportsEndpoint.Source> reports = Optional.empty();
    private @Nullable Vertx vertx;
    private @Nullable HttpServer server;
    private @Nullable Consumer<LiveSnapshot> listener;

    /** A server; controls are those of simulated exits, null outside the demo. */
    public WebServer(
            WebConfig config,
            WebSources sources,
            EpochNanoClock clock,
            @Nullable ExitControls controls) {
        this.config = config;
        this.sources = sources;
        this.clock = clock;
        this.controls = controls;
    }

    /** Says which series is which segment; before {@link #start}. */
    public WebServer compare(SegmentPlan plan) {
        segments = plan;
        return this;
    }

    /** Says where recommendations come from; before {@link #start}. */
    public WebServer recommend(Supplier<RecommendState> recommendations) {
        recommended = Optional.of(recommendations);
        return this;
    }

    /** Has reports made; before {@link #start}. */
    public WebServer report(ReportConfig config, Supplier<OpenReports> opening) {
        reports = Optional.of(new ReportsEndpoint.Source(config, opening));
        return this;
    }

    /** Has the size of the store told; before {@link #start}. */
    public WebServer foretell(Supplier<StoreForecast> ofTheStore) {
        forecasts = Optional.of(ofTheStore);
        return this;
    }

    /**
     * Opens the port and begins to answer.
     *
     * @throws WebException when the port cannot be opened
     */
    public void start() {
        sources.counters().register(WebCounter.class);
        WebRoutes routes = new WebRoutes(config, sources, clock, controls);
        routes.compare(segments);
        recommended.ifPresent(routes::recommend);
        forecasts.ifPresent(routes::foretell);
        reports.ifPresent(routes::report);
        routes.learnExits();
        Vertx started =
                Vertx.builder()
                        .with(
                                new VertxOptions()
                                        .setEventLoopPoolSize(1)
                                        .setWorkerPoolSize(1)
                                        .setInternalBlockingPoolSize(2)
                                        .setPreferNativeTransport(true)
                                        .setMaxEventLoopExecuteTimeUnit(TimeUnit.SECONDS)
                                        .setMaxEventLoopExecuteTime(WARN_SECONDS)
                                        .setFileSystemOptions(
                                                new FileSystemOptions()
                                                        .setFileCachingEnabled(false)
                                                        .setClassPathResolvingEnabled(false)))
                        .build();
        vertx = started;
        StoreReader reader =
                new StoreReader(started.createSharedWorkerExecutor("beibu-store-reader", 1));
        EventStreams streams =
                new EventStreams(
                        config.maxStreams(),
                        sources.counters(),
                        routes::liveMessage,
                        SystemNanoClock.INSTANCE);
        server =
                started.createHttpServer(
                                new HttpServerOptions()
                                        .setHost(config.address())
                                        .setPort(config.port())
                                        .setCompressionSupported(true)
                                        .setMaxHeaderSize(LONGEST_HEADERS)
                                        .setMaxInitialLineLength(LONGEST_REQUEST_LINE)
                                        .setIdleTimeout(60))
                        .requestHandler(routes.router(started, reader, streams));
        listen(server);
        streams.start(started);
        Consumer<LiveSnapshot> news = snapshot -> onSnapshot(started, streams);
        sources.live().addListener(news);
        listener = news;
    }

    /** Where the page is; the port is the real one when 0 was configured. */
    public URI address() {
        HttpServer running = server;
        if (running == null) {
            throw new IllegalStateException("the web server was not started");
        }
        String host =
                config.address().contains(":") ? "[" + config.address() + "]" : config.address();
        return URI.create("http://" + host + ":" + running.actualPort() + "/");
    }

    /** Whether Netty uses epoll of the Linux kernel rather than the JDK's selector. */
    public boolean isNativeTransport() {
        return vertx != null && vertx.isNativeTransportEnabled();
    }

    /** Runs on the publishing thread: marks the news and wakes the event loop, nothing else. */
    private void onSnapshot(Vertx running, EventStreams streams) {
        if (newsWaiting.compareAndSet(false, true)) {
            running.runOnContext(
                    ignored -> {
                        newsWaiting.set(false);
                        streams.publish();
                    });
        }
    }

    private void listen(HttpServer opening) {
        String where = config.address() + ":" + config.port();
        try {
            opening.listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            close();
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String why = String.valueOf(cause.getMessage());
            // Epoll's exception is not the JDK's BindException; the system's words are the same.
            boolean taken = why.contains("Address already in use");
            throw new WebException(
                    "web page cannot be served: "
                            + where
                            + ": "
                            + (taken
                                    ? "the port is taken; choose another port, or stop what uses it"
                                    : why + "; check the configured address"),
                    cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new WebException("web page cannot be served: " + where + ": interrupted", e);
        } catch (TimeoutException e) {
            close();
            throw new WebException(
                    "web page cannot be served: " + where + ": the port does not open; try again",
                    e);
        }
    }

    /** Closes port and streams; the store stays open, since it was given to us. */
    @Override
    public void close() {
        if (listener != null) {
            sources.live().removeListener(listener);
            listener = null;
        }
        Vertx running = vertx;
        vertx = null;
        if (running == null) {
            return;
        }
        try {
            running.close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the web server does not stop", e);
        }
    }
}
