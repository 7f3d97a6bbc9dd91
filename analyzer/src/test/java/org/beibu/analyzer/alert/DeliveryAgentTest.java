package org.beibu.analyzer.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Test;

class DeliveryAgentTest {
    private static final long SECOND = 1_000_000_000L;

    private final Flaky receiver = new Flaky();
    private final Outbox outbox = new Outbox("flaky");
    private final Counters counters = new Counters();
    private long monotonic;
    private final DeliveryAgent agent;

    DeliveryAgentTest() {
        counters.register(AlertCounter.class);
        agent =
                new DeliveryAgent(
                        receiver,
                        outbox,
                        new DeliveryAgent.Pace(60 * SECOND, 8 * SECOND),
                        new AlertAgent.Environment(() -> monotonic, () -> 7, counters));
    }

    /** A receiver that may be down, or refuse. */
    private static final class Flaky implements Receiver {
        final List<Alert> taken = new ArrayList<>();
        int attempts;
        boolean state;
        String mood = "well";

        @Override
        public String name() {
            return "flaky";
        }

        @Override
        public boolean wantsState() {
            return state;
        }

        @Override
        public void tell(List<Alert> alerts, long nowNanos) throws IOException {
            attempts++;
            if (mood.equals("down")) {
                throw new IOException("down");
            }
            if (mood.equals("refuses")) {
                throw new RefusedException("answered 400");
            }
            taken.addAll(alerts);
        }
    }

    private void fire(String route) {
        outbox.update(List.of(OutboxTest.alert(route, Alert.State.FIRING, 1)), alert -> false, 10);
    }

    private void run(int seconds) {
        for (int i = 0; i < seconds * 10; i++) {
            agent.doWork();
            monotonic += SECOND / 10;
        }
    }

    @Test
    void whatFailsIsTriedAgainWithGrowingPausesUntilItIsTaken() {
        receiver.mood = "down";
        fire("a");
        run(40); // after 0, 1, 3, 7, 15, 23, 31, 39 s

        assertEquals(8, receiver.attempts);
        assertEquals("down", outbox.status().lastFailure());
        receiver.mood = "well";
        run(10);

        assertEquals(1, receiver.taken.size());
        assertEquals("", outbox.status().lastFailure());
        assertEquals(8L, counters.snapshot().get("alert_delivery_failures"));
        run(30);
        assertEquals(1, receiver.taken.size());
    }

    @Test
    void whatIsRefusedForWhatItIsIsGivenUpAndCounted() {
        receiver.mood = "refuses";
        fire("a");
        run(5);

        assertEquals(1, receiver.attempts);
        assertEquals(1L, counters.snapshot().get("alert_notifications_refused"));
        assertEquals(0, outbox.status().waiting().size());
    }

    @Test
    void aReceiverOfTheStateIsToldAgainEachMinute() {
        receiver.state = true;
        run(1);
        fire("a");
        run(1);
        assertEquals(1, receiver.taken.size());
        run(125);
        assertEquals(3, receiver.taken.size());
    }

    @Test
    void aReceiverOfTheStateGetsTheNewestOnceItIsBack() {
        receiver.state = true;
        receiver.mood = "down";
        fire("a");
        run(20);
        outbox.update(List.of(OutboxTest.alert("a", Alert.State.RESOLVED, 1)), alert -> false, 10);
        receiver.mood = "well";
        run(9);

        assertEquals(
                List.of(Alert.State.RESOLVED), receiver.taken.stream().map(Alert::state).toList());
    }
}
