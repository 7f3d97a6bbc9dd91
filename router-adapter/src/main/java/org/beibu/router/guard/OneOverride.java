package org.beibu.router.guard;

/** Two recommendations for one prefix contradict each other: what stands is kept. */
final class OneOverride implements Guardrail {
    @Override
    public Verdict check(Request request, Situation situation) {
        return situation
                .taken(request.key())
                .map(
                        other ->
                                Verdict.refused(
                                        RefusalReason.CONTRADICTION,
                                        "recommendation " + other + " moves the same prefix"))
                .orElseGet(Verdict::allowed);
    }
}
