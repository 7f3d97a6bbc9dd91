package org.beibu.analyzer.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final Outbox outbox = new Outbox("webhook x");

    static Alert alert(String route, Alert.State state, long since) {
        return new Alert(
                "BeibuSloBurn",
                Map.of("route", route),
                Severity.CRITICAL,
                "too fast",
                state,
                since,
                since + 1,
                state == Alert.State.RESOLVED ? since + 2 : 0);
    }

    private void update(Alert... alerts) {
        outbox.update(List.of(alerts), alert -> false, 10);
    }

    private List<String> waiting() {
        List<String> turns = new ArrayList<>();
        for (Optional<Alert> next = outbox.next(); next.isPresent(); next = outbox.next()) {
            turns.add(next.get().labels().get("route") + " " + next.get().state());
            outbox.done(next.get());
        }
        return turns;
    }

    @Test
    void eachTurnWaitsOnceAndInOrder() {
        update(alert("a", Alert.State.PENDING, 1), alert("b", Alert.State.FIRING, 1));
        update(alert("a", Alert.State.FIRING, 1), alert("b", Alert.State.FIRING, 1));
        update(alert("a", Alert.State.FIRING, 1), alert("b", Alert.State.RESOLVED, 1));
        update(alert("a", Alert.State.FIRING, 1), alert("b", Alert.State.RESOLVED, 1));

        assertEquals(List.of("b firing", "a firing", "b resolved"), waiting());
    }

    @Test
    void whatWasNeverToldIsNotResolvedEither() {
        update(alert("a", Alert.State.RESOLVED, 1));

        assertEquals(List.of(), waiting());
    }

    @Test
    void maintenanceSilencesUntilItEnds() {
        List<Alert> firing = List.of(alert("a", Alert.State.FIRING, 1));
        outbox.update(firing, alert -> true, 10);
        assertEquals(List.of(), waiting());
        assertEquals(List.of(), outbox.takeCurrent());

        outbox.update(firing, alert -> false, 10);

        assertEquals(1, outbox.takeCurrent().size());
        assertEquals(List.of(), waiting(), "taken as told with the state");
    }

    @Test
    void aNewOutboxWithTheOldStateTellsNothingTwiceAndForgetsNothing() {
        update(alert("a", Alert.State.FIRING, 1), alert("b", Alert.State.FIRING, 1));
        outbox.next().ifPresent(outbox::done);

        Outbox second = new Outbox("webhook x");
        second.restore(outbox.status());
        second.update(
                List.of(alert("a", Alert.State.FIRING, 1), alert("b", Alert.State.FIRING, 1)),
                alert -> false,
                20);

        assertEquals(1, second.status().waiting().size());
        assertEquals("b", second.next().orElseThrow().labels().get("route"));
    }

    @Test
    void whenTooManyWaitTheOldestAreDroppedAndCounted() {
        List<Alert> many = new ArrayList<>();
        for (int i = 0; i < Outbox.MOST + 2; i++) {
            many.add(alert(String.format("r%05d", i), Alert.State.FIRING, 1));
        }

        assertEquals(2, outbox.update(many, alert -> false, 10));
        assertEquals(2, outbox.status().dropped());
        assertEquals("r00002", outbox.next().orElseThrow().labels().get("route"));
    }

    @Test
    void stateReceiversHearOfNewsAtOnceAndOfTheSameOnlyWhenDue() {
        update(alert("a", Alert.State.FIRING, 1));
        assertTrue(outbox.hasNews());
        assertEquals(1, outbox.takeCurrent().size());
        update(alert("a", Alert.State.FIRING, 1));
        assertFalse(outbox.hasNews());
        update(alert("a", Alert.State.RESOLVED, 1));
        assertTrue(outbox.hasNews());
    }
}
