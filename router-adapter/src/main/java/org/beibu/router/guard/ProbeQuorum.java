package org.beibu.router.guard;

import java.time.Duration;
import org.beibu.router.recommendation.Probes;

/**
 * Traffic goes only where enough probes see, just now, that packets come back: by what the
 * recommendation says and, where the adapter watches the probes itself, by what it sees.
 */
final class ProbeQuorum implements Guardrail {
    private final GuardConfig.Probes limits;

    ProbeQuorum(GuardConfig.Probes limits) {
        this.limits = limits;
    }

    @Override
    public Verdict check(Request request, Situation situation) {
        Verdict told = told(request);
        return told.isAllowed()
                ? situation
                        .watched(request.recommendation().move().routeId(), request.exit().name())
                        .map(this::seen)
                        .orElse(told)
                : told;
    }

    private Verdict seen(Watched watched) {
        boolean enough =
                watched.answering() >= 1 && watched.answering() >= limits.quorum() * watched.all();
        return enough
                ? Verdict.allowed()
                : Verdict.refused(
                        RefusalReason.QUORUM,
                        watched.all() == 0
                                ? "no session of a probe that the adapter hears of goes there"
                                : watched.answering()
                                        + " of "
                                        + watched.all()
                                        + " sessions answer now, by the adapter's own watch");
    }

    private Verdict told(Request request) {
        Probes probes = request.recommendation().probes();
        if (probes.answering() < 1 || probes.answering() < limits.quorum() * probes.configured()) {
            return Verdict.refused(
                    RefusalReason.QUORUM,
                    probes.answering() + " of " + probes.configured() + " probes answer");
        }
        Duration age = Duration.between(probes.last(), request.recommendation().issued());
        Duration most = probes.interval().multipliedBy(limits.mostIntervals());
        return age.compareTo(most) > 0
                ? Verdict.refused(
                        RefusalReason.QUORUM,
                        "the last answer was "
                                + age.toMillis()
                                + " ms old, more than "
                                + most.toMillis()
                                + " ms")
                : Verdict.allowed();
    }
}
