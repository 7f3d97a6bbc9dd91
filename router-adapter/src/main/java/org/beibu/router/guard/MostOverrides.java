package org.beibu.router.guard;

/** The number of overrides is bounded, in all and for each exit. */
final class MostOverrides implements Guardrail {
    private final GuardConfig.Pace limits;

    MostOverrides(GuardConfig.Pace limits) {
        this.limits = limits;
    }

    @Override
    public Verdict check(Request request, Situation situation) {
        String exit = request.exit().name();
        if (situation.isStanding(request.key(), exit)) {
            return Verdict.allowed();
        }
        if (situation.pace().overrides() >= limits.mostOverrides()) {
            return refused(limits.mostOverrides() + " overrides stand");
        }
        return situation.pace().overrides(exit) >= limits.mostPerExit()
                ? refused(limits.mostPerExit() + " overrides to " + exit + " stand")
                : Verdict.allowed();
    }

    private static Verdict refused(String detail) {
        return Verdict.refused(RefusalReason.MOST_OVERRIDES, detail);
    }
}
