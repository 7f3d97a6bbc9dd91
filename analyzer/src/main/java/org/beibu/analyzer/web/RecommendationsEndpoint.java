package org.beibu.analyzer.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.function.Supplier;
import org.beibu.analyzer.recommend.live.RecommendState;

/**
 * {@code /api/v1/recommendations}, the feed that the router adapter pulls, and {@code /api/v1/why},
 * its reasons in words. Both carry an ETag; the feed's changes with each issue, every five seconds.
 */
final class RecommendationsEndpoint {
    private final Supplier<RecommendState> recommendations;

    RecommendationsEndpoint(Supplier<RecommendState> recommendations) {
        this.recommendations = recommendations;
    }

    void feed(RoutingContext context) {
        RecommendState state = recommendations.get();
        answer(context, state, state.feed());
    }

    void why(RoutingContext context) {
        RecommendState state = recommendations.get();
        answer(context, state, state.why());
    }

    private static void answer(RoutingContext context, RecommendState state, String text) {
        Parameters.of(context).refuseOthersThan(Set.of());
        String tag = "\"" + state.issuedNanos() + "\"";
        context.response().putHeader(HttpHeaders.ETAG, tag);
        if (tag.equals(context.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            context.response().setStatusCode(304).end();
            return;
        }
        context.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(text);
    }
}
