package org.beibu.router.guard;

import java.util.List;

/** Guardrails in their order: the first refusal ends it, and an empty chain refuses. */
public final class GuardChain implements Guardrail {
    private final List<Guardrail> guardrails;

    /** A chain of these. */
    public GuardChain(List<Guardrail> guardrails) {
        this.guardrails = List.copyOf(guardrails);
    }

    /** All guardrails, in the order that docs/steering.md explains. */
    public static GuardChain of(GuardConfig config, OwnMarks own) {
        return new GuardChain(
                List.of(
                        new SteeringOff(),
                        new FreezeSwitch(),
                        new ClockSanity(config.recommendations().mostAhead()),
                        new ChangeWindows(config.windows()),
                        new StaleRecommendation(config.recommendations().mostAge()),
                        new EnoughEvidence(config.evidence()),
                        new ProbeQuorum(config.probes()),
                        new AllowedPrefix(config.prefixes()),
                        new SettledSession(config.probes().window()),
                        new ExactLength(),
                        new InAdjRibIn(),
                        new ExitRoute(),
                        new ExitNextHop(),
                        new OwnOverride(),
                        new RouteOrigin(),
                        new AsPathSanity(own),
                        new FlapDamping(),
                        new OneOverride(),
                        new DwellTime(config.pace().dwell()),
                        new ChangeBudget(config.pace()),
                        new TrafficShare(config.pace()),
                        new MostOverrides(config.pace())));
    }

    /** How many there are. */
    public int size() {
        return guardrails.size();
    }

    @Override
    public Verdict check(Request request, Situation situation) {
        if (guardrails.isEmpty()) {
            return Verdict.refused(
                    RefusalReason.NO_GUARDRAILS, "nothing would stand between it and the router");
        }
        for (Guardrail guardrail : guardrails) {
            Verdict verdict = guardrail.check(request, situation);
            if (!verdict.isAllowed()) {
                return verdict;
            }
        }
        return Verdict.allowed();
    }
}
