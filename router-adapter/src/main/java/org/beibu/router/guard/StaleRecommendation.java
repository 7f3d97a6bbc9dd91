package org.beibu.router.guard;

import java.time.Duration;
import java.time.Instant;

/** An override lives by fresh evidence: without it the routers choose again themselves. */
final class StaleRecommendation implements Guardrail {
    private final Duration mostAge;

    StaleRecommendation(Duration mostAge) {
        this.mostAge = mostAge;
    }

    @Override
    public Verdict check(Request request, Situation situation) {
        Instant now = situation.wall();
        Instant issued = request.recommendation().issued();
        Instant expires = request.recommendation().expires();
        if (!now.isBefore(expires)) {
            return Verdict.refused(RefusalReason.STALE, "expired at " + expires);
        }
        return now.isAfter(issued.plus(mostAge))
                ? Verdict.refused(
                        RefusalReason.STALE,
                        "issued " + issued + ", more than " + mostAge.toSeconds() + " s ago")
                : Verdict.allowed();
    }
}
