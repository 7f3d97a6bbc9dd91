package org.beibu.analyzer.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.beibu.analyzer.events.EventQuery;
import org.beibu.analyzer.events.PathEvent;
import org.beibu.analyzer.events.TracedEvent;
import org.beibu.analyzer.store.StoreException;
import org.beibu.model.PathId;
import org.junit.jupiter.api.Test;

class RecentEventsTest {
    private static final long SECOND = 1_000_000_000L;

    private final List<EventQuery> asked = new ArrayList<>();
    private long now = 1_000 * SECOND;
    private boolean broken;
    private final RecentEvents recent = new RecentEvents(this::answer, () -> now);

    private List<TracedEvent> answer(EventQuery query) {
        asked.add(query);
        if (broken) {
            throw new StoreException(StoreException.Reason.OTHER, "broken");
        }
        PathEvent event = new PathEvent("loss", now, new PathId("SG-SIN", "hk-3"), "nn-1", "{}");
        return List.of(new TracedEvent(event, Optional.empty(), List.of()));
    }

    @Test
    void theStoreIsAskedForTenMinutesAndAtMostEveryFiveSeconds() {
        assertEquals(1, recent.get().size());
        now += 4 * SECOND;
        assertEquals(1, recent.get().size());
        assertEquals(1, asked.size());
        now += SECOND;
        assertEquals(1, recent.get().size());

        assertEquals(2, asked.size());
        assertEquals(now - 600 * SECOND, asked.get(1).fromNanos());
    }

    @Test
    void whileTheStoreCannotBeReadTheLastAnswerHolds() {
        assertEquals(1, recent.get().size());
        broken = true;
        now += 6 * SECOND;

        assertEquals(1, recent.get().size());
        assertEquals(2, asked.size());
    }
}
