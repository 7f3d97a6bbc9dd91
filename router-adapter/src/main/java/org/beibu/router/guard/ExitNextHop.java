package org.beibu.router.guard;

/** The next hop is one that the configuration gives the exit, and packets through it come back. */
final class ExitNextHop implements Guardrail {
    @Override
    public Verdict check(Request request, Situation situation) {
        SteeredExit exit = request.exit();
        if (request.support().byNextHop().isEmpty()) {
            return refused(
                    "the routes by "
                            + exit.name()
                            + " do not lead to "
                            + Lists.joined(exit.nextHops(request.key().router())));
        }
        return situation
                .exitFault(request.recommendation().move().routeId(), exit.name())
                .map(ExitNextHop::refused)
                .orElseGet(Verdict::allowed);
    }

    private static Verdict refused(String detail) {
        return Verdict.refused(RefusalReason.NEXT_HOP, detail);
    }
}
