package org.beibu.analyzer.web;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agrona.concurrent.EpochNanoClock;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.events.EventQuery;
import org.beibu.analyzer.live.LivePath;
import org.beibu.analyzer.live.LiveSnapshot;
import org.beibu.analyzer.recommend.live.RecommendState;
import org.beibu.analyzer.segments.SegmentPlan;
import org.beibu.analyzer.segments.TimeSpan;
import org.beibu.analyzer.store.StoreException;
import org.beibu.analyzer.store.StoreForecast;
import org.beibu.model.Metric;
import org.beibu.runtime.agents.ErrorLog;
import org.jspecify.annotations.Nullable;

/**
 * What is answered under which path.
 *
 * <p>Belongs to the event loop; whatever reads the store runs on the worker.
 */
final class WebRoutes {
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                    + " object-src 'none'";

    private static final Set<String> ROUTES_KEYS =
            Stream.concat(RowChoice.KEYS.stream(), Stream.of("since"))
                    .collect(Collectors.toUnmodifiableSet());

    private static final String JSON = "application/json";

    private final WebConfig config;
    private final WebSources sources;
    private final EpochNanoClock clock;
    private final @Nullable ExitsEndpoint exits;
    private final Totals totals;
    private final PublishedRows published;
    private SegmentPlan segments = SegmentPlan.EMPTY;
    private Optional<RecommendationsEndpoint> recommended = Optional.empty();
    private Optional<StoreEndpoint> size = Optional.empty();
    private Optional<ReportsEndpoint> reports = Optional.empty();
    private final RecentFacts recent;

    /** Exits seen since the start or in the store; one that falls silent keeps its rows. */
    private final Set<String> knownExits = new TreeSet<>();

    /** Our own mistakes: a page asks again and again, so each kind is logged once. */
    private final ErrorLog mistakes;

    WebRoutes(
            WebConfig config,
            WebSources sources,
            EpochNanoClock clock,
            @Nullable ExitControls controls) {
        this.config = config;
        this.sources = sources;
        this.clock = clock;
        this.exits = controls == null ? null : new ExitsEndpoint(controls);
        this.totals =
                sources.publication().isOpen()
                        ? new RttTotals(sources.store())
                        : new PublishedTotals(sources.store(), sources.publication());
        this.published = new PublishedRows(sources, clock);
        this.recent = new RecentFacts(sources.losses(), sources.events(), clock);
        this.mistakes = new ErrorLog("web server", sources.counters(), WebCounter.REQUESTS_FAILED);
        if (controls != null) {
            knownExits.addAll(controls.exits());
        }
    }

    /** Says which series is which segment; before the server starts. */
    void compare(SegmentPlan plan) {
        segments = plan;
    }

    /** Says where recommendations come from; before the server starts. */
    void recommend(Supplier<RecommendState> recommendations) {
        recommended = Optional.of(new RecommendationsEndpoint(recommendations));
    }

    /** Has reports made; before the server starts. */
    void report(ReportsEndpoint.Source source) {
        reports = Optional.of(new ReportsEndpoint(source, clock));
    }

    /** Has the size of the store told; before the server starts. */
    void foretell(Supplier<StoreForecast> forecasts) {
        size = Optional.of(new StoreEndpoint(forecasts, clock));
    }

    Router router(Vertx vertx, StoreReader reader, EventStreams streams) {
        published.start(vertx, reader.worker());
        recent.start(vertx, reader.worker());
        Router router = Router.router(vertx);
        router.route().handler(this::secure);
        new ViewRoutes(sources, clock).into(router, reader);
        get(router, "/api/v1/routes", context -> routes(context, reader));
        get(router, "/api/v1/routes/:id/delay", context -> delay(context, reader));
        sources.levels()
                .map(levels -> new SloEndpoint(levels, clock))
                .ifPresent(
                        slo -> {
                            get(router, "/api/v1/slo", context -> slo.answer(context, reader));
                            get(router, "/api/v1/alerts", slo::alerts);
                        });
        recommended.ifPresent(
                endpoint -> {
                    get(router, "/api/v1/recommendations", endpoint::feed);
                    get(router, "/api/v1/why", endpoint::why);
                });
        get(router, "/api/v1/segments", context -> segments(context, reader));
        get(router, "/api/v1/traffic", context -> traffic(context, reader));
        get(router, "/api/v1/loss", context -> loss(context, reader));
        get(router, "/api/v1/path-events", context -> pathEvents(context, reader));
        router.get("/api/v1/events").handler(streams::open);
        size.ifPresent(endpoint -> get(router, "/api/v1/store", endpoint.on(reader)));
        get(router, "/api/v1/openapi.json", new OpenApi()::answer);
        reports.ifPresent(endpoint -> endpoint.mount(router, vertx));
        get(router, "/metrics", context -> metrics(context, reader));
        get(router, "/health", context -> health(context, reader));
        ExitsEndpoint demo = exits;
        if (demo != null) {
            get(router, "/api/v1/demo/exits", demo::list);
            router.post("/api/v1/demo/exits/:exit").handler(demo::set);
        }
        router.route().handler(WebRoutes::nothingHere);
        router.route().failureHandler(this::fail);
        return router;
    }

    private static void get(Router router, String path, Handler<RoutingContext> handler) {
        router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler);
    }

    private void secure(RoutingContext context) {
        sources.counters().increment(WebCounter.REQUESTS);
        HttpServerResponse response = context.response();
        response.putHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        response.putHeader("X-Content-Type-Options", "nosniff");
        response.putHeader("Referrer-Policy", "no-referrer");
        response.putHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.putHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        context.next();
    }

    /** The message of the event streams; of the far metric unless another one was chosen. */
    String liveMessage(RowChoice choice, int seconds) {
        LiveSnapshot snapshot = sources.live().snapshot();
        if (snapshot.epochNanos() == 0) {
            return "";
        }
        RowChoice chosen = choice.orMetric(Metric.FAR_ROUND_TRIP);
        return live(liveView(snapshot).only(chosen), snapshot, seconds).encode();
    }

    private RoutesView liveView(LiveSnapshot snapshot) {
        for (LivePath path : snapshot.paths()) {
            if (!path.series().method().isImported()) {
                knownExits.add(path.series().path().exit());
            }
        }
        return LiveRoutes.view(snapshot, sources.catalogue(), knownExits, published.newest())
                .with(recent.losses())
                .with(recent.doubts());
    }

    private JsonObject live(RoutesView view, LiveSnapshot snapshot, int seconds) {
        JsonObject json = RoutesJson.object(view, seconds);
        json.put("age_ns", Math.max(0, clock.nanoTime() - snapshot.epochNanos()));
        json.put("probes", ProbesJson.of(snapshot.probes(), snapshot.epochNanos()));
        json.put("path_events", recent.events());
        if (!sources.publication().isOpen()) {
            json.put("min_prefixes", sources.publication().minPrefixes());
        }
        if (exits != null) {
            json.put("simulated_exits", exits.json());
        }
        return json;
    }

    private void routes(RoutingContext context, StoreReader reader) {
        Parameters parameters = Parameters.of(context);
        parameters.refuseOthersThan(ROUTES_KEYS);
        RowChoice choice = RowChoice.parse(parameters);
        long now = clock.nanoTime();
        Optional<Long> since =
                parameters.value("since", "give 1h, 7d or all", t -> Moments.since(t, now));
        if (since.isEmpty()) {
            LiveSnapshot snapshot = sources.live().snapshot();
            context.json(live(liveView(snapshot).only(choice), snapshot, 0));
            return;
        }
        long from = since.get();
        reader.answer(
                context,
                JSON,
                () ->
                        RoutesJson.object(
                                        StoredRoutes.view(
                                                        sources.store(),
                                                        sources.catalogue(),
                                                        from,
                                                        now,
                                                        choice)
                                                .with(storedLosses(from, now))
                                                .with(
                                                        ClockDoubts.read(
                                                                sources.events(), from, now)),
                                        0)
                                .encode());
    }

    private PathLosses storedLosses(long fromNanos, long nowNanos) {
        return PathLosses.read(sources.losses(), fromNanos, nowNanos);
    }

    private void delay(RoutingContext context, StoreReader reader) {
        DelayQuery query =
                DelayQuery.parse(context.pathParam("id"), Parameters.of(context), clock.nanoTime());
        reader.answer(
                context,
                JSON,
                () -> DelayJson.read(sources.checked(), sources.catalogue(), query).encode());
    }

    private void segments(RoutingContext context, StoreReader reader) {
        long now = clock.nanoTime();
        TimeSpan range = SegmentsEndpoint.range(Parameters.of(context), now);
        reader.answer(
                context, JSON, () -> new SegmentsEndpoint(sources, segments).answer(range, now));
    }

    private void traffic(RoutingContext context, StoreReader reader) {
        TrafficQuery query = TrafficQuery.parse(Parameters.of(context), clock.nanoTime());
        Optional<TimeRange> range = query.range();
        if (range.isEmpty()) {
            context.json(
                    TrafficJson.live(sources.live().snapshot(), query, sources.traffic().names()));
            return;
        }
        reader.answer(
                context,
                JSON,
                () -> TrafficJson.stored(sources.traffic(), range.get(), query).encode());
    }

    private void loss(RoutingContext context, StoreReader reader) {
        LossQuery query = LossQuery.parse(Parameters.of(context), clock.nanoTime());
        Optional<TimeRange> range = query.range();
        if (range.isEmpty()) {
            context.json(LossJson.sums(recent.losses(), query.choice(), "live"));
            return;
        }
        reader.answer(
                context,
                JSON,
                () -> LossJson.stored(sources.losses(), range.get(), query.choice()).encode());
    }

    private void pathEvents(RoutingContext context, StoreReader reader) {
        EventQuery query = EventsQuery.parse(Parameters.of(context), clock.nanoTime());
        reader.answer(
                context,
                JSON,
                () -> EventsJson.object(sources.events().events(query), query).encode());
    }

    private void metrics(RoutingContext context, StoreReader reader) {
        LiveSnapshot snapshot = sources.live().snapshot();
        long now = clock.nanoTime();
        reader.answer(
                context,
                PrometheusText.CONTENT_TYPE,
                () ->
                        PrometheusText.of(
                                new StoreTotals(
                                        totals.read(now),
                                        sources.traffic().store().trafficTotals(),
                                        sources.losses().lossTotals(),
                                        ClockDoubts.read(
                                                sources.events(),
                                                now - RecentFacts.LIVE_NANOS,
                                                now)),
                                snapshot,
                                sources,
                                version()));
    }

    private void health(RoutingContext context, StoreReader reader) {
        reader.worker()
                .executeBlocking(this::storeFailure)
                .onFailure(context::fail)
                .onSuccess(
                        failure -> {
                            LiveSnapshot snapshot = sources.live().snapshot();
                            long now = clock.nanoTime();
                            Health health = Health.of(config, snapshot, now, failure);
                            context.response().setStatusCode(health.isGood() ? 200 : 503);
                            context.json(health.json(snapshot, now));
                        });
    }

    private Optional<String> storeFailure() {
        try {
            sources.store().position();
            return Optional.empty();
        } catch (StoreException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static void nothingHere(RoutingContext context) {
        throw new ProblemException(
                404,
                "nothing here",
                context.request().path(),
                "see / for the page and /api/v1/routes for the figures");
    }

    private void fail(RoutingContext context) {
        Throwable failure = context.failure();
        ProblemException problem = problem(context, failure);
        if (problem.status() == 500) {
            mistakes.onError(failure == null ? problem : failure);
        } else {
            sources.counters()
                    .increment(
                            problem.status() < 500
                                    ? WebCounter.REQUESTS_REFUSED
                                    : WebCounter.REQUESTS_FAILED);
        }
        if (context.response().headWritten()) {
            context.response().reset();
            return;
        }
        context.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json; charset=utf-8")
                .end(
                        new JsonObject()
                                .put("status", problem.status())
                                .put("title", problem.what())
                                .put("what", problem.what())
                                .put("where", problem.where())
                                .put("fix", problem.fix())
                                .encode());
    }

    /** What to tell the caller; a status of 500 is our own mistake. */
    private static ProblemException problem(RoutingContext context, @Nullable Throwable failure) {
        String path = context.request().path();
        int status = context.statusCode();
        if (failure instanceof ProblemException known) {
            return known;
        }
        if (failure instanceof StoreException) {
            return new ProblemException(
                    503, String.valueOf(failure.getMessage()), path, "see /health, then try again");
        }
        if (status >= 400 && status < 500) {
            return new ProblemException(
                    status, "the request cannot be read", path, "check method and parameters");
        }
        return new ProblemException(500, "internal failure", path, "see the analyzer's log");
    }

    private static String version() {
        String version = WebRoutes.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    /** Has the exits of the store listed too; called once before the server listens. */
    void learnExits() {
        for (Series series : sources.store().series()) {
            if (!series.method().isImported()) {
                knownExits.add(series.path().exit());
            }
        }
    }
}
