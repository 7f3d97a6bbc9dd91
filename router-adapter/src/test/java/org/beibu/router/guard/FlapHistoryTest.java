package org.beibu.router.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.beibu.model.Prefix;
import org.junit.jupiter.api.Test;

class FlapHistoryTest {
    private static final OverrideKey KEY = new OverrideKey("pe", Prefix.parse("203.0.113.0/24"));

    private final FlapHistory flaps = new FlapHistory(FlapHistory.Limits.USUAL);

    private static long minutes(long minutes) {
        return TimeUnit.MINUTES.toNanos(minutes);
    }

    @Test
    void twoWithdrawalsDampAndCalmEndsIt() {
        flaps.withdrawn(KEY, "exit-b", 0);
        assertTrue(flaps.damped(KEY, "exit-b", 0).isEmpty());
        flaps.withdrawn(KEY, "exit-b", 0);
        assertTrue(flaps.damped(KEY, "exit-b", 0).isPresent());

        // 2,000 is above 750 for log2(2000 / 750) = 1.415 half-lives of 15 min, 21.2 min.
        assertTrue(flaps.damped(KEY, "exit-b", minutes(21)).isPresent());
        assertTrue(flaps.damped(KEY, "exit-b", minutes(22)).isEmpty());
    }

    @Test
    void betweenTheLimitsOnlyWhatWasDampedIs() {
        flaps.changed(KEY, "exit-b", 0);
        flaps.changed(KEY, "exit-b", 0);
        flaps.changed(KEY, "exit-b", 0);

        assertTrue(flaps.damped(KEY, "exit-b", 0).isEmpty()); // 1,500, never suppressed
    }

    @Test
    void anotherExitIsAnotherRoute() {
        flaps.withdrawn(KEY, "exit-b", 0);
        flaps.withdrawn(KEY, "exit-b", 0);

        assertTrue(flaps.damped(KEY, "exit-a", 0).isEmpty());
    }

    @Test
    void theRouteLongestUntouchedMakesRoom() {
        FlapHistory small =
                new FlapHistory(new FlapHistory.Limits(2_000, 750, Duration.ofMinutes(15), 10));
        for (int i = 0; i < 1_000; i++) {
            OverrideKey key = new OverrideKey("pe", Prefix.parse("10." + i % 256 + ".0.0/16"));
            small.withdrawn(key, "exit-" + i / 256, i);
        }

        assertEquals(10, small.size());
    }
}
