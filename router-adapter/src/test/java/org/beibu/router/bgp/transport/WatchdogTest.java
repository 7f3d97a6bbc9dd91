package org.beibu.router.bgp.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchdogTest {
    private final List<String> cut = new ArrayList<>();
    private long millis = 1_000;
    private final Watchdog watchdog = new Watchdog(() -> millis * 1_000_000, Duration.ofSeconds(2));
    private final Watchdog.Heartbeat loop = watchdog.watch("loop", () -> cut.add("loop"));
    private final Watchdog.Heartbeat other = watchdog.watch("other", () -> cut.add("other"));

    private void after(int more) {
        millis += more;
        watchdog.look();
    }

    @Test
    void whoeverBeatsIsLeftAlone() {
        for (int i = 0; i < 100; i++) {
            loop.beat();
            other.beat();
            after(200);
        }

        assertEquals(List.of(), cut);
    }

    @Test
    void aStallIsActedOnOnceAndAgainAfterItHasEnded() {
        loop.beat();
        for (int i = 0; i < 30; i++) {
            other.beat();
            after(200);
        }
        assertEquals(List.of("loop"), cut);

        loop.beat();
        other.beat();
        after(200);
        for (int i = 0; i < 11; i++) {
            other.beat();
            after(200);
        }
        assertEquals(List.of("loop", "loop"), cut);
    }

    @Test
    void aProcessThatStoodStillHasStalledAsAWhole() {
        loop.beat();
        other.beat();
        after(5_000);

        assertEquals(List.of("loop", "other"), cut);
    }

    @Test
    void whoeverHasNotBegunIsNotMissed() {
        other.beat();
        after(1_000);
        after(1_000);
        after(1_000);

        assertEquals(List.of("other"), cut);
    }

    @Test
    void whoeverIsForgottenIsNotMissed() {
        loop.beat();
        watchdog.forget(loop);
        for (int i = 0; i < 30; i++) {
            other.beat();
            after(200);
        }

        assertEquals(List.of(), cut);
    }
}
