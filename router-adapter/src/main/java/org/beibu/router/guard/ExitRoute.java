package org.beibu.router.guard;

/** An override without a route beneath it would be a black hole behind a link that is up. */
final class ExitRoute implements Guardrail {
    @Override
    public Verdict check(Request request, Situation situation) {
        Support support = request.support();
        return support.byNextHop().isEmpty() && support.byPeer().isEmpty()
                ? Verdict.refused(
                        RefusalReason.EXIT_ROUTE,
                        request.router()
                                + " holds no route to "
                                + request.prefix()
                                + " by "
                                + request.exit().name())
                : Verdict.allowed();
    }
}
