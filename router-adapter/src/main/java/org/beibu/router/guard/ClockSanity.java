package org.beibu.router.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Ages mean something only while our clock runs evenly and agrees with the one that issued. */
final class ClockSanity implements Guardrail {
    private final Duration mostAhead;

    ClockSanity(Duration mostAhead) {
        this.mostAhead = mostAhead;
    }

    @Override
    public Verdict check(Request request, Situation situation) {
        Optional<String> fault = situation.clockFault();
        if (fault.isPresent()) {
            return Verdict.refused(RefusalReason.CLOCK, fault.get());
        }
        Instant issued = request.recommendation().issued();
        return issued.isAfter(situation.wall().plus(mostAhead))
                ? Verdict.refused(
                        RefusalReason.CLOCK,
                        "issued " + issued + ", which is later than now " + situation.wall())
                : Verdict.allowed();
    }
}
