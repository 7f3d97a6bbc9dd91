package org.beibu.router.guard;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** A prefix rests between two moves; taking an override back never waits. */
final class DwellTime implements Guardrail {
    private final Duration dwell;

    DwellTime(Duration dwell) {
        this.dwell = dwell;
    }

    @Override
    public Verdict check(Request request, Situation situation) {
        if (situation.isStanding(request.key(), request.exit().name())) {
            return Verdict.allowed();
        }
        Optional<String> held = situation.pace().held(request.key());
        if (held.isPresent()) {
            return Verdict.refused(RefusalReason.DWELL, held.get());
        }
        OptionalLong ago = situation.pace().lastChangeAgoNanos(request.key());
        return ago.isPresent() && ago.getAsLong() < dwell.toNanos()
                ? Verdict.refused(
                        RefusalReason.DWELL,
                        "changed "
                                + Duration.ofNanos(ago.getAsLong()).toSeconds()
                                + " s ago, less than "
                                + dwell.toSeconds()
                                + " s")
                : Verdict.allowed();
    }
}
