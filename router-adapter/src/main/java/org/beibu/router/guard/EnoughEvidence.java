package org.beibu.router.guard;

import org.beibu.router.recommendation.Evidence;

/** Enough samples and enough gain to move; what has moved stays while it is not proved worse. */
final class EnoughEvidence implements Guardrail {
    private final GuardConfig.Evidence limits;

    EnoughEvidence(GuardConfig.Evidence limits) {
        this.limits = limits;
    }

    @Override
    public Verdict check(Request request, Situation situation) {
        Evidence evidence = request.recommendation().evidence();
        if (evidence.count() < limits.leastCount()) {
            return refused(evidence.count() + " delays, fewer than " + limits.leastCount());
        }
        boolean standing = situation.isStanding(request.key(), request.exit().name());
        return switch (evidence.reason()) {
            case LATENCY -> standing ? notSlower(evidence) : faster(evidence);
            case LOSS -> lessLoss(evidence, standing);
            case CAPACITY -> notSlowerByMuch(evidence);
        };
    }

    private long leastGainNanos(Evidence.Delays delays) {
        long share = (long) (delays.p50FromNanos() * limits.leastGainShare());
        return Math.max(limits.leastGain().toNanos(), share);
    }

    private Verdict faster(Evidence evidence) {
        Evidence.Delays delays = evidence.delays();
        long least = leastGainNanos(delays);
        if (delays.gainNanos() < least) {
            return refused(
                    "a gain of " + micros(delays.gainNanos()) + ", less than " + micros(least));
        }
        return delays.gainLowNanos() > 0
                ? Verdict.allowed()
                : refused("the interval of the gain begins at " + micros(delays.gainLowNanos()));
    }

    /**
     * What has moved goes back when it is proved slower, or slower by as much as would move it. The
     * band between this and {@link #faster} is what keeps noise from moving anything.
     */
    private Verdict notSlower(Evidence evidence) {
        Evidence.Delays delays = evidence.delays();
        boolean proved = delays.gainHighNanos() < 0;
        boolean much = delays.gainNanos() <= -leastGainNanos(delays);
        return proved || much
                ? refused("slower by " + micros(-delays.gainNanos()))
                : Verdict.allowed();
    }

    private Verdict lessLoss(Evidence evidence, boolean standing) {
        Evidence.Loss loss = evidence.loss();
        return loss.to() < loss.from() || (standing && loss.to() <= loss.from())
                ? Verdict.allowed()
                : refused("a loss of " + loss.to() + ", not less than " + loss.from());
    }

    private Verdict notSlowerByMuch(Evidence evidence) {
        long gain = evidence.delays().gainNanos();
        return gain > -leastGainNanos(evidence.delays())
                ? Verdict.allowed()
                : refused("slower by " + micros(-gain));
    }

    private static Verdict refused(String detail) {
        return Verdict.refused(RefusalReason.EVIDENCE, detail);
    }

    private static String micros(long nanos) {
        return nanos / 1_000 + " us";
    }
}
