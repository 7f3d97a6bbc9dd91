package org.beibu.router.guard;

import java.util.List;

/** Moves are made in the change windows only; what has moved may stay when they close. */
final class ChangeWindows implements Guardrail {
    private final List<DailyWindow> windows;

    ChangeWindows(List<DailyWindow> windows) {
        this.windows = List.copyOf(windows);
    }

    @Override
    public Verdict check(Request request, Situation situation) {
        boolean open =
                windows.isEmpty()
                        || windows.stream().anyMatch(w -> w.contains(situation.wall()))
                        || situation.isStanding(request.key(), request.exit().name());
        return open
                ? Verdict.allowed()
                : Verdict.refused(
                        RefusalReason.CHANGE_WINDOW,
                        "changes are made only " + Lists.joined(windows));
    }
}
