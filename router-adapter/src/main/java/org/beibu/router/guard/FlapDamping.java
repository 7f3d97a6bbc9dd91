package org.beibu.router.guard;

/** A route that comes and goes carries nothing until it has been calm (RFC 2439). */
final class FlapDamping implements Guardrail {
    @Override
    public Verdict check(Request request, Situation situation) {
        return situation
                .damped(request.key(), request.exit().name())
                .map(why -> Verdict.refused(RefusalReason.FLAPPING, why))
                .orElseGet(Verdict::allowed);
    }
}
