package org.beibu.router.guard;

/** Nothing is steered while steering is off: the switch that outranks all others. */
final class SteeringOff implements Guardrail {
    @Override
    public Verdict check(Request request, Situation situation) {
        return situation
                .off()
                .map(why -> Verdict.refused(RefusalReason.STEERING_OFF, why))
                .orElseGet(Verdict::allowed);
    }
}
