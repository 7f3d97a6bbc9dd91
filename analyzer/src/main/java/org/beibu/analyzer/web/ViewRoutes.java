package org.beibu.analyzer.web;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import org.agrona.concurrent.EpochNanoClock;
import org.beibu.analyzer.live.LiveSnapshot;

/**
 * The addresses of the page, and what only its views ask for: one route with everything about it,
 * and the probes. Belongs to the event loop; the store is read on the worker.
 */
final class ViewRoutes {
    /** One a view; each is the same file, and the script draws what the address says. */
    private static final List<String> PAGES =
            List.of(
                    "/",
                    "/routes",
                    "/routes/:id",
                    "/recommendations",
                    "/recommendations/:id",
                    "/slo",
                    "/capacity",
                    "/probes",
                    "/events");

    private final WebSources sources;
    private final EpochNanoClock clock;
    private final PageFiles files = new PageFiles();

    ViewRoutes(WebSources sources, EpochNanoClock clock) {
        this.sources = sources;
        this.clock = clock;
    }

    /** Has them answered by a router. */
    void into(Router router, StoreReader reader) {
        for (String page : PAGES) {
            get(router, page, context -> files.serve(context, "index.html"));
        }
        get(router, "/page/:name", context -> files.serve(context, context.pathParam("name")));
        get(router, "/api/v1/routes/:id", context -> route(context, reader));
        get(router, "/api/v1/probes", this::probes);
        get(router, "/api/v1/views", context -> offered(context, router));
    }

    private static void get(Router router, String path, Handler<RoutingContext> handler) {
        router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler);
    }

    private void route(RoutingContext context, StoreReader reader) {
        RouteQuery query =
                RouteQuery.parse(context.pathParam("id"), Parameters.of(context), clock.nanoTime());
        reader.answer(context, "application/json", () -> RouteJson.read(sources, query).encode());
    }

    /** Which addresses are served here: a view asks for no others. */
    private static void offered(RoutingContext context, Router router) {
        Parameters.of(context).refuseOthersThan(Set.of());
        List<String> addresses =
                router.getRoutes().stream()
                        .map(Route::getPath)
                        .filter(path -> path != null && path.startsWith("/api/"))
                        .distinct()
                        .sorted()
                        .toList();
        context.json(
                new JsonObject()
                        .put("schema", "beibu/views/v1")
                        .put("addresses", new JsonArray(addresses)));
    }

    /** How the probes are doing, and how old that is. */
    private void probes(RoutingContext context) {
        Parameters.of(context).refuseOthersThan(Set.of());
        LiveSnapshot snapshot = sources.live().snapshot();
        boolean none = snapshot.epochNanos() == 0;
        long now = clock.nanoTime();
        context.json(
                new JsonObject()
                        .put("schema", "beibu/probes/v1")
                        .put("time", Moments.text(snapshot.epochNanos()))
                        .put("age_ns", none ? null : Math.max(0, now - snapshot.epochNanos()))
                        .put(
                                "probes",
                                none
                                        ? new JsonArray()
                                        : ProbesJson.of(snapshot.probes(), snapshot.epochNanos())));
    }
}
