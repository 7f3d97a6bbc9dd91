package org.beibu.runtime.service;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.beibu.runtime.counters.Turns;

/** Which agents have gone round since they were last seen to. Owned by the main thread. */
final class Progress {
    private final Turns turns;
    private final Map<Long, Long> seen = new HashMap<>();

    Progress(Turns turns) {
        this.turns = turns;
    }

    /** Names of the agents that have never come to the end of a turn. */
    List<String> notBegun() {
        return turns.now().stream()
                .filter(standing -> standing.turns() == 0)
                .map(Turns.Standing::agent)
                .toList();
    }

    /** Names of the agents that stand where they stood at the last look; empty: all go on. */
    List<String> standingStill() {
        List<Turns.Standing> now = turns.now();
        List<String> still =
                now.stream()
                        .filter(one -> Long.valueOf(one.turns()).equals(seen.get(one.number())))
                        .map(Turns.Standing::agent)
                        .toList();
        seen.clear();
        now.forEach(one -> seen.put(one.number(), one.turns()));
        return still;
    }
}
