package org.beibu.router.guard;

import java.time.Duration;

/** A router takes so many changes a minute and an hour and no more; nothing waits in a queue. */
final class ChangeBudget implements Guardrail {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final long HOUR = Duration.ofHours(1).toNanos();

    private final GuardConfig.Pace limits;

    ChangeBudget(GuardConfig.Pace limits) {
        this.limits = limits;
    }

    @Override
    public Verdict check(Request request, Situation situation) {
        if (situation.isStanding(request.key(), request.exit().name())) {
            return Verdict.allowed();
        }
        String router = request.router();
        if (situation.pace().changes(router, MINUTE) >= limits.perMinute()) {
            return refused(limits.perMinute() + " changes within a minute on " + router);
        }
        return situation.pace().changes(router, HOUR) >= limits.perHour()
                ? refused(limits.perHour() + " changes within an hour on " + router)
                : Verdict.allowed();
    }

    private static Verdict refused(String detail) {
        return Verdict.refused(RefusalReason.CHANGE_BUDGET, detail);
    }
}
