package org.beibu.router.guard;

import java.util.Locale;
import org.beibu.router.recommendation.Recommendation;

/** So much traffic is moved in a step, then it is measured again. */
final class TrafficShare implements Guardrail {
    private static final double ROUNDING = 1e-9;

    private final GuardConfig.Pace limits;

    TrafficShare(GuardConfig.Pace limits) {
        this.limits = limits;
    }

    @Override
    public Verdict check(Request request, Situation situation) {
        if (situation.isStanding(request.key(), request.exit().name())) {
            return Verdict.allowed();
        }
        Recommendation recommendation = request.recommendation();
        double moved = situation.pace().shareMoved(recommendation.id(), limits.step().toNanos());
        double after = moved + recommendation.trafficShare();
        return after > limits.sharePerStep() + ROUNDING
                ? Verdict.refused(
                        RefusalReason.TRAFFIC_SHARE,
                        String.format(
                                Locale.ROOT,
                                "%.1f %% of the traffic in one step, more than %.1f %%",
                                after * 100,
                                limits.sharePerStep() * 100))
                : Verdict.allowed();
    }
}
