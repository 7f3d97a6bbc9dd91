package org.beibu.router.guard;

/** A prefix that the router does not hold is never made. */
final class InAdjRibIn implements Guardrail {
    @Override
    public Verdict check(Request request, Situation situation) {
        return request.support().held()
                ? Verdict.allowed()
                : Verdict.refused(
                        RefusalReason.NOT_LEARNED,
                        request.router() + " holds no route to " + request.prefix());
    }
}
