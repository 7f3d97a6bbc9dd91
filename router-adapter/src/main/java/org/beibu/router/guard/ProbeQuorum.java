package org.beibu.router.guard;

import java.time.Duration;
import org.beibu.router.recommendation.Probes;

/** Traffic goes only where enough probes see, just now, that packets come back. */
final class ProbeQuorum implements Guardrail {
    private final GuardConfig.Probes limits;

    ProbeQuorum(GuardConfig.Probes limits) {
        this.limits = limits;
    }

    @Override
    public Verdict check(Request request, Situation situation) {
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
