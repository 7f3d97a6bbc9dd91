package org.beibu.analyzer.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.beibu.analyzer.events.EventQuery;
import org.beibu.analyzer.events.PathEvent;
import org.beibu.analyzer.events.TracedEvent;
import org.beibu.model.PathId;
import org.junit.jupiter.api.Test;

class ClockDoubtsTest {
    private static final PathId PATH = new PathId("VN-HAN", "gz-1");
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long NOON = 1_795_176_000L * 1_000_000_000L;

    private final List<PathEvent> events = new ArrayList<>();

    private void told(String kind, long atMinute, long beganMinute, double offsetMs) {
        String began = Instant.ofEpochSecond(0, NOON + beganMinute * MINUTE).toString();
        events.add(
                new PathEvent(
                        kind,
                        NOON + atMinute * MINUTE,
                        PATH,
                        "analyzer",
                        "{\"began\":\"%s\",\"offset_before_ms\":0.500,\"offset_ms\":%s}"
                                .formatted(began, offsetMs)));
    }

    private List<TracedEvent> find(EventQuery query) {
        return events.stream()
                .filter(event -> query.kind().orElseThrow().equals(event.kind()))
                .filter(event -> event.epochNanos() >= query.fromNanos())
                .filter(event -> event.epochNanos() < query.toNanos())
                .map(event -> new TracedEvent(event, Optional.empty(), List.of()))
                .toList();
    }

    private Optional<ClockDoubts.Doubt> between(long fromMinute, long toMinute) {
        return ClockDoubts.read(this::find, NOON + fromMinute * MINUTE, NOON + toMinute * MINUTE)
                .of(PATH);
    }

    @Test
    void aWindowIsInDoubtFromTheBeginThatIsToldLaterToTheEnd() {
        told("clock-step", 11, 10, 4.5);
        told("clock-over", 30, 30, 0.5);

        assertTrue(between(0, 9).isEmpty());
        assertTrue(between(5, 11).isPresent());
        assertTrue(between(10, 11).isPresent(), "told after its end");
        assertTrue(between(20, 21).isPresent());
        assertTrue(between(29, 40).isPresent());
        assertTrue(between(31, 40).isEmpty());
        assertEquals(
                new ClockDoubts.Doubt("clock-step", NOON + 10 * MINUTE, 4_000_000),
                between(20, 21).orElseThrow());
    }

    @Test
    void whatIsNeverSaidToBeOverLastsAnHour() {
        told("clock-drift", 10, 5, 1);

        assertTrue(between(60, 61).isPresent());
        assertTrue(between(71, 72).isEmpty());
    }

    @Test
    void aDriftThatIsToldAgainGoesOn() {
        told("clock-drift", 10, 5, 1);
        told("clock-drift", 50, 49, 2);

        assertTrue(between(90, 91).isPresent());
        assertTrue(between(111, 112).isEmpty());
    }
}
