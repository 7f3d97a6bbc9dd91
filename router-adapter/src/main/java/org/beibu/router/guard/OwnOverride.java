package org.beibu.router.guard;

/** An override is never the reason for itself: then nothing could end it. */
final class OwnOverride implements Guardrail {
    @Override
    public Verdict check(Request request, Situation situation) {
        return request.support().best().isPresent()
                ? Verdict.allowed()
                : Verdict.refused(
                        RefusalReason.OWN_OVERRIDE,
                        "every route by " + request.exit().name() + " is an override of ours");
    }
}
