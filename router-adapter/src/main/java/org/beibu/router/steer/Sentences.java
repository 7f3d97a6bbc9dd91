package org.beibu.router.steer;

import java.util.Locale;
import org.beibu.router.recommendation.Evidence;
import org.beibu.router.recommendation.Recommendation;

/** Recommendations in words, for the log and for persons. */
final class Sentences {
    private Sentences() {}

    static String why(RecommendationBook book, BgpOverride override) {
        return book.get(override.recommendation())
                .map(live -> why(live.recommendation()) + approval(live))
                .orElse("");
    }

    private static String approval(RecommendationBook.Live live) {
        return live.approvedBy().map(who -> "; approved by " + who).orElse("");
    }

    /** Move, reason, figures with count, window and method, share of traffic. */
    static String why(Recommendation recommendation) {
        Evidence evidence = recommendation.evidence();
        return String.format(
                Locale.ROOT,
                "%s from %s to %s for %s: p50 %.3f ms instead of %.3f ms (gain %.3f to %.3f ms),"
                        + " loss %.2f %% instead of %.2f %%, %d delays in %d s by %s, %.1f %% of"
                        + " the traffic, %d of %d probes",
                recommendation.move().routeId(),
                recommendation.move().fromExit(),
                recommendation.move().toExit(),
                evidence.reason(),
                evidence.delays().p50ToNanos() / 1e6,
                evidence.delays().p50FromNanos() / 1e6,
                evidence.delays().gainLowNanos() / 1e6,
                evidence.delays().gainHighNanos() / 1e6,
                evidence.loss().to() * 100,
                evidence.loss().from() * 100,
                evidence.count(),
                evidence.window().toSeconds(),
                evidence.method(),
                recommendation.trafficShare() * 100,
                recommendation.probes().answering(),
                recommendation.probes().configured());
    }
}
