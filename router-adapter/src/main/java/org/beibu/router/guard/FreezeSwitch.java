package org.beibu.router.guard;

/** Nothing is steered while somebody holds everything still. */
final class FreezeSwitch implements Guardrail {
    @Override
    public Verdict check(Request request, Situation situation) {
        return situation
                .frozen()
                .map(why -> Verdict.refused(RefusalReason.FROZEN, why))
                .orElseGet(Verdict::allowed);
    }
}
