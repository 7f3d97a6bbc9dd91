package org.beibu.router.guard;

import java.time.Duration;
import java.util.OptionalLong;

/** After a start nothing is announced before the whole table and a full probe window are there. */
final class SettledSession implements Guardrail {
    private final Duration window;

    SettledSession(Duration window) {
        this.window = window;
    }

    @Override
    public Verdict check(Request request, Situation situation) {
        String router = request.router();
        if (!situation.rib().sessionUp(router)) {
            return refused("the session with " + router + " is down");
        }
        if (!situation.rib().complete(router)) {
            return refused("no End-of-RIB from " + router + " yet");
        }
        OptionalLong settled = situation.settledForNanos(router);
        return settled.isPresent() && settled.getAsLong() >= window.toNanos()
                ? Verdict.allowed()
                : refused(
                        "complete since less than a probe window of " + window.toSeconds() + " s");
    }

    private static Verdict refused(String detail) {
        return Verdict.refused(RefusalReason.NOT_SETTLED, detail);
    }
}
