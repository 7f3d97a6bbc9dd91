package org.beibu.analyzer.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Slows simulated exits down; the only thing that the page can change, and only in the demo.
 * Another site's page cannot do it in the reader's name: a browser tells the Origin of a POST.
 */
final class ExitsEndpoint {
    private static final Duration MOST_ADDED = Duration.ofSeconds(2);

    private final ExitControls controls;

    ExitsEndpoint(ExitControls controls) {
        this.controls = controls;
    }

    JsonArray json() {
        JsonArray exits = new JsonArray();
        for (String exit : controls.exits()) {
            exits.add(
                    new JsonObject()
                            .put("name", exit)
                            .put("added_ns", controls.added(exit).toNanos()));
        }
        return exits;
    }

    void list(RoutingContext context) {
        context.json(new JsonObject().put("schema", "beibu/exits/v1").put("exits", json()));
    }

    void set(RoutingContext context) {
        refuseOtherSites(context);
        String exit = context.pathParam("exit");
        if (!controls.exits().contains(exit)) {
            throw new ProblemException(
                    404,
                    "no such simulated exit",
                    exit,
                    "use one of " + String.join(", ", controls.exits()));
        }
        controls.setAdded(exit, added(context.request().getParam("added")));
        list(context);
    }

    private static Duration added(@Nullable String text) {
        String fix = "give added=30ms, 0ms to " + MOST_ADDED.toMillis() + "ms";
        try {
            Duration added = Duration.ofNanos(Moments.spanNanos(text == null ? "" : text));
            if (added.compareTo(MOST_ADDED) <= 0) {
                return added;
            }
        } catch (IllegalArgumentException e) {
            throw ProblemException.badRequest(
                    String.valueOf(e.getMessage()), "parameter added", fix);
        }
        throw ProblemException.badRequest("too much delay: " + text, "parameter added", fix);
    }

    private static void refuseOtherSites(RoutingContext context) {
        String origin = context.request().getHeader("Origin");
        if (origin == null) {
            return;
        }
        String from = authority(origin);
        if (from == null || !from.equals(context.request().getHeader("Host"))) {
            throw new ProblemException(
                    403, "request from another site", origin, "use the page of this server");
        }
    }

    /** Host and port of an origin; null when it has none that can be read, as "null" has none. */
    private static @Nullable String authority(String origin) {
        try {
            return new URI(origin).getAuthority();
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
